"""A value as a port wants it, where only the run tells what kind it is.

A wire from an output of any kind may bring anything. What says the same in another kind is taken
over; for the rest a sentence says what came.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError, WeftError
from runtime.contracts.kinds import ANY, phrase
from runtime.contracts.values import All, Json, List, String, Text, Value

if TYPE_CHECKING:
    from runtime.contracts.catalogue import InputPort


def fit(value: Any, port: InputPort, node: str) -> Any:
    """The value, or all of a gathered fan-out, as the port takes it; a `WeftError` where it cannot.

    What is absent stays so.
    """
    if isinstance(value, All):
        values = tuple(fit(one, port, node) for one in value.values)
        wrong = next((one for one in values if isinstance(one, WeftError)), None)
        return wrong or replace(value, values=values)
    if not isinstance(value, Value) or ANY in port.kinds or value.kind in port.kinds:
        return value
    match value:
        case String() if "text" in port.kinds:
            return Text(value.value)
        case Text() if "string" in port.kinds:
            return String(value.raw)
        case Json() if "list" in port.kinds and isinstance(value.value, list | tuple):
            return List(tuple(value.value))
        case List() if "json" in port.kinds:
            return Json(list(value.value))
        case _:
            message = (
                f"{node} needs {phrase(port.kinds)} on {port.name}, but {phrase([value.kind])} "
                "came. Wire what gives that, or put a node between that makes it."
            )
            return OperatorFailedError(message, node=node, port=port.name)
