from __future__ import annotations

from tests.run_flow import node, run, width

KEEP = node("keep", "value-keep", {"key": "wide"}, value="w.result")


def recall(key, after="keep.value", when=()):
    return node("recall", "value-recall", {"key": key}, when, after=after)


def test_each_input_finds_what_was_kept_of_it():
    nodes = (width("w"), KEEP, recall("wide"))
    assert run(*nodes, wanted="recall.value") == [100, 120]
    assert run(*nodes, wanted="recall.found") == [True, True]


def test_a_gate_may_say_when_to_look():
    nodes = (width("w"), KEEP, recall("wide", after="IN.image", when=["keep.value"]))
    assert run(*nodes, wanted="recall.value") == [100, 120]


def test_what_was_not_kept_is_answered_with_no():
    nodes = (width("w"), KEEP, recall("other"))
    assert run(*nodes, wanted="recall.value") == [False, False]
    assert run(*nodes, wanted="recall.found") == [False, False]


def test_another_run_finds_nothing():
    run(width("w"), KEEP, recall("wide"), wanted="recall.value")
    assert run(recall("wide", after="IN.image"), wanted="recall.value") == [False, False]
