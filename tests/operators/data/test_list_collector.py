from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import (
    All,
    Boolean,
    Concept,
    Concepts,
    Json,
    List,
    Number,
    String,
    Text,
)
from runtime.operators.data import list_collector
from runtime.operators.data.list_collector import Inputs, Params
from tests import run_flow
from tests.contexts import context_for


def run(*batch: Inputs, **params: object):
    return list_collector.run(batch, Params(**params), context_for(list_collector))


def test_values_become_one_list_in_step_with_the_fan_out():
    values = All(
        (Text("a"), None, Concepts((Concept("x", "Ex", 0.5),)), Json({"b": 1}), List((1,)))
    )
    (outcome,) = run(Inputs(values))
    assert outcome.entries == List(("a", None, "Ex", {"b": 1}, [1]))
    assert (outcome.count.value, outcome.sum) == (5, None)
    (shorter,) = run(Inputs(values), skip_absent=True)
    assert shorter.count.value == 4


def test_numbers_are_summed_up():
    (outcome,) = run(Inputs(All((Number(1), None, Number(2.5)))))
    assert (outcome.sum, outcome.mean) == (Number(3.5), Number(1.75))


def test_an_empty_fan_out_is_an_empty_list():
    (outcome,) = run(Inputs(All(())))
    assert (outcome.entries, outcome.mean) == (List(), None)


def test_yes_and_no_and_strings_stay():
    (outcome,) = run(Inputs(All((Boolean(True), String("s")))))
    assert outcome.entries == List((True, "s"))


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValidationError):
        Params(skip=True)


def test_pictures_are_gathered_as_they_are():
    params = {"whole": True, "skip_absent": True}
    nodes = [run_flow.CROP, run_flow.node("col", "list-collector", params, values="crop.images")]
    first, second = run_flow.run(*nodes, wanted="col.entries")
    assert [image.width for image in first] == [10, 30, 5]
    assert second == []
