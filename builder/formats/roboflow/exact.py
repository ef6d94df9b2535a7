"""Steps of a saved workflow as what they are, where the language cannot say it.

A saved workflow may be a step of a definition, and runs there as it was saved. So in the definition
that it is opened as, a node that no block says all of is a step of its own type, with its own ports
and parameters. No JSON is an `Exact`, so nobody outside writes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.blocks import Block, ModelField, NextSteps, Setting, Wire, Wires
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from runtime.contracts.blocks import Field
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import NodeSpec

EXACT = "weft:params"
"""The field of a step that holds them."""
OWN = "weft/"
"""How such types begin."""
MODEL = "model"


@dataclass(frozen=True)
class Exact:
    """Parameters of ours, by name."""

    params: Mapping[str, Any]


def own_block(node: NodeSpec, operator: Operator, opened: Collection[str]) -> Block:
    """A block that says all of a node; `opened` are the ports that others wait for."""
    follows = [name for name, value in node.params.items() if is_reference(value)]
    return _block(operator, follows, opened, names_model=node.model is not None)


def own_type(kind: str, fields: Mapping[str, Any], catalogue: Mapping[str, Operator]) -> (
    tuple[Operator, Block] | None
):  # fmt: skip
    """The operator and the block of a step that `own_block` wrote; None for any other."""
    operator = catalogue.get(kind.removeprefix(OWN))
    if operator is None or not kind.startswith(OWN) or not isinstance(fields.get(EXACT), Exact):
        return None
    opened = [port for port in operator.outputs if f"then.{port}" in fields]
    return operator, _block(
        operator, operator.params_type.model_fields, opened, names_model=MODEL in fields
    )


def _block(
    operator: Operator, params: Collection[str], opened: Collection[str], *, names_model: bool
) -> Block:
    fields: dict[str, Field] = {}
    for name, port in operator.inputs.items():
        fields[f"in.{name}"] = Wires(name, required=False) if port.many else Wire(name)
    fields |= {f"set.{name}": Setting(name) for name in params}
    fields |= {f"then.{port}": NextSteps(port) for port in opened}
    if names_model:
        fields[MODEL] = ModelField()
    return Block(OWN + operator.id, fields, {port: port for port in operator.outputs})
