"""A workflow file of Clarifai's, read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from runtime.contracts.graph import GraphInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class ModelPart:
    """Which model a node uses, or how to make an operator under that id."""

    model_id: str
    user_id: str | None = None
    app_id: str | None = None
    model_version_id: str | None = None
    model_type_id: str | None = None
    description: str | None = None
    output_info: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class DocumentNode:
    """One node of a file."""

    id: str
    model: ModelPart
    node_inputs: tuple[str, ...] = ()
    suppress_output: bool = False


@dataclass(frozen=True)
class Kept:
    """What our own export writes beside: what their format has no place for."""

    order: Sequence[str] = ()
    """The nodes in our order; theirs has to follow the wires."""
    params: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Our parameters of nodes that are a model."""
    models: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our reference of a node's model, with its version."""
    suppressed: Sequence[str] = ()
    wires: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    inputs: Sequence[Mapping[str, Any]] = ()
    outputs: Sequence[Mapping[str, str]] = ()
    layout: Mapping[str, Any] = field(default_factory=dict)


_SHAPES: dict[str, TypeAdapter[Any]] = {
    "order": TypeAdapter(list[str]),
    "params": TypeAdapter(dict[str, dict[str, Any]]),
    "models": TypeAdapter(dict[str, dict[str, str]]),
    "suppressed": TypeAdapter(list[str]),
    "wires": TypeAdapter(dict[str, dict[str, list[str]]]),
    "inputs": TypeAdapter(list[GraphInput]),
    "outputs": TypeAdapter(list[dict[str, str]]),
    "layout": TypeAdapter(dict[str, Any]),
}


def kept_of(item: object) -> Kept:
    """What our export kept; parts of another shape are left out: the nodes alone say enough."""
    found: dict[str, Any] = {}
    for name, value in item.items() if isinstance(item, dict) else ():
        if name in _SHAPES:
            with suppress(ValidationError):
                _SHAPES[name].validate_python(value)
                found[name] = value
    return Kept(**found)


@dataclass(frozen=True)
class Document:
    """A file: the workflow's id and its nodes, and what our export kept, if it is one of ours."""

    id: str
    nodes: tuple[DocumentNode, ...]
    kept: Kept = field(default_factory=Kept)
