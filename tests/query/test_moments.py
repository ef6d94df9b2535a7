from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from runtime.contracts.operator import Place
from runtime.contracts.values import Anchor, Boolean, Image, Json, List, Number, Regions, Text
from runtime.operators.data import condition, rate_limit
from runtime.query import moments
from runtime.query.sameness import mark
from tests.contexts import context_for
from tests.query.samples import ANIMALS, compare, many, value


def film(operator, elements, times_ms, **params):
    """The outcomes for frames of one video at these times."""
    places = [Place((0,), Anchor(frame=n, time_ms=ms), True) for n, ms in enumerate(times_ms)]
    context = replace(context_for(operator), along=places)
    batch = [operator.Inputs(**one) for one in elements]
    return operator.run(batch, operator.Params(**params), context)


def passed(outcomes):
    return [one.passed == Boolean(True) for one in outcomes]


def test_a_rate_limit_goes_by_the_time_of_the_video():
    elements = [{"value": Number(n)} for n in range(5)]
    times = [0, 500, 1000, 1900, 2000]
    assert passed(film(rate_limit, elements, times, cooldown_seconds=1)) == [
        True, False, True, False, True,
    ]  # fmt: skip


def test_a_delay_goes_by_the_time_of_the_video():
    statement = compare(value(name="n"), "(Number) >", 0)
    counts = [0, 1, 0, 0, 0]
    elements = [{"data": many(n=Number(n))} for n in counts]
    times = [0, 1000, 2000, 3000, 4000]
    found = film(condition, elements, times, statement=statement, stop_delay=2)
    assert passed(found) == [False, True, True, True, False]


def test_pictures_go_by_the_clock(monkeypatch):
    monkeypatch.setattr(moments.time, "time", lambda: 1000.0)
    assert moments.moment(Place((1,), Anchor(time_ms=5))) == 1000.0
    assert moments.moment(Place((1,), Anchor(time_ms=5000), filmed=True)) == 5.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(Number(1), Number(1.0), True), (Number(1), Boolean(True), True),
     (Number(1), Text("1"), False), (Text("a"), Text("a"), True),
     (List((1, 2)), List((2, 1)), False), (Json({"a": 1, "b": 2}), Json({"b": 2, "a": 1}), True),
     (ANIMALS, replace(ANIMALS), True), (ANIMALS, Regions(ANIMALS.items[:2]), False),
     (Image(np.zeros((2, 2, 3), np.uint8)), Image(np.zeros((2, 2, 3), np.uint8)), True),
     (Image(np.zeros((2, 2, 3), np.uint8)), Image(np.ones((2, 2, 3), np.uint8)), False),
     (Image(np.zeros((2, 6, 3), np.uint8)), Image(np.zeros((6, 2, 3), np.uint8)), False),
     (Image(np.zeros((4, 4, 3), np.uint8)[::2, ::2]), Image(np.zeros((2, 2, 3), np.uint8)), True)],
)  # fmt: skip
def test_equal_values_have_one_mark(one, other, same):
    assert (mark(one) == mark(other)) is same
