from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Number, String, Text
from runtime.operators.data import property_reader
from tests.contexts import run_along, run_once
from tests.query.samples import ANIMALS, COUNT, op


def test_one_value_is_worked_out_of_another():
    assert run_once(property_reader, {"value": ANIMALS}, operations=[COUNT]).result == Number(3)
    assert run_once(property_reader, {"value": Text("a")}).result == String("a")


def test_a_property_fails_alone_with_its_place():
    ok, bad = run_along(
        property_reader, [{"value": Text("a")}, {"value": Number(1)}],
        operations=[op("StringToUpperCase")],
    )  # fmt: skip
    assert ok.result == String("A")
    assert bad.error.message == ("operations[0]: StringToUpperCase needs a text, but got a number.")


def test_a_mistake_in_a_parameter_is_told_with_its_place():
    with pytest.raises(ValidationError, match=r"operations\[0\]: 'SequenceLen' is unknown. Did"):
        property_reader.Params(operations=[op("SequenceLen")])
