"""Nodes with effects: never answered from the cache, elements known by name, texts shown live."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from runtime.contracts.graph import parse_graph
from runtime.contracts.outside import Endpoint
from runtime.contracts.values import Text
from runtime.engine import run as engine
from runtime.engine.cache import ResultCache
from runtime.engine.cancel import Cancel
from runtime.engine.check import check
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.registry import operators
from tests.sample_operators import CATALOGUE, NoModels, TextOut, graph_of

CALLS: list = []


def asking(effects="asks"):
    def run(batch, params, context):
        CALLS.append((context.node, list(context.places)))
        for place in context.places:
            context.live(place, f"{context.node} {place}")
        return [TextOut(item.text) for item in batch]

    shout = CATALOGUE["shout"]
    return {**CATALOGUE, "ask": replace(
        CATALOGUE["maybe"], run=run,
        meta=replace(shout.meta, id="ask", effects=effects, heavy=True),
    )}  # fmt: skip


class Watching:
    def __init__(self):
        self.texts = []

    def commit(self, transitions):
        pass

    def show(self, text):
        self.texts.append((text.node, text.place, text.text))


def run(document, cache=None, texts=("a b", "c"), **means):
    plan = compile_graph(parse_graph(document), asking(), NoModels())
    inputs = [{"text": Text(text)} for text in texts]
    hooks = Watching()
    job = Job(plan, inputs, input_keys=list(texts))
    result = run_plan(job, Means(NoModels(), Cancel(), hooks, cache=cache, **means))
    return result, hooks


ASK = graph_of(
    ("before", "shout", {"text": "IN.text"}),
    ("ask", "ask", {"text": "before.text"}),
    ("after", "shout", {"text": "ask.text"}),
    ("beside", "shout", {"text": "before.text"}),
)


def test_neither_it_nor_what_follows_comes_from_the_cache():
    CALLS.clear()
    cache = ResultCache()
    run(ASK, cache)
    second, _ = run(ASK, cache)
    cached = {node for node, result in second.results.items() if result.cached}
    assert cached == {"before", "beside"}
    assert len(CALLS) == 2


def test_each_element_has_the_same_name_every_time():
    CALLS.clear()
    document = graph_of(
        ("split", "split", {"text": "IN.text"}), ("ask", "ask", {"text": "split.words"})
    )
    run(document)
    run(document)
    assert CALLS == [("ask", ["0.0", "0.1", "1.0"])] * 2


@pytest.mark.parametrize("pooled", [False, True])
def test_a_growing_text_is_shown_a_few_times_a_second(monkeypatch, pooled):
    pool = ThreadPoolExecutor(2) if pooled else None
    _, hooks = run(ASK, pool=pool)
    assert hooks.texts == [("ask", "0", "ask 0")]
    monkeypatch.setattr(engine, "TEXT_SECONDS", 0)
    _, hooks = run(ASK, pool=pool)
    assert hooks.texts == [("ask", "0", "ask 0"), ("ask", "1", "ask 1")]


def test_of_a_long_text_the_end_is_shown(monkeypatch):
    monkeypatch.setattr(engine, "MAX_SHOWN_CHARACTERS", 3)
    _, hooks = run(ASK)
    assert hooks.texts == [("ask", "0", "k 0")]


def test_a_text_that_stopped_growing_is_shown_again_for_who_came_late(monkeypatch):
    monkeypatch.setattr(engine, "TEXT_AGAIN_SECONDS", 0.01)
    seen_again = Event()

    class Late(Watching):
        def show(self, text):
            super().show(text)
            if len(self.texts) == 3:
                seen_again.set()

    def speak(batch, params, context):
        context.live("0", "Once upon")
        assert seen_again.wait(30)
        return [TextOut(item.text) for item in batch]

    catalogue = asking()
    catalogue["ask"] = replace(catalogue["ask"], run=speak)
    plan = compile_graph(
        parse_graph(graph_of(("ask", "ask", {"text": "IN.text"}))), catalogue, NoModels()
    )
    hooks = Late()
    with ThreadPoolExecutor(1) as pool:
        run_plan(Job(plan, [{"text": Text("a")}]), Means(NoModels(), Cancel(), hooks, pool))
    assert set(hooks.texts) == {("ask", "0", "Once upon")}


class Connections:
    def __init__(self, *endpoints):
        self.endpoints = endpoints

    def find(self, name, offer):
        found = (each for each in self.endpoints if name in ("", each.name))
        return next((each for each in found if offer in each.models), None)


@pytest.mark.parametrize(
    ("params", "codes"),
    [
        ({}, []),
        ({"connection": "bare"}, ["missing_model_name"]),
        ({"connection": "bare", "model": "m"}, []),
        ({"connection": "gone"}, ["unknown_connection"]),
    ],
)
def test_a_node_names_a_connection_that_can_do_it(params, codes):
    full = Endpoint("full", "openai", "x", {"chat": "m"})
    found = Connections(full, Endpoint("bare", "openai", "x", {"chat": ""}))
    document = graph_of(("a", "connected-text-to-text", {"text": "IN.text"}, params))
    problems = check(parse_graph(document), operators(), NoModels(), found)
    assert [problem.code for problem in problems] == codes


def test_where_data_goes_is_not_decided_by_data():
    document = graph_of(
        ("a", "connected-text-to-text", {"text": "IN.text"}, {"connection": {"$ref": "IN.c"}}),
        inputs=("text", {"name": "c", "type": "string", "default": "full"}),
    )
    found = check(parse_graph(document), operators(), NoModels(), Connections())
    assert [problem.code for problem in found] == ["fixed_param"]
