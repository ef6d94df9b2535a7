"""Ports with numbers, for nodes whose outputs get their meaning from a parameter."""

from __future__ import annotations

from dataclasses import field, make_dataclass
from typing import Any

from runtime.contracts.values import Value


def ports(prefix: str, count: int) -> tuple[str, ...]:
    """Such as `field_1`, `field_2`."""
    return tuple(f"{prefix}_{number}" for number in range(1, count + 1))


def numbered_outputs(module: str, names: tuple[str, ...], about: str, **others: Any) -> type[Any]:
    """An `Outputs` with a port of any kind for each name, and others: (type, help)."""
    made = make_dataclass(
        "Outputs",
        [
            *(
                (name, Value | None, field(default=None, metadata={"help": f"{about} {place}."}))
                for place, name in enumerate(names, 1)
            ),
            *(
                (name, kind, field(default=None, metadata={"help": said}))
                for name, (kind, said) in others.items()
            ),
        ],
        frozen=True,
    )
    made.__module__ = module
    return made
