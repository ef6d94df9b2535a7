"""Nodes that what is sent for one input does not reach: computed once, and true of all inputs.

Which they are, the job says: parameters may be the same for all inputs by chance.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.engine.batch import NodeResult
    from runtime.engine.lineage import Key

Found = TypeVar("Found")


def first_of(keys: Sequence[Key]) -> Sequence[Key]:
    """The elements of the first input."""
    return [key for key in keys if key[0] == 0]


def for_all(result: NodeResult, inputs: int) -> NodeResult:
    """What came of the first input, for each of so many."""
    return replace(
        result,
        outputs={
            port: replace(batch, items=_each(batch.items, inputs))
            for port, batch in result.outputs.items()
        },
        errors=_each(result.errors, inputs),
        anchors=_each(result.anchors, inputs),
    )


def _each(found: Mapping[Key, Found], inputs: int) -> dict[Key, Found]:
    return {(index, *key[1:]): one for index in range(inputs) for key, one in found.items()}
