"""A model whose tokenizer does harm is imported and run: its node fails, all else goes on."""

from __future__ import annotations

import json

from tests import hostile_tokenizers as hostile
from tests.builder.api.test_imported_models import MODELS, ended
from tests.inference.importing.detectors import drawn
from tests.inference.importing.test_cards_run import labelled, tokens


def graph_with(model: str):
    return {
        "schema": 1,
        "inputs": [{"name": "text", "type": "text"}],
        "nodes": [
            {"id": "judge", "operator": "text-classifier", "model": {"id": model},
             "inputs": {"text": ["IN.text"]}},
            {"id": "after", "operator": "concept-thresholder",
             "inputs": {"concepts": ["judge.concepts"]}},
            {"id": "beside", "operator": "text-statistics", "inputs": {"text": ["IN.text"]}},
        ],
    }  # fmt: skip


def imported(editor, name: str, tokenizer: str) -> str:
    files = {
        "model.onnx": tokens({"logits": drawn(3)}).SerializeToString(),
        "config.json": json.dumps(labelled("BertForSequenceClassification")["config.json"]),
        "tokenizer.json": tokenizer,
    }
    sent = [("files", (file, data, "application/octet-stream")) for file, data in files.items()]
    looked = editor.call("POST", f"{MODELS}/inspect", files=sent, data={})
    assert looked.status_code == 200, looked.text
    answers = {"title": name}
    kept = editor.post(MODELS, {"proposal": looked.json()["proposal"], "answers": answers})
    assert kept.status_code == 201, kept.text
    return kept.json()["id"]


def judged(editor, model: str, text: str):
    path = editor.new_workflow(f"Judge with {model}", graph=graph_with(model))
    graph = editor.get(f"{path}/draft").json()["graph"]
    saved = editor.post(f"{path}/versions", {"graph": graph, "layout": {}})
    assert saved.status_code == 201, saved.text
    asked = {"inputs": [{"text": text}], "version": saved.json()["id"]}
    started = editor.post(f"{path}/runs", asked)
    assert started.status_code == 201, started.text
    return ended(editor, started.json()["id"])


def test_only_the_node_of_a_hostile_tokenizer_fails_and_the_server_goes_on(editor):
    bad = imported(editor, "Hostile words", hostile.PANICS)
    shown = judged(editor, bad, hostile.LONG)
    assert shown["error"]["node"] == "judge"
    assert {node: state["status"] for node, state in shown["nodes"].items()} == {
        "judge": "failed", "after": "skipped", "beside": "succeeded",
    }  # fmt: skip
    assert "tokenizer of the model" in shown["nodes"]["judge"]["error"]["message"]
    good = imported(editor, "Good words", hostile.told())
    assert judged(editor, good, hostile.LONG)["status"] == "succeeded"
