"""Checks and resolves node parameters.

Literals, or references to workflow parameters and outputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import IN, is_reference, split_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec, NodeSpec
    from runtime.contracts.operator import OperatorParams
    from runtime.engine.findings import Findings

PARAMETER_TYPES = ("number", "string", "boolean", "list", "dict", "any", "json")
"""Types of workflow inputs that parameters may follow: all that are plain JSON, or may be."""

MAX_SHOWN = 80
"""Characters of a value that a sentence may hold."""


def check_params(
    graph: GraphSpec,
    node: NodeSpec,
    operator: Operator,
    catalogue: Mapping[str, Operator],
    findings: Findings,
) -> None:
    """Report unknown names, values out of bounds and references to nothing."""
    for name, value in node.params.items():
        if is_reference(value) and _is_fixed(operator, name):
            findings.add(
                node.id, name, "fixed_param",
                f"{node.id}: {name} follows {value['$ref']}, but it is chosen by hand only.",
                "Set it on the right: where data goes is not decided by data.",
            )  # fmt: skip
        elif is_reference(value) and not _reference_exists(graph, value["$ref"], catalogue):
            findings.add(
                node.id, name, "unknown_reference",
                f"{node.id}: {name} refers to {value['$ref']}, which does not exist.",
                "Refer to a workflow parameter (IN.name) or a node's output (node.port).",
            )  # fmt: skip
    try:
        operator.params_type.model_validate(literals_of(node, graph))
    except ValidationError as error:
        for item in error.errors():
            name = str(item["loc"][0]) if item["loc"] else ""
            if is_reference(node.params.get(name)):
                continue
            findings.add(
                node.id, name or None, "bad_params", _sentence(node, name, item),
                "Set it on the right, or remove it to use its default.",
            )  # fmt: skip


def literals_of(node: NodeSpec, graph: GraphSpec) -> dict[str, Any]:
    """The node's literal parameters; references to workflow parameters give their defaults."""
    defaults = {item.name: item.default for item in graph.inputs}
    literals = {}
    for name, value in node.params.items():
        if not is_reference(value):
            literals[name] = value
            continue
        parts = split_source(value["$ref"])
        if parts and parts[0] == IN and defaults.get(parts[1]) is not None:
            literals[name] = defaults[parts[1]]
    return literals


def resolve(node: str, operator: Operator, values: dict[str, Any]) -> OperatorParams:
    """The typed parameters, or `OperatorFailedError` when a referred value does not fit."""
    try:
        return operator.params_type.model_validate(values)
    except ValidationError as error:
        item = error.errors()[0]
        name = str(item["loc"][0]) if item["loc"] else ""
        message = f"{node}: the parameter {name} got {item['input']!r}: {item['msg']}."
        raise OperatorFailedError(message, param=name) from error


def _is_fixed(operator: Operator, name: str) -> bool:
    field = operator.params_type.model_fields.get(name)
    extra = field.json_schema_extra if field is not None else None
    return isinstance(extra, dict) and extra.get("fixed") is True


def _reference_exists(graph: GraphSpec, source: str, catalogue: Mapping[str, Operator]) -> bool:
    parts = split_source(source)
    if parts is None:
        return False
    if parts[0] == IN:
        return any(item.name == parts[1] and item.type in PARAMETER_TYPES for item in graph.inputs)
    for node in graph.nodes:
        if node.id == parts[0]:
            operator = catalogue.get(node.operator)
            return operator is None or parts[1] in operator.outputs
    return False


def _sentence(node: NodeSpec, name: str, item: Any) -> str:
    place = ".".join(str(part) for part in item["loc"]) or "parameters"
    if item["type"] == "extra_forbidden":
        return f"{node.id} has no parameter {name}."
    if item["type"] == "missing":
        return f"{node.id} needs the parameter {name}."
    said = str(item["msg"]).removeprefix("Value error, ")
    said = said if said.endswith((".", "?")) else f"{said}."
    if said.startswith(place):  # a query tells the place within
        return f"{node.id}: {said}"
    written = repr(item["input"])
    if len(written) > MAX_SHOWN:
        return f"{node.id}: {place}: {said}"
    return f"{node.id}: {place} is {written}: {said}"
