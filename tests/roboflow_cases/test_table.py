"""Definitions of our own, run over HTTP, against answers that were worked out elsewhere.

Each case says in `by` where its answer comes from, and the README beside it what the words mean.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from builder.formats.roboflow.blocks import INNER_WORKFLOW, all_types, block_index
from runtime import api
from tests.builder.api.roboflow.calls import Door, refused
from tests.roboflow_cases.drawings import as_base64, filled
from tests.roboflow_cases.independent import answers, run_lengths
from tests.roboflow_cases.normal import GREY_LEVELS, TOLERANCE, normal, unlike
from tests.roboflow_cases.outside import aimed, unlike_effects
from tests.roboflow_cases.rules import RULES

TABLE = Path(__file__).parent / "table"
ELSEWHERE = {
    "roboflow_core/onvif_sink@v1": "tests/operators/connect/test_ptz_camera.py",
    "roboflow_core/s3_sink@v1": "tests/operators/connect/test_s3_upload.py",
}
"""Blocks that need a camera or a bucket: where what they do is looked at over there."""
BY = {"engine", "engine, but", "hand", "calculation"}


def cases():
    """Every case of every topic, under `topic/name`."""
    for path in sorted(TABLE.glob("*.json")):
        for case in json.loads(path.read_text()):
            yield f"{path.stem}/{case['name']}", case


ALL = dict(cases())


def ask(door, case):
    """What the door answers to a case."""
    inputs = {name: filled(value, as_base64) for name, value in case["inputs"].items()}
    return door.run(case["definition"], inputs, **case.get("call", {}))


def wanted(case):
    """The answer that a case tells, or whose calculation it names."""
    if "calculated" not in case:
        return case["expected"]
    given = {name: filled(value, lambda pixels: pixels) for name, value in case["inputs"].items()}
    lists = {name: one if isinstance(one, list) else [one] for name, one in given.items()}
    return normal(getattr(answers, case["calculated"])(lists))


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
    right, got = wanted(case), normal(answer.json()["outputs"])
    if "mask_share" in case:
        right, got = masks_alike(right, got, case["mask_share"])
    return unlike(right, got, tolerance, levels)


def masks_alike(right, got, share):
    """Both answers, their masks replaced by whether they differ in more than this of the pixels."""
    if isinstance(right, dict) and isinstance(got, dict):
        if "counts" in right and "counts" in got:
            off = (run_lengths.read(right) != run_lengths.read(got)).mean()
            return "alike", "alike" if off <= share else f"a mask that is off in {off:.4f}"
        both = {
            name: masks_alike(one, got[name], share) for name, one in right.items() if name in got
        }
        return {**right, **{name: one for name, (one, _) in both.items()}}, {
            **got, **{name: one for name, (_, one) in both.items()}
        }  # fmt: skip
    if isinstance(right, list) and isinstance(got, list) and len(right) == len(got):
        pairs = [masks_alike(one, other, share) for one, other in zip(right, got, strict=True)]
        return [one for one, _ in pairs], [other for _, other in pairs]
    return right, got


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


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if "effects" in case])
def test_what_leaves_the_house_really_arrives(around, name):
    case = ALL[name]
    aim = {**case, "definition": aimed(case["definition"], around.web.url)}
    around.forget()
    door = Door(around.server, around.server.token("--app", "demo"))
    found = troubles(ask(door, aim), aim) + unlike_effects(case["effects"], around.effects())
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if "effects" not in case])
def test_a_definition_answers_as_worked_out(door, name):
    case = ALL[name]
    if "error" not in case and (strange := types_of(case["definition"]) - set(known_types())):
        pytest.skip(f"{', '.join(sorted(strange))} is no block here yet")
    found = troubles(ask(door, case), case)
    if "xfail" in case:
        assert found, "it answers as it should now: remove xfail"
        pytest.xfail(case["xfail"])
    assert not found, "\n".join(found)


def test_every_block_has_a_case_that_answers():
    answered = [case for case in ALL.values() if "error" not in case and "xfail" not in case]
    used = set().union(*(types_of(case["definition"]) for case in answered))
    met = {known_types()[one] for one in used if one in known_types()}
    assert sorted(set(all_types(api.operators())) - met - set(ELSEWHERE)) == []


def test_every_rule_has_a_case_and_every_case_a_rule():
    named = {rule for case in ALL.values() for rule in case["rule"]}
    assert named - {"blocks"} == RULES


@pytest.mark.parametrize("name", ALL)
def test_a_case_says_where_its_answer_comes_from(name):
    case = ALL[name]
    assert case["by"] in BY
    assert ("calculated" in case) == (case["by"] == "calculation")
    assert sum(part in case for part in ("expected", "error", "calculated")) == 1
    if case["by"] in ("engine, but", "hand"):
        assert case["why"]


def test_the_readme_tells_the_true_counts():
    told = (TABLE.parent / "README.md").read_text()
    for word, count in Counter(case["by"] for case in ALL.values()).items():
        assert f"| `{word}` | {count} |" in told, (word, count)
    refusals = sum(case["by"] == "hand" and "error" in case for case in ALL.values())
    assert f"{refusals} of them are refusals" in told


def test_there_are_enough_of_them():
    assert len(ALL) >= 150
