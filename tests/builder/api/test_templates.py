"""Every template, made through the door that people use and run for real on its samples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from builder.gallery import inputs_of, ready_inputs, templates
from runtime.contracts.graph import parse_graph
from tests.clients import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Outputs = dict[str, Any]
"""Node -> port -> tree, of the one input."""


def shown(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False)


def texts(tree: Any) -> list[str]:
    """Every text of a tree, in order."""
    if isinstance(tree, dict):
        if tree.get("kind") == "text":
            return [tree["raw"]]
        return [text for part in tree.values() for text in texts(part)]
    if isinstance(tree, list):
        return [text for part in tree for text in texts(part)]
    return []


def plates(title: str, got: Outputs) -> None:
    wanted = {"A car in a village street": 1, "Two cars in town": 2, "A car at a gate at dusk": 1}
    assert len(got["crop"]["images"]["each"]) == wanted[title]


def hidden(title: str, got: Outputs) -> None:
    wanted = {"A car in a village street": 1, "Two cars in town": 2, "A car at a gate at dusk": 1}
    assert got["count"]["total"]["value"] == wanted[title]
    assert got["hide"]["image"]["kind"] == "image"


def read(title: str, got: Outputs) -> None:
    lines = got["read"]["text"]["raw"].split("\n")
    expect = json.loads((SAMPLES / "samples.json").read_text())
    wanted = next(item["expect"] for item in expect if item["title"] == title)
    assert set(wanted) <= {line.strip() for line in lines} or all(
        part in got["read"]["text"]["raw"] for part in wanted
    )
    assert "English sentence" in got["prompt"]["text"]["raw"]


def codes(_: str, got: Outputs) -> None:
    found = {region["text"] for region in got["codes"]["regions"]["items"]}
    assert found == {"https://example.org/parcel/WF-48213", "WF48213-0907"}
    assert len(got["list"]["table"]["rows"]) == 2


def photo(_: str, got: Outputs) -> None:
    assert got["words"]["text"]["raw"].startswith("1280 by 800 pixels. Sharp: ")
    assert 3 <= len(got["colours"]["colors"]["items"]) <= 5


def facts(_: str, got: Outputs) -> None:
    assert got["mails"]["matches"]["value"] == ["ana.ruiz@example.org", "ben@example.org"]
    assert got["phones"]["matches"]["value"] == ["+44 20 7946 0018"]
    topics = {concept["name"] for concept in got["topics"]["concepts"]["items"]}
    assert topics == {"invoice", "delivery", "refund", "appointment"}


def best(tree: Any) -> str:
    return tree["items"][0]["name"]


def classified(title: str, got: Outputs) -> None:
    topic, mood = {
        "A match report": ("sport", "positive"),
        "A review of a phone": ("technology", "negative"),
    }[title]
    assert best(got["topic"]["concepts"]) == topic
    assert best(got["mood"]["concepts"]) == mood
    assert best(got["language"]["concepts"]) == "English"


def summarized(_: str, got: Outputs) -> None:
    chosen = got["summary"]["sentences"]["value"]
    assert len(chosen) == 2
    assert got["summary"]["text"]["raw"].startswith("The town library opens its new reading room")
    assert any("reading room" in word for word in got["keywords"]["keywords"]["value"])


def grouped(_: str, got: Outputs) -> None:
    labels = got["groups"]["clusters"]["labels"]
    assert [len(set(labels[start : start + 4])) for start in (0, 4, 8)] == [1, 1, 1]
    assert len(set(labels)) == 3
    assert len(got["names"]["names"]["value"]) == 3


def asked(_: str, got: Outputs) -> None:
    prompt = got["prompt"]["text"]["raw"]
    assert "Garden party on Saturday 14 June" in prompt
    assert "When does the garden party take place?" in prompt


def followed(_: str, got: Outputs) -> None:
    frames = got["follow"]["regions"]["each"]
    assert len(frames) == 40
    tracks = [{one["track_id"] for one in frame["value"]["items"]} for frame in frames]
    assert set.union(*tracks) == {"1", "2"}
    assert sum(found == {"1", "2"} for found in tracks) > 30
    film = got["made"]["video"]
    assert (film["width"], film["height"], film["media_type"]) == (960, 600, "video/mp4")
    assert 7500 < film["duration_ms"] < 8500


KNOWN: Mapping[str, Callable[[str, Outputs], None]] = {
    "read-licence-plates": plates,
    "hide-plates": hidden,
    "read-text": read,
    "read-codes": codes,
    "check-photo": photo,
    "pick-out-facts": facts,
    "classify-text": classified,
    "summarize-text": summarized,
    "group-messages": grouped,
    "ask-a-picture": asked,
    "follow-cars": followed,
}
"""What each template is to find on its samples."""


def test_each_template_has_samples_a_full_layout_and_known_answers():
    assert set(KNOWN) == set(templates())
    for template in templates().values():
        graph = parse_graph(template.graph)
        assert inputs_of(template.id), template.id
        assert set(template.layout["nodes"]) == {"IN", *(node.id for node in graph.nodes)}
        assert template.note.endswith("."), template.id
    for item in ready_inputs():
        assert set(item.templates) <= set(templates()), item.title


@pytest.mark.parametrize("name", templates())
def test_a_template_works_on_its_samples(editor, name):
    card = next(c for c in editor.get("/templates").json()["templates"] if c["id"] == name)
    if card["why_not"]:
        pytest.skip(f"one of its nodes {card['why_not']}")
    made = editor.post("/apps", {"name": f"From {name}", "input_type": "image"}).json()
    app = f"/apps/{made['user']}/{made['id']}"
    workflow = editor.post(f"{app}/workflows", {"template": name})
    assert workflow.status_code == 201, workflow.text
    assert workflow.json()["published_version"], "it is ready to run"
    path = f"{app}/workflows/{workflow.json()['id']}"
    listed = editor.get(f"{app}/samples").json()["samples"]
    assert [item["title"] for item in listed] == [item.title for item in inputs_of(name)]
    for item in listed:
        outputs = results(editor, path, item["id"])
        KNOWN[name](item["title"], outputs)


def results(editor, path: str, sample: str) -> Outputs:
    started = editor.post(f"{path}/runs", {"inputs": [{"sample": sample}]})
    assert started.status_code == 201, started.text
    run = started.json()["id"]
    editor.get(f"/runs/{run}/stream")  # ends with the run
    ended = editor.get(f"/runs/{run}").json()
    assert ended["status"] == "succeeded", shown(ended)
    assert {state["status"] for state in ended["nodes"].values()} == {"succeeded"}
    return {
        node: editor.get(f"/runs/{run}/outputs/{node}").json()["outputs"][0]
        for node in ended["nodes"]
    }


def test_a_template_that_does_not_exist_is_a_404(editor):
    answer = editor.post("/apps/local/demo/workflows", {"template": "nothing"})
    assert answer.status_code == 404
    assert "no template nothing" in answer.json()["error"]["message"]


def test_a_template_brings_a_sample_once(editor):
    made = editor.post("/apps", {"name": "Twice", "input_type": "image"}).json()
    app = f"/apps/{made['user']}/{made['id']}"
    for name in ("hide-plates", "read-licence-plates"):
        editor.post(f"{app}/workflows", {"template": name, "name": "Again"})
    listed = editor.get(f"{app}/samples").json()["samples"]
    assert len(listed) == 3
