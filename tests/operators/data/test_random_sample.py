from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    Number,
)
from runtime.operators.data import random_sample
from runtime.operators.data.random_sample import Inputs, Params
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return random_sample.run(batch, Params(**params), context_for(random_sample))


MANY = [Inputs(Number(number)) for number in range(1000)]


def kept(**params: object) -> list[float]:
    return [outcome.value.value for outcome in run(*MANY, **params) if outcome.value]


def test_about_the_wanted_part_goes_on_and_the_rest_the_other_way():
    outcomes = run(*MANY, keep_fraction=0.2)
    drawn = [outcome for outcome in outcomes if outcome.value is not None]
    assert 150 < len(drawn) < 250
    assert all((outcome.value is None) != (outcome.others is None) for outcome in outcomes)


def test_the_same_seed_draws_the_same_sample():
    assert kept(seed=3) == kept(seed=3)
    assert kept(seed=3) != kept(seed=4)


def test_none_and_all_are_exact():
    assert kept(keep_fraction=0) == []
    assert len(kept(keep_fraction=1)) == 1000


def test_params_out_of_bounds_are_refused():
    with pytest.raises(ValidationError):
        Params(keep_fraction=1.2)
