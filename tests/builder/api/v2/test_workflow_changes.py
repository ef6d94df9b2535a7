"""Workflows over both doors: changed and deleted."""

from __future__ import annotations

import pytest

from tests.builder.api.v2.flows import HI, get, ids, make, prompt, said, shout
from tests.clarifai_clients import Rest


def test_a_patch_without_nodes_makes_no_version(door):
    [made] = make(door)

    changed = door.ok(
        "PatchWorkflows",
        workflows=[{"id": "shout", "description": "Louder.", "use_cases": ["noise"]}],
        action="merge",
    )["workflows"][0]

    assert changed["version"]["id"] == made["version"]["id"]
    assert changed["description"] == "Louder."
    assert changed["modified_at"] > made["modified_at"]


def test_merge_adds_and_overwrite_replaces(door):
    make(door, shout(use_cases=["a"], metadata={"x": {"one": 1}}))
    told = {"id": "shout", "use_cases": ["b"], "metadata": {"x": {"two": 2}}}

    [merged] = door.ok("PatchWorkflows", workflows=[told], action="merge")["workflows"]
    assert merged["use_cases"] == ["a", "b"]
    assert merged["metadata"]["x"] == {"one": 1, "two": 2}

    [replaced] = door.ok("PatchWorkflows", workflows=[told], action="overwrite")["workflows"]
    assert replaced["use_cases"] == ["b"]
    assert replaced["metadata"]["x"] == {"two": 2}


def test_nodes_make_a_new_version_that_is_published(door):
    [made] = make(door)
    nodes = [prompt("wrap", "({data.text.raw})")]

    [merged] = door.ok(
        "PatchWorkflows", workflows=[{"id": "shout", "nodes": nodes}], action="merge"
    )["workflows"]

    assert merged["version"]["id"] != made["version"]["id"]
    assert [node["id"] for node in merged["nodes"]] == ["wrap", "mark"]
    assert said(door.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI])) == [
        "(hi)", "(hi)!",
    ]  # fmt: skip
    pinned = door.ok(
        "PostWorkflowResults", workflow_id="shout", version_id=made["version"]["id"], inputs=[HI]
    )
    assert said(pinned) == ["<hi>", "<hi>!"]

    [replaced] = door.ok(
        "PatchWorkflows", workflows=[{"id": "shout", "nodes": nodes}], action="overwrite"
    )["workflows"]
    assert [node["id"] for node in replaced["nodes"]] == ["wrap"]


def test_a_merged_node_is_put_behind_the_others(door):
    make(door)
    node = prompt("more", "{data.text.raw}?", "mark")

    door.ok("PatchWorkflows", workflows=[{"id": "shout", "nodes": [node]}], action="merge")

    answer = door.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI])
    assert said(answer) == ["<hi>", "<hi>!", "<hi>!?"]


def test_one_node_is_merged_once(door):
    make(door)
    twice = [prompt("wrap", "1{data.text.raw}"), prompt("wrap", "2{data.text.raw}")]

    status = door.fails(
        "PatchWorkflows", 22107, 400, workflows=[{"id": "shout", "nodes": twice}], action="merge"
    )

    assert "2 nodes have the id wrap" in status["details"]


def test_only_the_cover_can_be_removed(door):
    make(door, shout(image={"url": "https://example.org/cover.png"}))

    door.ok(
        "PatchWorkflows",
        workflows=[{"id": "shout", "image": {"url": "https://example.org/cover.png"}}],
        action="remove",
    )

    assert "image" not in get(door)
    door.fails("PatchWorkflows", 22104, 400, workflows=[shout()], action="remove")
    door.fails("PatchWorkflows", 22104, 400, workflows=[shout()], action="destroy")


def test_ids_are_changed(door):
    make(door, shout(), shout("other"))

    changed = door.ok(
        "PatchWorkflowIds", ids=[{"id": "shout", "new_id": "yell"}], action="overwrite"
    )

    assert [row["id"] for row in changed["workflows"]] == ["yell"]
    door.fails("GetWorkflow", 22102, 404, workflow_id="shout")
    door.fails("PatchWorkflowIds", 40010, 409, ids=[{"id": "yell", "new_id": "other"}])
    door.fails("PatchWorkflowIds", 22104, 400, ids=[{"id": "yell", "new_id": "no way"}])


def test_workflows_are_deleted(door):
    make(door, *(shout(name) for name in ("a", "b", "c", "d")))

    door.ok("DeleteWorkflow", workflow_id="a")
    assert sorted(ids(door)) == ["b", "c", "d"]
    status = door.fails("DeleteWorkflows", 22102, 404, ids=["b", "nowhere"])
    assert "nowhere" in status["details"]
    assert sorted(ids(door)) == ["b", "c", "d"]
    door.ok("DeleteWorkflows", ids=["b"])
    door.ok("DeleteWorkflows", delete_all=True)
    assert ids(door) == []


def test_an_unnamed_workflow_is_the_only_one_of_the_app(door, editor):
    if isinstance(door, Rest):
        pytest.skip("an address names its workflow")
    make(door)
    assert said(door.ok("PostWorkflowResults", inputs=[HI])) == ["<hi>", "<hi>!"]
    make(door, shout("another"))
    door.fails("PostWorkflowResults", 22102, 404, inputs=[HI])
