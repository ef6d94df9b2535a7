from __future__ import annotations

import random

import pytest

from runtime.contracts import limits
from runtime.query import evaluate
from runtime.query.errors import QueryError
from runtime.query.evaluate import Scope, decide, holds
from runtime.query.grammar import Comparator, UnaryOperator
from runtime.query.parse import parse_cases, parse_statement
from tests.query.samples import ANIMALS, ask, compare, op, value, written


def run(statement, **values):
    return holds(parse_statement(statement), Scope(values))


X = value(name="x")
SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10]]
COMPARED = [
    (3, "==", 3, True), (3, "(Number) ==", 3.0, True), ("a", "==", "b", False),
    ([1, 2], "==", [1, 2], True), (3, "!=", 4, True), (3, "(Number) !=", 3, False),
    (3, "(Number) >", 2, True), (3, "(Number) >", 3, False), (3, "(Number) >=", 3, True),
    (3, "(Number) <", 3, False), (3, "(Number) <=", 3, True),
    (3, "(Number) in range", [3, 5], True), (5.5, "(Number) in range", [3, 5], False),
    ("abc", "(String) startsWith", "ab", True), ("abc", "(String) endsWith", "bc", True),
    ("abc", "(String) contains", "b", True), ("abc", "(String) contains", "x", False),
    ("a", "in (Sequence)", ["a", "b"], True), ("a", "in (Sequence)", {"a": 1}, True),
    (["a", "x"], "any in (Sequence)", ["a", "b"], True),
    (["x"], "any in (Sequence)", ["a", "b"], False),
    (["a", "b"], "all in (Sequence)", ["a", "b", "c"], True),
    (["a", "x"], "all in (Sequence)", ["a", "b"], False),
    ([5, 5], "(Detection) in zone", SQUARE, True),
    ([10, 5], "(Detection) in zone", SQUARE, False),
    ([11, 5], "(Detection) in zone", SQUARE, False),
]  # fmt: skip
ASKED: list[tuple[object, str, bool]] = [
    (0, "Exists", True), (None, "Exists", False), (None, "DoesNotExist", True),
    (True, "(Boolean) is True", True), (1, "(Boolean) is True", False),
    (False, "(Boolean) is False", True), ([], "(Sequence) is empty", True),
    (ANIMALS, "(Sequence) is not empty", True), ("", "(Sequence) is not empty", False),
]  # fmt: skip


@pytest.mark.parametrize(("left", "comparator", "right", "answer"), COMPARED)
def test_two_values_are_compared(left, comparator, right, answer):
    assert run(compare(X, comparator, written(right)), x=left) is answer
    assert run(compare(X, comparator, written(right), negate=True), x=left) is not answer


@pytest.mark.parametrize(("given", "question", "answer"), ASKED)
def test_a_value_is_asked(given, question, answer):
    assert run(ask(X, question), x=given) is answer
    assert run(ask(X, question, negate=True), x=given) is not answer


def test_every_comparator_and_question_has_a_known_answer_here():
    names = Comparator.model_fields["type"].annotation.__args__
    assert set(names) == {comparator for _, comparator, _, _ in COMPARED}
    names = UnaryOperator.model_fields["type"].annotation.__args__
    assert set(names) == {question for _, question, _ in ASKED}


def group(operator, *statements):
    return {"type": "StatementGroup", "operator": operator, "statements": list(statements)}


def test_groups_ask_for_all_or_for_one():
    yes, no = compare(X, "==", 1), compare(X, "==", 2)
    assert run(group("and", yes, yes), x=1)
    assert not run(group("and", yes, no), x=1)
    assert run(group("or", no, yes), x=1)
    assert not run(group("or", no, no), x=1)
    assert run(group("and", yes, group("or", no, yes)), x=1)
    without = {"type": "StatementGroup", "statements": [no["statements"][0], yes["statements"][0]]}
    assert run(without, x=1), "one is enough where nothing is said"


def test_groups_agree_with_python_on_random_ones():
    draw = random.Random(7)

    def make(depth):
        if depth == 0 or draw.random() < 0.3:
            answer = draw.random() < 0.5
            return compare(X, "==", 1 if answer else 2)["statements"][0], answer
        operator = draw.choice(["and", "or"])
        parts = [make(depth - 1) for _ in range(draw.randint(1, 3))]
        answers = [answer for _, answer in parts]
        answer = all(answers) if operator == "and" else any(answers)
        return group(operator, *(statement for statement, _ in parts)), answer

    for _ in range(100):
        statement, answer = make(3)
        assert run(group("and", statement), x=1) is answer


def test_operands_may_be_worked_on():
    count = value(op("SequenceLength"), name="x")
    assert run(compare(count, "(Number) >", 2), x=ANIMALS)
    fixed = {"type": "StaticOperand", "value": "ABC", "operations": [op("StringToLowerCase")]}
    assert run(compare(X, "==", fixed), x="abc")


def test_a_statement_alone_stands_for_a_group_of_one():
    assert run(compare(X, "==", 1)["statements"][0], x=1)


WRONG = [
    (compare(X, "(Number) >", 3), {"x": "a"}, "cannot compare a text with a number by"),
    (compare(X, "(Number) >", 3), {"x": None}, "cannot compare nothing with a number"),
    (compare(X, "(Number) in range", 3), {"x": 1}, "the least and the greatest number"),
    (compare(X, "(String) startsWith", "a"), {"x": 1}, "needs a text on the left"),
    (compare(X, "(Detection) in zone", [[0, 0]]), {"x": [1, 1]}, "a zone of three points"),
    (compare(X, "(Detection) in zone", SQUARE), {"x": 1}, "needs a point"),
    (ask(X, "(Sequence) is empty"), {"x": 5}, "can be counted"),
]


@pytest.mark.parametrize(("statement", "values", "said"), WRONG)
def test_what_cannot_be_compared_is_said_with_its_place(statement, values, said):
    with pytest.raises(QueryError, match=said) as caught:
        run(statement, **values)
    assert caught.value.place == "statement.statements[0]"


def test_a_name_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(QueryError, match=r"left_operand: names x, .* values here: y, z\.$"):
        run(compare(X, "==", 1), y=1, z=2)


CASES = {
    "type": "CasesDefinition",
    "cases": [
        {
            "type": "CaseDefinition",
            "condition": compare(X, "(Number) >", 10),
            "result": {"type": "StaticCaseResult", "value": "many"},
        },
        {
            "type": "CaseDefinition",
            "condition": compare(X, "(Number) >", 5),
            "result": {
                "type": "DynamicCaseResult",
                "parameter_name": "x",
                "operations": [op("Multiply", other=2)],
            },
        },
    ],
    "default": {"type": "DynamicCaseResult", "parameter_name": "x"},
}


@pytest.mark.parametrize(("given", "answer"), [(11, "many"), (6, 12), (2, 2)])
def test_the_first_case_that_holds_decides(given, answer):
    assert decide(parse_cases(CASES), Scope({"x": given})) == answer


def test_steps_are_bounded(monkeypatch):
    monkeypatch.setattr(limits, "MAX_QUERY_STEPS", 10)
    monkeypatch.setattr(evaluate, "MAX_QUERY_STEPS", 10)
    scope = Scope({"x": 1}, steps=evaluate._Steps(10))
    statement = parse_statement(group("and", *[compare(X, "==", 1)] * 10))
    with pytest.raises(QueryError, match="takes more than 10 steps"):
        holds(statement, scope)
