"""Ports with numbers, for nodes whose outputs get their meaning from a parameter."""

from __future__ import annotations

from dataclasses import field, make_dataclass
from typing import Any

from runtime.contracts.values import Value


def ports(prefix: str, count: int) -> tuple[str, ...]:
    """Such as `field_1`, `field_2`."""
    return tuple(f"{prefix}_{number}" for number in range(1, count + 1))


def numbered_outputs(
    module: str,
    names: tuple[str, ...],
    about: str,
    *,
    entry_of: str,
    kind: Any = Value,
    **others: Any,
) -> type[Any]:
    """An `Outputs` with a port for each name, and others: (type, help).

    The first port is for the first entry of the parameter `entry_of`, and so on.
    """
    made = make_dataclass(
        "Outputs",
        [
            *(
                (name, kind | None, _port(f"{about} {place}.", entry_of=entry_of))
                for place, name in enumerate(names, 1)
            ),
            *((name, other, _port(said)) for name, (other, said) in others.items()),
        ],
        frozen=True,
    )
    made.__module__ = module
    return made


def _port(said: str, **about: Any) -> Any:
    return field(default=None, metadata={"help": said, **about})
