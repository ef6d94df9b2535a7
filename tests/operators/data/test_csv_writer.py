from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Number, Text
from runtime.operators.data import csv_writer
from tests.contexts import run_along
from tests.query.samples import ANIMALS, COUNT, many, op
from tests.run_flow import IMAGES


def table(*rows, **params):
    """The outcomes, the last with its text, in which NOW stands for the moment."""
    outcomes = run_along(csv_writer, [{"columns": row} for row in rows], **params)
    texts = [one.text.raw for one in outcomes if getattr(one, "text", None)]
    (text,) = texts or [""]
    return outcomes, re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", "NOW", text)


def test_a_table_has_a_row_for_each_element_and_comes_out_at_the_last():
    rows = [many(name=Text("a"), n=ANIMALS), many(name=Text("=1+1"), n=ANIMALS)]
    (first, _), text = table(
        *rows, constants={"where": 'here, "there"'}, column_operations={"n": [COUNT]}
    )
    assert first.text is None
    assert text == (
        'where,name,n,timestamp\n"here, ""there""",a,3,NOW\n"here, ""there""",\'=1+1,3,NOW\n'
    )


def test_columns_come_in_the_order_that_is_given():
    row = many(**{"how many": Number(2), "last": Text("z")})
    order = ["how many", "not there", "where"]
    _, text = table(row, constants={"where": "here"}, column_order=order)
    assert text == "how many,where,last,timestamp\n2,here,z,NOW\n"


@pytest.mark.parametrize("formula", ["=1", "+1", "-1", "@a", "\t=1"])
def test_no_text_is_taken_for_a_formula_but_a_number_stays_one(formula):
    _, text = table(many(a=Text(formula), b=Number(-1)), constants={formula: 1})
    assert text == f"'{formula},a,b,timestamp\n1,'{formula},-1,NOW\n"


def test_a_row_without_a_column_leaves_it_empty():
    _, text = table(many(a=Number(1)), many(b=Number(2)))
    assert text == "a,timestamp,b\n1,NOW,\n,NOW,2\n"


def test_a_row_that_cannot_be_written_fails_alone_with_its_column():
    (bad, good), text = table(many(a=IMAGES[0]), many(a=Text("b")))
    assert bad.error.message == "columns.a: cannot write an image as a text."
    assert (good.text is not None, text) == (True, "a,timestamp\nb,NOW\n")
    (bad,), text = table(many(a=Number(1)), column_operations={"a": [COUNT]})
    assert bad.error.message.startswith("a.operations[0]: SequenceLength needs something")
    assert text == ""


def test_the_moment_has_a_column_of_its_own():
    with pytest.raises(ValidationError, match="timestamp is added anyway"):
        csv_writer.Params(constants={"timestamp": 1})
    (failure,), _ = table(many(timestamp=Text("noon")))
    assert failure.error.message == (
        "columns.timestamp: is added anyway; give the wire another name."
    )


def test_a_mistake_in_an_operation_is_told_with_its_place():
    with pytest.raises(ValidationError, match=r"n.operations\[0\].cast_to: is missing"):
        csv_writer.Params(column_operations={"n": [op("ToNumber")]})
