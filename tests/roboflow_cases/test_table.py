"""Definitions of our own, run over HTTP, against answers that were worked out elsewhere."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from builder.formats.roboflow.blocks import INNER_WORKFLOW, all_types, block_index
from runtime import api
from tests.builder.api.roboflow.calls import Door, refused
from tests.roboflow_cases.drawings import as_base64, filled
from tests.roboflow_cases.normal import GREY_LEVELS, TOLERANCE, normal, unlike
from tests.roboflow_cases.rules import RULES

TABLE = Path(__file__).parent / "table"


def cases():
    """Every case of every topic, under `topic/name`."""
    for path in sorted(TABLE.glob("*.json")):
        for case in json.loads(path.read_text()):
            yield f"{path.stem}/{case['name']}", case


ALL = dict(cases())


@pytest.fixture(scope="module")
def door(server, editor):
    """The door, with a key of the demo app."""
    return Door(server, server.token("--app", "demo"))


def ask(door, case):
    """What the door answers to a case."""
    inputs = {name: filled(value, as_base64) for name, value in case["inputs"].items()}
    return door.run(case["definition"], inputs, **case.get("call", {}))


def troubles(answer, case):
    """In what an answer is not as the case says."""
    if "error" in case:
        if answer.status_code == 200:
            return [f"it is taken: {answer.text[:300]}"]
        body = refused(answer)
        told = json.dumps(body, ensure_ascii=False)
        wrong = [f"it does not say {part!r}" for part in case["error"]["says"] if part not in told]
        kind = case["error"]["error_type"]
        same = body["error_type"] == kind
        return wrong + ([] if same else [f"it is a {body['error_type']} and not a {kind}"])
    if answer.status_code != 200:
        return [f"it answers {answer.status_code}: {answer.text[:500]}"]
    tolerance, levels = case.get("tolerance", TOLERANCE), case.get("grey_levels", GREY_LEVELS)
    return unlike(case["expected"], normal(answer.json()["outputs"]), tolerance, levels)


def types_of(part):
    """The types of all steps, also of those in inner workflows."""
    steps = part.get("steps", [])
    inside = [one["workflow_definition"] for one in steps if "workflow_definition" in one]
    return {one["type"] for one in steps}.union(*map(types_of, inside))


@cache
def known_types():
    """Every name of a block that the catalogue supports -> its type."""
    index = block_index(api.operators())
    return {INNER_WORKFLOW: INNER_WORKFLOW} | {name: one.block.type for name, one in index.items()}


@pytest.mark.parametrize("name", ALL)
def test_a_definition_answers_as_worked_out(door, name):
    case = ALL[name]
    if "error" not in case and (strange := types_of(case["definition"]) - set(known_types())):
        pytest.skip(f"{', '.join(sorted(strange))} is no block here yet")
    found = troubles(ask(door, case), case)
    if "xfail" in case:
        assert found, "it answers as it should now: remove xfail"
        pytest.xfail(case["xfail"])
    assert not found, "\n".join(found)


def test_every_block_has_a_case():
    used = set().union(*(types_of(case["definition"]) for case in ALL.values()))
    met = {known_types()[one] for one in used if one in known_types()}
    assert sorted(set(all_types(api.operators())) - met) == []


def test_every_rule_has_a_case_and_every_case_a_rule():
    named = {rule for case in ALL.values() for rule in case["rule"]}
    assert named - {"blocks"} == RULES


def test_there_are_enough_of_them():
    assert len(ALL) >= 150
