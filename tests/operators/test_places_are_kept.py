"""Whatever looks at a picture that was cut out still knows where it came from, whoever looks.

Over the whole catalogue: a new operator is held to it without an edit here. One that turns, warps
or composes pictures has to be named below, and gives pictures that are their own roots.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from runtime import registry
from runtime.contracts.errors import WeftError
from runtime.contracts.operator import Failure
from runtime.contracts.values import (
    WHOLE,
    All,
    Anchor,
    Boolean,
    Box,
    Concept,
    Concepts,
    Each,
    Embeddings,
    Image,
    Json,
    List,
    Many,
    Number,
    Placement,
    Region,
    Regions,
    String,
    Text,
)
from tests.contexts import context_for
from tests.pictures import page

if TYPE_CHECKING:
    from runtime.contracts.catalogue import InputPort, Operator
    from runtime.inference.sessions import Sessions

TURNS = {
    "image-align", "image-deskew", "image-flip", "image-grid", "image-join", "image-mosaic",
    "image-pad", "image-perspective", "image-rotate", "image-stitch", "image-undistort",
    "text-orientation",
}  # fmt: skip
"""Their pictures have a geometry of their own."""
CUTS = {"image-crop", "image-crop-fixed", "image-tiling-operator", "image-trim"}
"""Their pictures show a part only."""
OF_MANY = {"concept-averager"}
"""What they say is of several pictures."""
PARAMS: dict[str, dict[str, Any]] = {
    "image-difference": {"fit_size": True},
    "constant": {"value": "1"},
    "zero-shot-visual-classifier": {"labels": ["cat", "dog"]},
}

WHOLE_PICTURE = page(["NORTH EXIT 42", "No parking", "Tel. 0176"], (480, 0))
PICTURE = WHOLE_PICTURE.part(10, 20, 170, 420, "r7")
PLACED = PICTURE.placement
PLATE = Concept("plate", "plate", 0.9, 3)
OTHER = replace(PLATE, value=0.6)
CORNERS = ((0.1, 0.1), (0.6, 0.1), (0.6, 0.5), (0.1, 0.5))
MORE_CORNERS = ((0.5, 0.4), (0.9, 0.4), (0.9, 0.9), (0.5, 0.9))
FOUND = Regions(
    (
        Region("r1", Box(0.1, 0.1, 0.5, 0.6), (PLATE,), "AB", CORNERS, track_id="1"),
        Region("r2", Box(0.4, 0.5, 0.9, 0.9), (OTHER,), "CD", MORE_CORNERS, track_id="2"),
    ),
    PLACED,
)
VALUES = {
    "image": PICTURE,
    "regions": FOUND,
    "concepts": Concepts((PLATE, Concept("van", "van", 0.3, 1)), PLACED),
    "text": Text("Two cats sat."),
    "number": Number(2),
    "boolean": Boolean(value=True),
    "string": String("cat"),
    "embeddings": Embeddings(((0.5, 1.0),)),
    "list": List((1, 2)),
    "json": Json({"a": 1}),
}
GIVES = {"image", "regions", "concepts"}
OPERATORS = registry.operators()


def is_judged(operator: Operator) -> bool:
    """Whether it takes and gives what has a place, and runs here without anybody's help."""
    meta, ports = operator.meta, operator.inputs.values()
    if meta.connection or meta.effects != "none" or operator.why_not():
        return False
    if meta.task is not None and not meta.default_model:
        return False
    placed = any(port.kinds & GIVES and "any" not in port.kinds for port in ports)
    gives = any(port.kinds & GIVES for port in operator.outputs.values())
    possible = all(port.kinds & VALUES.keys() or "any" in port.kinds for port in ports)
    return placed and gives and possible


JUDGED = sorted(name for name, operator in OPERATORS.items() if is_judged(operator))


def given(port: InputPort) -> Any:
    value = next((VALUES[kind] for kind in VALUES if kind in port.kinds), PICTURE)
    if port.gathers:
        return All((value,), (Anchor(Region("r1", WHOLE)),))
    return Many((value,), ("",)) if port.many else value


def outcome_of(operator: Operator, sessions: Sessions) -> Any:
    module = importlib.import_module(operator.module)
    inputs = operator.input_type(**{name: given(port) for name, port in operator.inputs.items()})
    params = operator.params_type(**PARAMS.get(operator.id, {}))
    try:
        (outcome,) = operator.call([inputs], params, context_for(module, sessions))
    except WeftError as error:
        return Failure(error)
    return outcome


def values_in(outcome: Any) -> list[Any]:
    found: list[Any] = []
    for value in vars(outcome).values():
        found.extend(value.values if isinstance(value, Each) else [value])
    return found


def same_place(one: Placement | None, other: Placement) -> bool:
    if one is None or one.root_size != other.root_size:
        return False
    edges = ("top", "left", "bottom", "right")
    return all(abs(getattr(one.box, edge) - getattr(other.box, edge)) < 1e-9 for edge in edges)


def lies_within(one: Placement | None, other: Placement) -> bool:
    if one is None or one.root_size != other.root_size:
        return False
    inner, outer = one.box, other.box
    across = outer.left - 1e-9 <= inner.left < inner.right <= outer.right + 1e-9
    return across and outer.top - 1e-9 <= inner.top < inner.bottom <= outer.bottom + 1e-9


@pytest.mark.parametrize("name", JUDGED)
def test_it_keeps_where_a_cut_picture_came_from(name: str, sessions: Sessions):
    outcome = outcome_of(OPERATORS[name], sessions)
    if outcome is None or isinstance(outcome, Failure):
        pytest.skip(f"it does not take these values: {outcome and outcome.error.message}")
    for value in values_in(outcome):
        if isinstance(value, Image | Regions) and name in CUTS:
            assert lies_within(value.placement, PLACED)
        elif isinstance(value, Regions | Concepts) and name not in OF_MANY:
            assert same_place(value.placement, PLACED), f"{name} loses Regions/Concepts.placement"
        elif isinstance(value, Image) and name not in TURNS:
            assert same_place(value.placement, PLACED), (
                f"{name} loses Image.placement: use image.with_pixels() where the view stays and "
                "image.part() for a cut, or add it to TURNS"
            )
            assert (value.placement.width, value.placement.height) == (value.width, value.height)


def test_hardly_any_operator_is_passed_over(sessions: Sessions):
    """Those that need other values than the ones above have tests of their own."""
    light = [name for name in JUDGED if OPERATORS[name].meta.task is None]
    outcomes = {name: outcome_of(OPERATORS[name], sessions) for name in light}
    passed = {name for name, item in outcomes.items() if item is None or isinstance(item, Failure)}
    assert len(passed) <= len(light) // 10, passed


def test_every_exception_is_an_operator():
    assert TURNS | CUTS | OF_MANY | PARAMS.keys() <= OPERATORS.keys()
