"""Every block that an operator stands for is told truly: this reads all of their tables."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest
from pydantic import ValidationError

from builder.formats.roboflow.blocks import block_index, stands
from builder.formats.roboflow.kinds import KNOWN
from builder.formats.roboflow.params import is_fixed, to_ours, to_theirs
from runtime.contracts.blocks import (
    UNSET,
    Bounds,
    CaseSteps,
    Ignored,
    ModelField,
    NextSteps,
    Setting,
    Wire,
    Wires,
)
from runtime.registry import operators
from tests.builder.formats.roboflow.old_names import OLD_NAMES

EVERY = sorted(stands(operators()), key=lambda one: one.block.type)
each = pytest.mark.parametrize("stand", EVERY, ids=[one.block.type for one in EVERY])
HERE = {old: kind for old, kind in OLD_NAMES.items() if kind in block_index(operators())}


def params_of(stand):
    """The names of its operator's parameters."""
    return stand.operator.params_type.model_fields


def fed_params(block):
    """The parameters that its fields fill."""
    for one in block.fields.values():
        if isinstance(one, Setting | CaseSteps):
            yield one.param
        elif isinstance(one, Wire) and one.literal:
            yield one.literal
        elif isinstance(one, Wires) and one.literals:
            yield one.literals


@each
def test_its_fields_name_ports_and_parameters_that_exist(stand):
    operator, block = stand
    for one in block.fields.values():
        match one:
            case Wire():
                assert one.port in operator.inputs
            case Wires():
                assert operator.inputs[one.port].many, f"{one.port} takes one wire"
            case NextSteps():
                assert one.gate in operator.outputs
            case CaseSteps():
                assert set(one.gates) <= set(operator.outputs)
            case ModelField():
                assert operator.meta.task is not None, f"{operator.id} takes no model"
            case Ignored():
                assert one.why
    assert set(fed_params(block)) | set(block.fixed) <= set(params_of(stand))


@each
def test_its_outputs_name_ports_that_exist(stand):
    for name in stand.block.outputs:
        out = stand.block.out(name)
        assert out is not None
        if out.port:
            assert out.port in stand.operator.outputs, f"{name} names {out.port}"
        else:
            assert out.shape, f"{name} names neither a port nor a shape"


@each
def test_what_its_operator_needs_is_filled(stand):
    operator, block = stand
    wired = {one.port for one in block.fields.values() if isinstance(one, Wire | Wires)}
    needed = {name for name, port in operator.inputs.items() if port.required}
    assert needed <= wired, f"nothing feeds {needed - wired}"
    missing = {name for name, one in params_of(stand).items() if one.is_required()}
    filled = {*fed_params(block), *block.fixed}
    assert missing <= filled, f"nothing fills {missing - filled}"


@each
def test_its_literals_and_defaults_are_taken_by_the_parameters(stand):
    operator, block = stand
    values = [(name, value) for name, value in block.fixed.items()]
    for one in block.fields.values():
        if isinstance(one, Setting):
            values += [(one.param, ours) for ours in one.words.values()]
            if one.default is not UNSET:
                values.append((one.param, to_ours(one, one.default)))
    for name, value in values:
        try:
            operator.params_type.model_validate({name: value})
        except ValidationError as error:
            wrong = [item for item in error.errors() if item["loc"][:1] == (name,)]
            assert not wrong, f"{name} does not take {value!r}: {wrong[0]['msg']}"


@each
def test_what_it_reads_it_can_write(stand):
    for name, one in stand.block.fields.items():
        if isinstance(one, Setting):
            assert one.read is None or one.write is not None, f"{name} reads but cannot write"
            if one.default is not UNSET:
                ours = to_ours(one, one.default)
                assert to_ours(one, to_theirs(one, ours)) == ours, f"{name} writes something else"
        if isinstance(one, Setting) and is_fixed(stand.operator, one.param):
            assert not one.kinds, f"{name} follows nothing here, so it takes no kinds"


@each
def test_its_fields_have_one_name_each_and_kinds_of_theirs(stand):
    block = stand.block
    names = Counter(chain(block.fields, *({*one.also} - {own} for own, one in
                                          block.fields.items())))  # fmt: skip
    assert [name for name, count in names.items() if count > 1] == []
    assert not {"type", "name"} & set(names)
    kinds = {kind for one in block.fields.values() for kind in getattr(one, "kinds", ())}
    outs = [block.out(name) for name in block.outputs]
    assert kinds | {kind for out in outs if out for kind in out.kinds} <= KNOWN


def test_no_two_blocks_have_a_name_in_common():
    names = Counter(name for one in EVERY for name in {one.block.type, *one.block.names})
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(("old", "kind"), HERE.items())
def test_old_names_of_blocks_that_are_here_are_accepted(old, kind):
    index = block_index(operators())
    assert index[old].block == index[kind].block


def test_no_old_name_stands_for_another_block():
    assert OLD_NAMES.keys() & block_index(operators()).keys() == HERE.keys()


def test_blocks_are_named_by_their_modern_types():
    assert [
        one.block.type for one in EVERY if not one.block.type.startswith("roboflow_core/")
    ] == []
    assert [one.block.type for one in EVERY if "@v" not in one.block.type] == []


@pytest.mark.parametrize(
    ("bounds", "taken", "refused"),
    [
        (Bounds(over=0, whole=True), [1, "2", True], [0, -1, 0.5, "1.5", False]),
        (Bounds(0, most=1), [0, 0.5, 1], [-0.1, 1.1]),
        (Bounds(most=0), [0, -5], [1]),
        (Bounds(fewest=1), [["a"], "a", None], [[]]),
        (Bounds(1), ["wide", None, {}], [0]),
    ],
)
def test_bounds_take_what_lies_within_them(bounds, taken, refused):
    assert [bounds.why_not(value) for value in taken] == [""] * len(taken)
    assert all(bounds.why_not(value).startswith("it ") for value in refused)
