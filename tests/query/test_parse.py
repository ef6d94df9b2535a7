from __future__ import annotations

import pytest

from runtime.contracts.limits import MAX_QUERY_PARTS
from runtime.query.errors import QueryError
from runtime.query.parse import parse_cases, parse_operations, parse_statement
from tests.query.samples import compare, detection, op, value

MISTAKES = [
    ([op("SequenceLenght")], ("operations[0]: 'SequenceLenght' is unknown. "
      "Did you mean SequenceLength?")),
    ([op("SequenceLength"), {}], "operations[1]: needs a type"),
    ([3], "operations[0]: is 3: Input should be a valid dictionary"),
    (3, "operations: is 3: Input should be a valid list"),
    ([op("ToNumber")], "operations[0].cast_to: is missing."),
    ([op("ToNumber", cast_to="flot")], ("operations[0].cast_to: 'flot' is unknown. "
      "Did you mean float?")),
    ([op("NumberRound", decimal_digits="x")], "operations[0].decimal_digits: is 'x':"),
    ([op("StringMatches", regex="(a")], "operations[0].regex: is no pattern"),
    ([op("DetectionsRename", class_map=3)], "operations[0].class_map: is 3"),
    ([op("SequenceApply", operations=[op("Multiplie", other=1)])],
     "operations[0].operations[0]: 'Multiplie' is unknown. Did you mean Multiply?"),
    ([op("DetectionsFilter", filter_operation=compare(detection("x_mim"), "==", 1))],
     ("operations[0].filter_operation.statements[0].left_operand.operations[0].property_name: "
      "'x_mim' is unknown. Did you mean x_min?")),
    ([op("DetectionsFilter", filter_operation=compare(value(), "(Number) > =", 1))],
     ("operations[0].filter_operation.statements[0].comparator.type: '(Number) > =' is unknown. "
      "Did you mean (Number) >=?")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_place(written, said):
    with pytest.raises(QueryError) as caught:
        parse_operations(written)
    assert str(caught.value).startswith(said)


def test_an_unknown_operation_far_from_all_is_answered_with_the_list():
    with pytest.raises(QueryError, match=r"'zzz' is unknown. It may be: StringToLowerCase, "):
        parse_operations([op("zzz")])


def test_a_statement_and_cases_are_read_with_their_places():
    with pytest.raises(QueryError, match=r"^statement.statements: is \[\]"):
        parse_statement({"type": "StatementGroup", "statements": []})
    with pytest.raises(QueryError, match=r"^switch.default: is missing"):
        parse_cases({"type": "CasesDefinition", "cases": []})


def test_unknown_fields_are_passed_over():
    assert len(parse_operations([op("SequenceLength", note="hello")])) == 1


def test_size_and_depth_are_bounded():
    with pytest.raises(QueryError, match="has 501 operations and statements"):
        parse_operations([op("SequenceLength")] * (MAX_QUERY_PARTS + 1))
    deep = op("SequenceLength")
    for _ in range(40):
        deep = op("SequenceApply", operations=[deep])
    with pytest.raises(QueryError, match="nested more than 32 levels deep"):
        parse_operations([deep])
