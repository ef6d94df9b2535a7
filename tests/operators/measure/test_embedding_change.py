"""The numbers are those that Roboflow's own block gives for the same embeddings."""

from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Embeddings
from runtime.operators.measure import embedding_change
from tests.contexts import run_along

STREAM = [
    (1, 0, 0), (0.9, 0.1, 0), (1, 0.2, 0.1), (0.95, 0, 0.1), (0, 1, 0), (1, 0.1, 0), (2, 0.1, 0.1),
]  # fmt: skip


def judged(stream, **params):
    return run_along(
        embedding_change, [{"embeddings": Embeddings((one,))} for one in stream], **params
    )


@pytest.mark.parametrize(
    ("weighing", "ranks", "scores", "mean", "spread"),
    [
        (
            "recent more",
            [0.5, 0.5, 0.999217, 0.284924, 0.999216, 0.361805, 0.373504],
            [0, 0, -3.162278, 0.568275, -3.16192, 0.353637, 0.322587],
            (0.915961, 0.11427, 0.019022),
            (0.25804, 0.255092, 0.034346),
        ),
        (
            "all alike",
            [0.5, 0.5, 0.875893, 0.41501, 0.963175, 0.354449, 0.365011],
            [0, 0, -1.154701, 0.214676, -1.788786, 0.373335, 0.345097],
            (0.850977, 0.207856, 0.036021),
            (0.375327, 0.355961, 0.04811),
        ),
        (
            "last ones",
            [0.5, 0.5, 0.5, 0.841345, 0.921348, 0.276287, 0.239909],
            [0, 0, 0, -1, -1.414198, 0.593908, 0.706594],
            (0.664182, 0.383126, 0.016625),
            (0.469649, 0.436666, 0.023512),
        ),
    ],
)
def test_the_one_that_points_elsewhere_is_unusual(weighing, ranks, scores, mean, spread):
    outcomes = judged(STREAM, weighing=weighing, window=3)
    assert [one.unusual.value for one in outcomes] == [False] * 4 + [True] + [False] * 2
    assert [one.warming_up.value for one in outcomes] == [True] * 3 + [False] * 4
    assert [one.rank.value for one in outcomes] == pytest.approx(ranks, abs=1e-6)
    assert [one.score.value for one in outcomes] == pytest.approx(scores, abs=1e-6)
    assert outcomes[-1].mean.vectors[0] == pytest.approx(mean, abs=1e-6)
    assert outcomes[-1].spread.vectors[0] == pytest.approx(spread, abs=1e-6)


def test_what_never_varies_is_never_unusual():
    outcomes = judged([(3.0, 4.0)] * 6)
    assert {(one.score.value, one.rank.value, one.unusual.value) for one in outcomes} == {
        (0.0, 0.5, False)
    }
    assert outcomes[-1].mean.vectors == (pytest.approx((0.6, 0.8)),)


def test_zeros_and_embeddings_of_another_model_do_not_break_it():
    outcomes = judged([(0.0, 0.0), (1.0, 0.0), (1.0, 0.0, 0.0)], warmup=0)
    assert [isinstance(one, Failure) for one in outcomes] == [False, False, True]
    assert outcomes[1].score.value == 0
    assert "3 numbers, those before had 2" in outcomes[2].error.message


def test_nothing_fails_with_a_sentence():
    (outcome,) = run_along(embedding_change, [{"embeddings": Embeddings()}])
    assert "has no vector" in outcome.error.message
