"""What our own answers keep under `metadata.weft`, read back from a request: never trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from runtime.contracts.errors import BadRequestError
from runtime.contracts.graph import GraphInput

MOST_INPUTS = 200
"""More than the nodes of a workflow can take."""


@dataclass(frozen=True)
class Kept:
    """What our own answers keep beside the nodes, under `metadata.weft`: exact wires and places."""

    layout: dict[str, Any] | None = None
    wires: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    outputs: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, told: object) -> Kept:
        """Parts that are not of our making are left out. Raises a 400 for inputs that are none."""
        if not isinstance(told, dict):
            return cls()
        layout = told.get("layout")
        return cls(
            layout if isinstance(layout, dict) else None,
            _wires(told.get("wires")),
            _inputs(told.get("inputs")),
            [
                {"name": str(item["name"]), "source": str(item["source"])}
                for item in _objects(told.get("outputs"))
                if {"name", "source"} <= item.keys()
            ],
        )


def _objects(told: object) -> list[dict[str, Any]]:
    return [item for item in told if isinstance(item, dict)] if isinstance(told, list) else []


def _wires(told: object) -> dict[str, dict[str, list[str]]]:
    if not isinstance(told, dict):
        return {}
    return {
        str(node): {
            str(port): [str(source) for source in ends]
            for port, ends in ports.items()
            if isinstance(ends, list)
        }
        for node, ports in told.items()
        if isinstance(ports, dict)
    }


def _inputs(told: object) -> list[dict[str, Any]]:
    inputs = _objects(told)
    if len(inputs) > MOST_INPUTS:
        message = f"metadata.weft.inputs has {len(inputs)} inputs; at most {MOST_INPUTS} are read."
        raise BadRequestError(message, field="metadata")
    try:
        for item in inputs:
            GraphInput.model_validate(item)
    except ValidationError as error:
        message = "metadata.weft.inputs names an input of a kind that there is not."
        raise BadRequestError(message, field="metadata") from error
    return inputs
