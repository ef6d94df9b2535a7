"""A port that takes several wires: their names, their order, what is absent, whose elements."""

from __future__ import annotations

import pytest

from runtime.contracts.values import Json, Text
from runtime.engine.cache import ResultCache
from tests.engine.running import problems, raw, run
from tests.sample_operators import CALLS, CATALOGUE, graph_of

CUT = ("cut", "split", {"text": "IN.text"})
LONG = ("long", "keep-long", {"text": "IN.text"}, {"length": 4})
LOUD = ("loud", "shout", {"text": "IN.text"})


@pytest.fixture(autouse=True)
def _no_calls():
    CALLS.clear()


def test_wires_come_in_the_graphs_order_with_their_names():
    result = run(
        graph_of(LOUD, ("all", "tell", {"texts.second": "IN.text", "texts.a-1": "loud.text"})),
        ["x"],
    )
    assert raw(result, "all") == "second=x a-1=X!"


def test_wires_without_names_may_end_on_the_port_itself():
    result = run(graph_of(LOUD, ("all", "tell", {"texts": ["IN.text", "loud.text"]})), ["x"])
    assert raw(result, "all") == "=x =X!"
    mixed = graph_of(LOUD, ("all", "tell", {"texts": ["IN.text"], "texts.b": "loud.text"}))
    assert raw(run(mixed, ["x"]), "all") == "=x b=X!"


def test_an_absent_value_ends_the_branch():
    document = graph_of(LONG, ("all", "tell", {"texts.a": "IN.text", "texts.b": "long.text"}))
    result = run(document, ["no", "surely"])
    assert [raw(result, "all", index) for index in (0, 1)] == [None, "a=surely b=surely"]
    assert CALLS == ["tell:1"]


def test_an_absent_value_is_shown_to_who_takes_absence():
    document = graph_of(LONG, ("all", "tell-maybe", {"texts.a": "IN.text", "texts.b": "long.text"}))
    result = run(document, ["no", "surely"])
    assert [raw(result, "all", index) for index in (0, 1)] == ["a=no b=_", "a=surely b=surely"]


def test_a_failed_value_fails_the_element_even_where_absence_is_taken():
    picky = ("pick", "picky", {"text": "IN.text"})
    document = graph_of(picky, ("all", "tell-maybe", {"texts.a": "pick.text"}))
    result = run(document, ["word", "42"])
    assert raw(result, "all") == "a=word"
    assert raw(result, "all", 1) == "!No digits, use words."


def test_shallower_wires_are_broadcast_to_the_elements_of_the_deepest():
    document = graph_of(CUT, ("all", "tell", {"texts.word": "cut.words", "texts.of": "IN.text"}))
    result = run(document, ["a b", "c"])
    assert raw(result, "all") == ["word=a of=a b", "word=b of=a b"]
    assert raw(result, "all", 1) == ["word=c of=c"]
    assert CALLS == ["split:2", "tell:3"]


def test_wires_of_two_fan_outs_do_not_meet():
    document = graph_of(
        CUT,
        ("cut2", "split", {"text": "IN.text"}),
        ("all", "tell", {"texts.a": "cut.words", "texts.b": "cut2.words"}),
    )
    assert problems(document) == [("all", None, "lineage_clash")]


def test_values_of_any_kind_are_told_by_name():
    document = graph_of(
        LONG,
        ("size", "length", {"text": "IN.text"}),
        (
            "all",
            "bag",
            {"data.size": "size.length", "data.text": "IN.text", "data.no": "long.text"},
        ),
    )
    (bag,) = run(document, ["abc"]).results["all"].outputs["bag"].items.values()
    assert isinstance(bag, Json)
    assert (bag.value["data"]["size"].value, bag.value["data"]["text"]) == (3, Text("abc"))
    assert bag.value["data"]["no"] is None


def test_a_gathering_port_beside_keeps_its_own_level():
    document = graph_of(CUT, ("all", "bag", {"data.text": "IN.text", "texts": "cut.words"}))
    (bag,) = run(document, ["a b"]).results["all"].outputs["bag"].items.values()
    assert bag.value["of"] == 1


def test_a_gathering_port_brings_the_whole_list_to_elements_of_a_deeper_fan_out():
    again = ("again", "split", {"text": "cut.words"})
    bag = ("all", "bag", {"data.text": "again.words", "texts": "cut.words"})
    bags = run(graph_of(CUT, again, bag), ["a b c"]).results["all"].outputs["bag"].items
    assert {key: bag.value["texts"] for key, bag in bags.items()} == {
        (0, 0, 0): 3, (0, 1, 0): 3, (0, 2, 0): 3,
    }  # fmt: skip


def test_the_port_needs_one_wire_at_least():
    assert problems(graph_of(("all", "tell", {}))) == [("all", "texts", "missing_input")]
    assert problems(graph_of(("all", "tell", {"texts.a": []}))) == [
        ("all", "texts", "missing_input")
    ]


def test_only_such_a_port_takes_names_or_several_wires():
    named = graph_of(("loud", "shout", {"text.a": "IN.text"}))
    assert ("loud", "text", "unknown_port") in problems(named)
    several = graph_of(("loud", "shout", {"text": ["IN.text", "IN.text"]}))
    assert problems(several) == [("loud", "text", "several_sources")]


def test_every_wire_is_checked():
    document = graph_of(
        ("size", "length", {"text": "IN.text"}),
        ("all", "tell", {"texts.a": "IN.text", "texts.b": "size.length", "texts.c": "no.text"}),
    )
    assert problems(document) == [
        ("all", "texts", "wrong_type"),
        ("all", "texts", "dangling_edge"),
    ]


def test_the_catalogue_says_which_ports_take_several():
    assert CATALOGUE["tell"].inputs["texts"].many
    assert not CATALOGUE["tell"].inputs["texts"].accepts_absent
    assert CATALOGUE["tell-maybe"].inputs["texts"].accepts_absent
    assert CATALOGUE["tell"].inputs["texts"].kinds == {"text"}
    assert CATALOGUE["bag"].inputs["data"].kinds == {"any"}
    assert not CATALOGUE["join"].inputs["words"].many


def test_another_name_is_another_result():
    kept = {"cache": ResultCache(), "input_keys": ["k"]}
    run(graph_of(("all", "tell", {"texts.a": "IN.text"})), ["x"], **kept)
    result = run(graph_of(("all", "tell", {"texts.b": "IN.text"})), ["x"], **kept)
    assert raw(result, "all") == "b=x"
    CALLS.clear()
    run(graph_of(("all", "tell", {"texts.b": "IN.text"})), ["x"], **kept)
    assert CALLS == []


def test_a_port_that_says_so_gathers_all_inputs_of_a_call_where_nothing_was_split():
    document = graph_of(
        ("whole", "join-all", {"words": "IN.text"}), ("l", "shout", {"text": "whole.text"})
    )
    result = run(document, ["a", "b", "c"])
    texts = [value.raw for value in result.results["l"].outputs["text"].items.values()]
    assert texts == ["A B C!"] * 3
    split = graph_of(CUT, ("whole", "join-all", {"words": "cut.words"}))
    assert [
        one.raw for one in run(split, ["a b"]).results["whole"].outputs["text"].items.values()
    ] == ["a b"]
