"""The numbers are those that Roboflow's own block gives for the same embeddings."""

from __future__ import annotations

import pytest

from runtime.contracts.values import Embeddings
from runtime.operators.measure import embedding_outlier
from tests.contexts import run_along
from tests.operators.measure.test_embedding_change import STREAM


def judged(stream, **params):
    return run_along(
        embedding_outlier, [{"embeddings": Embeddings((one,))} for one in stream], **params
    )


@pytest.mark.parametrize(
    ("params", "unusual", "ranks"),
    [
        ({"window": 4}, [0, 0, 1, 0, 1, 0, 0], [0.5, 0.5, 0, 0.25, 0, 0.5, 0.5]),
        ({"rare": 0.3}, [0, 0, 1, 1, 1, 0, 0], [0.5, 0.5, 0, 0.25, 0, 0.5, 3 / 7]),
    ],
)
def test_what_lies_apart_is_unusual(params, unusual, ranks):
    outcomes = judged(STREAM, **params)
    assert [one.unusual.value for one in outcomes] == [bool(one) for one in unusual]
    assert [one.rank.value for one in outcomes] == pytest.approx(ranks)
    assert [one.warming_up.value for one in outcomes] == [True] * 2 + [False] * 5


def test_too_close_to_the_middle_is_unusual_too():
    """Of four that spread evenly and the fifth in their middle, all four are further off."""
    around = [(1, 0.1, 0), (1, -0.1, 0), (1, 0, 0.1), (1, 0, -0.1), (1, 0, 0)]
    last = judged(around, rare=0.25)[-1]
    assert (last.rank.value, last.unusual.value) == (0.8, True)


def test_opposite_ones_have_no_middle():
    last = judged([(1, 0), (-1, 0)], warmup=0)[-1]
    assert last.rank.value == 0.5


def test_embeddings_of_another_model_fail_with_a_sentence():
    last = judged([(1, 0), (1, 0, 0)])[-1]
    assert "3 numbers, those before had 2" in last.error.message
