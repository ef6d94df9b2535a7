from __future__ import annotations

import pytest

from runtime.contracts.operator import Context, Failure
from runtime.contracts.values import Number, String
from runtime.engine.cancel import Cancel
from runtime.operators.data import value_keep
from tests.run_flow import node, run, width


def test_what_goes_in_comes_out_again():
    keep = node("keep", "value-keep", {"key": "wide"}, value="w.result", image="IN.image")
    assert run(width("w"), keep, wanted="keep.value") == [100, 120]


@pytest.fixture
def context():
    return Context(Cancel(), lambda done, total: None, places=("0", "1.4"))


def kept(context, *values, key="a"):
    batch = [value_keep.Inputs(value) for value in values]
    return value_keep.run(batch, value_keep.Params(key=key), context)


def test_each_input_has_names_of_its_own_and_the_last_value_counts(context):
    kept(context, Number(1), Number(2))
    kept(context, Number(3), String("four"))
    assert context.shared == {"0": {"a": Number(3)}, "1": {"a": String("four")}}


def test_only_so_many_names_are_kept(context, monkeypatch):
    monkeypatch.setattr(value_keep, "MOST_NAMES", 1)
    kept(context, Number(1), Number(2))
    first, _ = kept(context, Number(3), Number(4), key="b")
    assert isinstance(first, Failure)
    assert "at most 1 values of an input" in first.error.message
    assert kept(context, Number(5), Number(6))[0].value == Number(5)
