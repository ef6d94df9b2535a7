from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import Failure
from runtime.contracts.values import All, Embeddings, Text
from runtime.inference import sentences
from runtime.operators.data import clusterer
from tests.contexts import run_once

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

LINES = (
    "The cat sleeps on the sofa.", "My kitten plays with wool.", "Cats like to sleep all day.",
    "Stocks fell on Monday.", "The market lost two percent.", "Shares dropped again.",
    "Bake the bread for an hour.", "Knead the dough well.",
)  # fmt: skip
THEIRS = (0, 0, 0, 1, 1, 1, 2, 2)


def blobs(sizes: tuple[int, ...], width: int = 16) -> list[tuple[float, ...]]:
    random = np.random.default_rng(7)
    centers = np.eye(width)[: len(sizes)]
    rows = [
        centers[group] + random.normal(0, 0.05, width)
        for group, size in enumerate(sizes)
        for _ in range(size)
    ]
    return [tuple(map(float, row)) for row in rows]


def grouped(vectors, texts=None, **params: object):
    inputs = {"embeddings": All(tuple(item and Embeddings((item,)) for item in vectors))}
    if texts is not None:
        inputs["texts"] = All(tuple(map(Text, texts)))
    return run_once(clusterer, inputs, **params)


@pytest.mark.parametrize("params", [{}, {"count": 3}, {"method": "tree"}, {"method": "density"}])
def test_groups_are_found_and_numbered_from_the_largest(params):
    outcome = grouped(blobs((3, 8, 5)), **params)
    assert outcome.clusters.labels == (2,) * 3 + (0,) * 8 + (1,) * 5
    assert outcome.count.value == 3
    assert outcome.groups.value[2] == [1, 2, 3]


def test_lines_of_text_are_grouped_by_what_they_mean(sessions: Sessions):
    vectors = sentences.embed(sessions.get(ModelRef(id="minilm")), LINES)
    outcome = grouped([tuple(map(float, row)) for row in vectors], LINES)
    assert outcome.clusters.labels == THEIRS
    assert outcome.table.rows[3] == (4, 1, LINES[3])
    assert outcome.groups.value[2] == list(LINES[6:])
    assert len(outcome.centers.vectors) == 3


def test_absent_elements_and_loners_are_in_no_cluster():
    loner = tuple(float(number == 15) for number in range(16))
    outcome = grouped([*blobs((4, 4)), None, loner], method="density", least_members=3)
    assert outcome.clusters.labels == (0,) * 4 + (1,) * 4 + (-1, -1)


def test_one_value_may_carry_all_vectors():
    outcome = run_once(clusterer, {"vectors": Embeddings(tuple(blobs((2, 3))))})
    assert outcome.clusters.labels == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("vectors", "labels"),
    [
        ([], ()),
        ([(1.0, 0.0)], (0,)),
        ([(1.0, 0.0)] * 5, (0,) * 5),
        ([(1.0, 0.0), (0.0, 1.0)], (0, 1)),
        ([(0.0, 0.0), (0.0, 0.0)], (0, 0)),
    ],
)
def test_few_and_equal_vectors_are_grouped_too(vectors, labels):
    assert grouped(vectors).clusters.labels == labels


def test_more_clusters_than_vectors_are_as_many_as_vectors():
    assert grouped(blobs((1, 1, 1)), count=50).count.value == 3


def test_a_thousand_vectors_are_grouped():
    outcome = grouped(blobs((400, 350, 250), width=64))
    assert outcome.clusters.labels == (0,) * 400 + (1,) * 350 + (2,) * 250


@pytest.mark.parametrize(
    ("vectors", "words"),
    [([(1.0, 0.0)] * 2001, "2,001 vectors"), ([(1.0,), (1.0, 2.0)], "different lengths")],
)
def test_what_cannot_be_grouped_fails_with_a_sentence(vectors, words: str):
    outcome = grouped(vectors)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message


def test_nothing_wired_says_what_to_wire():
    assert "Wire embeddings" in run_once(clusterer, {}).error.message
