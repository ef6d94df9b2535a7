"""Finds every operator by walking `runtime/operators` and installed packages.

There is no hand-kept list.

A duplicate id, a port that is no value type, or a missing part stops the process at start, with the
module named.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import importlib.metadata
import inspect
import pkgutil
import types
import typing
from typing import TYPE_CHECKING, Any

import runtime.operators
from runtime.contracts.catalogue import InputPort, Operator, OutputPort
from runtime.contracts.operator import OperatorParams
from runtime.contracts.values import All, Each, Many, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runtime.contracts.operator import OperatorMeta

ENTRY_POINT_GROUP = "weft.operators"


class BrokenOperatorError(Exception):
    """An operator module that breaks the contract; raised at start, naming the module."""


@functools.cache
def operators() -> Mapping[str, Operator]:
    """Every operator by id, in the order of title within group."""
    found: dict[str, Operator] = {}
    for module in _modules():
        operator = describe(module)
        if operator is None:
            continue
        if operator.id in found:
            message = f"{module.__name__}: the id {operator.id!r} is {found[operator.id].module}'s"
            raise BrokenOperatorError(message)
        found[operator.id] = operator
    ordered = sorted(found.values(), key=lambda item: (item.meta.group, item.title))
    return types.MappingProxyType({operator.id: operator for operator in ordered})


def _modules() -> Iterator[types.ModuleType]:
    prefix = runtime.operators.__name__ + "."
    for info in pkgutil.walk_packages(runtime.operators.__path__, prefix):
        yield importlib.import_module(info.name)
    for point in importlib.metadata.entry_points(group=ENTRY_POINT_GROUP):
        loaded = point.load()
        if isinstance(loaded, types.ModuleType):
            yield loaded


def describe(module: types.ModuleType) -> Operator | None:
    """Read one operator module, or None when it holds no operator."""
    run = getattr(module, "run", None)
    meta: OperatorMeta | None = getattr(run, "__weft_operator__", None)
    if meta is None:
        return None
    docs = inspect.cleandoc(module.__doc__ or "")
    if not docs:
        raise BrokenOperatorError(f"{module.__name__} has no docstring: it is the docs page")
    params = _part(module, "Params")
    if not issubclass(params, OperatorParams):
        raise BrokenOperatorError(f"{module.__name__}.Params is no OperatorParams")
    input_type, output_type = _part(module, "Inputs"), _part(module, "Outputs")
    return Operator(
        meta=meta,
        docs=docs,
        inputs=types.MappingProxyType(_inputs(module, input_type)),
        outputs=types.MappingProxyType(_outputs(module, output_type)),
        input_type=input_type,
        output_type=output_type,
        params_type=params,
        run=run,
        module=module.__name__,
    )


def _part(module: types.ModuleType, name: str) -> type[Any]:
    part = getattr(module, name, None)
    if not isinstance(part, type):
        raise BrokenOperatorError(f"{module.__name__} defines no class {name}")
    return part


def _fields(module: types.ModuleType, part: type[Any]) -> Iterator[tuple[Any, Any]]:
    if not dataclasses.is_dataclass(part):
        raise BrokenOperatorError(f"{module.__name__}.{part.__name__} is no dataclass")
    hints = typing.get_type_hints(part, vars(module))
    for field in dataclasses.fields(part):
        yield field, hints[field.name]


def _inputs(module: types.ModuleType, part: type[Any]) -> dict[str, InputPort]:
    ports = {}
    for field, hint in _fields(module, part):
        members = _members(hint)
        many = any(typing.get_origin(member) is Many for member in members)
        absent = type(None) in (_members(typing.get_args(hint)[0]) if many else members)
        gathers = any(typing.get_origin(member) is All for member in members)
        required = (
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        )
        ports[field.name] = InputPort(
            name=field.name,
            kinds=_kinds(module, field.name, members),
            required=required,
            accepts_absent=absent,
            gathers=gathers,
            many=many,
            of_inputs=field.metadata.get("of_inputs", False),
            help=field.metadata.get("help", ""),
        )
    return ports


def _outputs(module: types.ModuleType, part: type[Any]) -> dict[str, OutputPort]:
    ports = {}
    for field, hint in _fields(module, part):
        members = _members(hint)
        ports[field.name] = OutputPort(
            name=field.name,
            kinds=_kinds(module, field.name, members),
            fans_out=any(typing.get_origin(member) is Each for member in members),
            help=field.metadata.get("help", ""),
            aside=field.metadata.get("aside", False),
            entry_of=field.metadata.get("entry_of", ""),
        )
    return ports


def _members(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return typing.get_args(hint)
    return (hint,)


def _kinds(module: types.ModuleType, port: str, members: tuple[Any, ...]) -> frozenset[str]:
    kinds = set()
    for member in members:
        if member is type(None):
            continue
        inner = member
        if typing.get_origin(member) in (Each, All, Many):
            inner = typing.get_args(member)[0]
        for leaf in _members(inner):
            if leaf is type(None):
                continue
            if not (isinstance(leaf, type) and issubclass(leaf, Value)):
                raise BrokenOperatorError(f"{module.__name__}: port {port} is no value type")
            kinds.add(leaf.kind)
    return frozenset(kinds)
