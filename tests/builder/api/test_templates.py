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


def cut_out(_: str, got: Outputs) -> None:
    shares = {item["name"]: item["value"] for item in got["street"]["concepts"]["items"]}
    assert 0.1 < shares["car"] < 0.5
    assert shares["road"] > 0.1
    assert got["cars"]["regions"]["items"]
    assert got["keep"]["image"]["kind"] == "image"


def digits(_: str, got: Outputs) -> None:
    assert got["number"]["text"]["raw"] == "4071926"


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


def cleaned(_: str, got: Outputs) -> None:
    before = got["before"]["image"]
    assert before["width"] >= 2 * 1280


def digit(_: str, got: Outputs) -> None:
    assert best(got["sure"]["concepts"]) == "7"


def on_card(title: str, got: Outputs) -> None:
    listed = json.loads((SAMPLES / "samples.json").read_text())
    (number,) = next(item["expect"] for item in listed if item["title"] == title)
    assert best(got["digit"]["concepts"]) == number
    assert got["words"]["text"]["raw"] == number
    assert got["stamp"]["image"]["width"] == 160


def segmented(_: str, got: Outputs) -> None:
    names = {item["concepts"][0]["name"] for item in got["parts"]["regions"]["items"]}
    assert {"sky", "road"} <= names
    assert got["parts"]["mask"]["kind"] == "mask"


def faces(_: str, got: Outputs) -> None:
    found = got["named"]["regions"]["items"]
    moods = {
        "left" if item["box"][1] < 0.5 else "right": item["concepts"][0]["name"] for item in found
    }
    assert moods == {"left": "smiling", "right": "not smiling"}


def remembered(_: str, got: Outputs) -> None:
    totals = [each["value"]["value"] for each in got["remember"]["total"]["each"]]
    assert totals
    assert all(total >= 1 for total in totals)


def translated(_: str, got: Outputs) -> None:
    assert got["translate"]["text"]["raw"].startswith("La casa está vendida.")


def spoken(_: str, got: Outputs) -> None:
    assert got["speak"]["audio"]["kind"] == "audio"
    assert got["speak"]["audio"]["duration_ms"] > 2000


def written_down(_: str, got: Outputs) -> None:
    assert len(got["parts"]["segments"]["each"]) == 2
    first, second = got["text"]["text"]["raw"].split("\n")
    assert "wonderful day" in first
    assert second


def judged(title: str, got: Outputs) -> None:
    wanted = {"A happy sentence": "positive", "An angry sentence": "negative"}
    assert best(got["mood"]["concepts"]) == wanted[title]


def followed(_: str, got: Outputs) -> None:
    frames = got["track"]["regions"]["each"]
    assert len(frames) == 32
    assert [frame["anchor"]["time_ms"] for frame in frames[:3]] == [0, 250, 500]
    sides: dict[str, set[str]] = {}
    for frame in frames:
        for item in frame["value"]["items"]:
            sides.setdefault(item["track_id"], set()).add(
                "left" if item["box"][1] < 0.5 else "right"
            )
    assert len(sides) == 2, "two plates, each with one track from the first frame to the last"
    assert got["film"]["video"]["kind"] == "video"


def read_frames(_: str, got: Outputs) -> None:
    assert len(got["read"]["text"]["each"]) == 4
    assert "KT52 LMR" in got["all"]["text"]["raw"]
    assert "WFT 7423" in got["all"]["text"]["raw"]


def read_aloud(_: str, got: Outputs) -> None:
    assert "soup" in got["translate"]["text"]["raw"].lower()
    assert got["speak"]["audio"]["duration_ms"] > 3000


def asked(_: str, got: Outputs) -> None:
    prompt = got["prompt"]["text"]["raw"]
    assert "Garden party on Saturday 14 June" in prompt
    assert "When does the garden party take place?" in prompt


KNOWN: Mapping[str, Callable[[str, Outputs], None]] = {
    "read-licence-plates": plates,
    "hide-plates": hidden,
    "cut-out-cars": cut_out,
    "read-digits": digits,
    "read-text": read,
    "read-codes": codes,
    "check-photo": photo,
    "pick-out-facts": facts,
    "classify-text": classified,
    "summarize-text": summarized,
    "group-messages": grouped,
    "ask-a-picture": asked,
    "clean-up-photo": cleaned,
    "read-digit": digit,
    "read-32-cards": on_card,
    "segment-street": segmented,
    "judge-faces": faces,
    "search-objects": remembered,
    "search-faces": remembered,
    "translate-text": translated,
    "speak-text": spoken,
    "write-down-speech": written_down,
    "mood-of-a-call": judged,
    "follow-in-video": followed,
    "read-video": read_frames,
    "read-translate-speak": read_aloud,
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


def test_the_batch_template_reads_its_32_samples_in_one_run(editor):
    made = editor.post("/apps", {"name": "All cards", "input_type": "image"}).json()
    app = f"/apps/{made['user']}/{made['id']}"
    editor.post(f"{app}/workflows", {"template": "read-digit"})
    flow = editor.post(f"{app}/workflows", {"template": "read-32-cards"}).json()["id"]
    listed = editor.get(f"{app}/samples?workflow={flow}").json()["samples"]
    own = [item for item in listed if item["own"]]
    assert (len(own), len(listed)) == (32, 33)
    inputs = [{"sample": item["id"]} for item in own]
    started = editor.post(f"{app}/workflows/{flow}/runs", {"inputs": inputs})
    run = started.json()["id"]
    editor.get(f"/runs/{run}/stream")  # ends with the run
    assert editor.get(f"/runs/{run}").json()["status"] == "succeeded"
    by_node = {
        node: editor.get(f"/runs/{run}/outputs/{node}").json()["outputs"]
        for node in ("digit", "words", "stamp")
    }
    for place, item in enumerate(own):
        on_card(item["title"], {node: outputs[place] for node, outputs in by_node.items()})


def test_the_cards_are_small_files():
    sizes = [len(item.data()) for item in inputs_of("read-32-cards")]
    assert len(sizes) == 32
    assert sum(sizes) < 400_000


def test_a_template_takes_a_batch_of_32(editor):
    path = editor.new_workflow("Batch", template="classify-text")
    texts = [f"The {word} won match number {n}." for n in range(16) for word in ("team", "rival")]
    started = editor.post(f"{path}/runs", {"inputs": [{"text": text} for text in texts]})
    run = started.json()["id"]
    editor.get(f"/runs/{run}/stream")  # ends with the run
    assert editor.get(f"/runs/{run}").json()["status"] == "succeeded"
    outputs = editor.get(f"/runs/{run}/outputs/topic").json()["outputs"]
    assert len(outputs) == 32
    assert {best(each["concepts"]) for each in outputs} == {"sport"}
    refused = editor.post(f"{path}/runs", {"inputs": [{"text": "x"}] * 33})
    assert refused.status_code == 400
    assert "32" in refused.json()["error"]["message"]


def test_a_template_that_does_not_exist_is_a_404(editor):
    answer = editor.post("/apps/local/demo/workflows", {"template": "nothing"})
    assert answer.status_code == 404
    assert "no template nothing" in answer.json()["error"]["message"]


def test_the_samples_of_a_workflows_template_stand_first(editor):
    made = editor.post("/apps", {"name": "In order", "input_type": "image"}).json()
    app = f"/apps/{made['user']}/{made['id']}"
    for name in ("read-licence-plates", "judge-faces"):
        flow = editor.post(f"{app}/workflows", {"template": name}).json()["id"]
    listed = editor.get(f"{app}/samples?workflow={flow}").json()["samples"]
    assert listed[0]["title"] == "Two people at a café"
    assert len(listed) == 4


def test_a_template_brings_a_sample_once(editor):
    made = editor.post("/apps", {"name": "Twice", "input_type": "image"}).json()
    app = f"/apps/{made['user']}/{made['id']}"
    for name in ("hide-plates", "read-licence-plates"):
        editor.post(f"{app}/workflows", {"template": name, "name": "Again"})
    listed = editor.get(f"{app}/samples").json()["samples"]
    assert len(listed) == 3
