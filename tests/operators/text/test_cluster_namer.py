from __future__ import annotations

from runtime.contracts.operator import Failure
from runtime.contracts.values import All, Clusters, Text
from runtime.operators.text import cluster_namer
from tests.contexts import run_once

LINES = (
    "I want a refund for the broken lamp", "Reset my password",
    "When do I get my refund", "The password does not work", "No refund has come", "Hello there",
)  # fmt: skip
LABELS = (0, 1, 0, 1, 0, -1)


def named(lines, labels, **params: object):
    inputs = {"clusters": Clusters(labels), "texts": All(tuple(map(Text, lines)))}
    return run_once(cluster_namer, inputs, **params)


def test_clusters_are_named_by_the_words_that_set_them_apart():
    outcome = named(LINES, LABELS, words=1)
    assert outcome.names.value == ("refund", "password")
    assert outcome.table.rows == ((0, "refund", 3, LINES[0]), (1, "password", 2, LINES[1]))
    assert [item.value for item in outcome.concepts.items] == [0.5, 0.3333]


def test_names_may_have_more_words():
    assert named(LINES, LABELS, words=2, separator=" / ").names.value[0].startswith("refund / ")


def test_other_texts_than_those_grouped_are_refused():
    outcome = named(LINES[:2], LABELS)
    assert isinstance(outcome, Failure)
    assert "6 cluster numbers and 2 texts" in outcome.error.message


def test_no_clusters_have_no_names():
    assert named((), ()).names.value == ()
    assert named(("a", "b"), (-1, -1)).names.value == ()
