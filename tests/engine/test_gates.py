"""A gate lets a node run for the elements for which its source has a value, and for no others."""

from __future__ import annotations

import pytest

from runtime.engine.cache import ResultCache
from tests.engine.running import problems, raw, run
from tests.sample_operators import CALLS, graph_of


@pytest.fixture(autouse=True)
def _no_calls():
    CALLS.clear()


def gated(*gates, text="IN.text", first=()):
    return graph_of(
        ("long", "keep-long", {"text": "IN.text"}, {"length": 4}),
        *first,
        ("loud", "shout", {"text": text}, {}, list(gates)),
    )


def test_a_node_runs_where_its_gate_has_a_value():
    result = run(gated("long.text"), ["yes", "surely"])
    assert [raw(result, "loud", index) for index in (0, 1)] == [None, "SURELY!"]
    assert CALLS == ["shout:1"]


def test_all_gates_have_to_be_open():
    short = ("word", "keep-long", {"text": "IN.text"}, {"length": 6})
    result = run(gated("long.text", "word.text", first=(short,)), ["four", "longer", "no"])
    assert [raw(result, "loud", index) for index in range(3)] == [None, "LONGER!", None]


def test_what_follows_a_closed_gate_is_absent_too_unless_it_takes_absence():
    document = gated("long.text")
    more = graph_of(
        ("next", "shout", {"text": "loud.text"}), ("else", "maybe", {"text": "loud.text"})
    )
    document["nodes"] += more["nodes"]
    result = run(document, ["no"])
    assert raw(result, "next") is None
    assert raw(result, "else") == "nothing"


def test_a_node_that_takes_absence_is_held_by_its_gate_all_the_same():
    document = graph_of(
        ("long", "keep-long", {"text": "IN.text"}, {"length": 4}),
        ("else", "maybe", {}, {}, ["long.text"]),
    )
    result = run(document, ["no", "surely"])
    assert [raw(result, "else", index) for index in (0, 1)] == [None, "nothing"]


def test_an_element_whose_gate_failed_has_failed():
    picky = ("pick", "picky", {"text": "IN.text"})
    result = run(gated("pick.text", first=(picky,)), ["word", "42"])
    assert raw(result, "loud") == "WORD!"
    assert raw(result, "loud", 1) == "!No digits, use words."


def test_a_node_whose_gate_failed_as_a_whole_is_skipped():
    bad = ("bad", "explode", {"text": "IN.text"})
    result = run(gated("bad.text", first=(bad,)), ["word"])
    assert result.skipped == {"loud": "bad"}


def test_a_gate_of_a_fan_out_makes_the_node_run_for_each_of_its_elements():
    deeper = (
        ("cut", "split", {"text": "IN.text"}),
        ("big", "keep-long", {"text": "cut.words"}, {"length": 4}),
    )
    result = run(gated("big.text", first=deeper), ["a green apple"])
    assert raw(result, "loud") == [None, "A GREEN APPLE!", "A GREEN APPLE!"]


def test_a_gate_before_a_fan_out_holds_all_elements_of_it():
    cut = ("cut", "split", {"text": "IN.text"})
    result = run(gated("long.text", text="cut.words", first=(cut,)), ["a b", "a b c"])
    assert raw(result, "loud") == [None, None]
    assert raw(result, "loud", 1) == ["A!", "B!", "C!"]


def test_a_node_that_fans_out_behind_a_closed_gate_gives_nothing():
    document = graph_of(
        ("long", "keep-long", {"text": "IN.text"}, {"length": 4}),
        ("cut", "split", {"text": "IN.text"}, {}, ["long.text"]),
        ("back", "join", {"words": "cut.words"}),
    )
    result = run(document, ["a b", "a"])
    assert raw(result, "cut", 0, "words") == []
    assert raw(result, "back") == ""


def test_an_input_may_be_a_gate():
    document = graph_of(
        ("loud", "shout", {"text": "IN.text"}, {}, ["IN.also"]), inputs=("text", "also")
    )
    document["inputs"][1] = {"name": "also", "type": "string"}
    result = run(document, ["one"])
    assert raw(result, "loud") is None


def test_a_gate_has_to_exist():
    assert problems(gated("long.nothing")) == [("loud", "when", "dangling_gate")]
    assert problems(gated("nobody.text")) == [("loud", "when", "dangling_gate")]
    assert problems(gated("IN.other")) == [("loud", "when", "dangling_gate")]
    assert problems(gated("text")) == [("loud", "when", "dangling_gate")]


def test_gates_count_as_wires_in_a_cycle_and_for_lineages():
    loop = graph_of(
        ("a", "shout", {"text": "IN.text"}, {}, ["b.text"]), ("b", "shout", {"text": "a.text"})
    )
    assert [code for _, _, code in problems(loop)] == ["cycle"]
    clash = graph_of(
        ("one", "split", {"text": "IN.text"}),
        ("two", "split", {"text": "IN.text"}),
        ("loud", "shout", {"text": "one.words"}, {}, ["two.words"]),
    )
    assert problems(clash) == [("loud", None, "lineage_clash")]


def test_a_kept_result_is_of_the_same_gates():
    cache = ResultCache()
    kept = {"cache": cache, "input_keys": ["k"]}
    run(gated(), ["no"], **kept)
    result = run(gated("long.text"), ["no"], **kept)
    assert raw(result, "loud") is None
