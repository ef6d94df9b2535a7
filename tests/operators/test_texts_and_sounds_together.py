"""The workflows that these operators are for, in real graphs with real engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runtime import registry
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Audio, Text, Value
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.inference import apertium
from tests.pictures import page
from tests.sounds import joined, silence, spoken

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions


def node(name: str, operator: str, params: dict[str, Any] | None = None, **inputs: str):
    """A node with its operator's own model, if it has one."""
    model = registry.operators()[operator].meta.default_model
    wires = {port: [source] for port, source in inputs.items()}
    made = {"id": name, "operator": operator, "params": params or {}, "inputs": wires}
    return {**made, "model": {"id": model}} if model else made


def run(sessions: Sessions, kind: str, value: Value, *nodes: dict[str, Any]):
    document = {"schema": 1, "inputs": [{"name": kind, "type": kind}], "nodes": list(nodes)}
    plan = compile_graph(parse_graph(document), registry.operators(), sessions)
    result = run_plan(Job(plan, [{kind: value}]), Means(sessions, Cancel()))
    assert not result.failures

    def tree(name: str, port: str):
        anchors = result.state.anchors
        return as_tree(result.results[name], port, 0, anchors, lambda item: item)

    return tree


LINES = """I want my money back for the broken lamp.
How do I reset my password?
When do I get my refund?
The password link does not work.
Please pay me back, the lamp is faulty.
I cannot log in with my new password."""


def test_lines_are_embedded_grouped_and_named(sessions: Sessions):
    tree = run(
        sessions, "text", Text(LINES),
        node("split", "text-splitter", {"by": "lines"}, text="IN.text"),
        node("embed", "text-embedder", text="split.texts"),
        node("group", "clusterer", {"count": 2}, embeddings="embed.embeddings",
             texts="split.texts"),
        node("name", "cluster-namer", {"words": 1}, clusters="group.clusters", texts="split.texts"),
    )  # fmt: skip
    assert tree("group", "clusters").labels == (0, 1, 0, 1, 0, 1)
    assert tree("name", "names").value[1] == "password"


def test_a_question_is_put_with_the_passages_that_answer_it(sessions: Sessions):
    passages = "The shop opens at nine.\nParcels take two days.\nWe were founded in 1990."
    tree = run(
        sessions, "text", Text("How long does delivery take?"),
        node("find", "rag-retriever", {"passages": passages, "max_results": 1}, text="IN.text"),
        node("ask", "rag-prompter", {"prompt_template": "{data.hits} {data.text.raw}"},
             text="IN.text", hits="find.hits"),
    )  # fmt: skip
    assert tree("ask", "text").raw == "Parcels take two days. How long does delivery take?"


def test_speech_is_cut_read_and_judged(sessions: Sessions):
    audio = joined(silence(0.5), spoken("I love it"), silence(1), spoken("Good morning everybody"))
    tree = run(
        sessions, "audio", audio,
        node("cut", "speech-segments", audio="IN.audio"),
        node("read", "speech-to-text-basic", audio="cut.segments"),
        node("whole", "speech-to-text-basic", audio="IN.audio"),
        node("feel", "sentiment", {"check_language": False}, text="whole.text"),
    )  # fmt: skip
    parts = tree("read", "text")["each"]
    assert len(parts) == 2
    assert parts[1]["anchor"]["time_ms"] > parts[0]["anchor"]["time_ms"]
    assert tree("feel", "label").value in ("positive", "neutral", "negative")


@pytest.mark.skipif(apertium.why_unavailable() is not None, reason="apertium is not installed here")
def test_a_sign_is_read_translated_and_spoken(sessions: Sessions):
    tree = run(
        sessions, "image", page(("THE HOUSE", "IS SOLD")),
        node("read", "optical-character-recognizer", image="IN.image"),
        node("line", "text-replacer", {"find": "\n", "replacement": " "}, text="read.text"),
        node("translate", "text-translation", {"check_language": False}, text="line.text"),
        node("say", "text-to-audio", {"language": "es"}, text="translate.text"),
    )  # fmt: skip
    assert tree("translate", "text").raw == "La casa está vendida"
    assert isinstance(tree("say", "audio"), Audio)
    assert tree("say", "seconds").value > 0.8
