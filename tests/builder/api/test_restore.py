"""Restoring keeps what was on the canvas: as a version, or aside when it cannot be one."""

from __future__ import annotations

import copy

import pytest

from tests.builder.api.test_history import GREET, run

LAYOUT = {"nodes": {"greet": {"x": 300, "y": 40}}}


def graph(template):
    made = copy.deepcopy(GREET)
    made["nodes"][0]["params"]["prompt_template"] = template
    return made


BROKEN = {**GREET, "nodes": [{**GREET["nodes"][0], "inputs": {}}]}


@pytest.fixture
def workflow(editor):
    """Two versions, the second one published and on the canvas."""
    path = editor.new_workflow("Restored")
    versions = [
        editor.post(f"{path}/versions", {"graph": graph(words), "layout": LAYOUT}).json()
        for words in ("Hello {data.text.raw}", "Good day {data.text.raw}")
    ]
    return path, [version["id"] for version in versions]


def edit(editor, path, document, layout=LAYOUT):
    revision = editor.get(f"{path}/draft").json()["revision"]
    saved = editor.put(f"{path}/draft", {"revision": revision, "graph": document, "layout": layout})
    return saved.json()["revision"]


def restore(editor, path, revision=None, **source):
    revision = revision or editor.get(f"{path}/draft").json()["revision"]
    return editor.post(f"{path}/restore", {"revision": revision, **source})


def test_an_unsaved_draft_becomes_an_unpublished_version_first(editor, workflow):
    path, (first, second) = workflow
    edit(editor, path, graph("Good night {data.text.raw}"))
    answer = restore(editor, path, version=first).json()
    assert answer["draft"]["based_on"] == first
    assert answer["draft"]["changed"] is False
    kept = answer["version"]
    assert (kept["number"], kept["name"], kept["published"]) == (3, "Before restoring v1", False)
    version = editor.get(f"{path}/versions/{kept['id']}").json()
    assert version["graph"] == graph("Good night {data.text.raw}")
    assert editor.get(path).json()["published_version"]["id"] == second


def test_a_saved_draft_needs_no_keeping(editor, workflow):
    path, (first, _) = workflow
    answer = restore(editor, path, version=first).json()
    assert answer["version"] is answer["kept"] is None
    assert len(editor.get(path).json()["versions"]) == 2
    moved = {"nodes": {"greet": {"x": 900, "y": 9}}}
    edit(editor, path, graph("Hello {data.text.raw}"), moved)
    assert restore(editor, path, version=first).json()["version"] is None


def test_notes_on_the_canvas_are_work_too(editor, workflow):
    path, (first, _) = workflow
    note = {"id": "n", "text": "Ask Ann", "x": 0, "y": 0, "width": 100, "height": 50}
    edit(editor, path, graph("Good day {data.text.raw}"), {**LAYOUT, "notes": [note]})
    assert restore(editor, path, version=first).json()["version"]["number"] == 3


def test_a_broken_draft_is_set_aside_and_can_be_put_back(editor, workflow):
    path, (first, _) = workflow
    edit(editor, path, BROKEN)
    answer = restore(editor, path, version=first).json()
    assert answer["version"] is None
    kept = answer["kept"]
    assert kept["name"] == "Before restoring v1"
    listed = editor.get(f"{path}/versions").json()
    assert [row["id"] for row in listed["kept"]] == [kept["id"]]
    back = restore(editor, path, kept=kept["id"]).json()["draft"]
    assert back["graph"]["nodes"][0].get("inputs", {}) == {}
    assert back["problems"]
    assert editor.call("DELETE", f"{path}/kept/{kept['id']}").status_code == 204
    assert editor.get(f"{path}/versions").json()["kept"] == []
    assert restore(editor, path, kept=kept["id"]).status_code == 404


def test_a_stale_window_restores_nothing(editor, workflow):
    path, (first, _) = workflow
    old = editor.get(f"{path}/draft").json()["revision"]
    edit(editor, path, graph("Good night {data.text.raw}"))
    answer = restore(editor, path, revision=old, version=first)
    assert (answer.status_code, answer.json()["error"]["code"]) == (412, "stale_draft")
    assert editor.get(f"{path}/draft").json()["graph"] == graph("Good night {data.text.raw}")
    assert len(editor.get(path).json()["versions"]) == 2


def test_the_graph_of_a_run_is_restored_without_publishing_anything(editor):
    path = editor.new_workflow("Never saved")
    ran = run(editor, path, "Ann", graph=GREET, layout={})
    edit(editor, path, graph("Good night {data.text.raw}"))
    answer = restore(editor, path, run=ran["id"]).json()
    assert answer["draft"]["graph"] == ran["graph"]
    assert answer["kept"]["name"] == "Before restoring run 1"
    assert editor.get(path).json()["versions"] == []


def test_only_what_belongs_to_the_workflow_is_restored(editor, workflow):
    path, _ = workflow
    other = editor.new_workflow("Another")
    ran = run(editor, other, "Ann", graph=GREET, layout={})
    version = editor.post(f"{other}/versions", {"graph": GREET, "layout": {}}).json()["id"]
    for source in ({"run": ran["id"]}, {"version": version}, {"kept": "none"}):
        assert restore(editor, path, **source).status_code == 404, source
    assert restore(editor, path).status_code == 400
    assert restore(editor, path, revision="1", version=version).status_code == 404


def test_the_list_of_versions_has_their_graphs_and_last_runs(editor, workflow):
    path, (first, second) = workflow
    run(editor, path, "Ann", version=first)
    last = run(editor, path, "Bob", version=first)
    listed = editor.get(f"{path}/versions").json()
    rows = {row["id"]: row for row in listed["versions"]}
    assert rows[first]["last_run"]["id"] == last["id"]
    assert rows[second]["last_run"] is None
    assert rows[second]["summary"] == "1 parameter"
    assert rows[first]["thumbnail"]["graph"] == graph("Hello {data.text.raw}")
    older = editor.get(f"{path}/versions?before=2").json()
    assert [row["number"] for row in older["versions"]] == [1]
    assert editor.get(f"{path}/versions?before=x").status_code == 400
