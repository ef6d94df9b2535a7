"""Which operator stands for which block: read from the operators, kept nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from builder.formats.roboflow.trouble import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runtime.contracts.blocks import Block
    from runtime.contracts.catalogue import Operator

PREFIX = "roboflow_core/"
INNER_WORKFLOW = "roboflow_core/inner_workflow@v1"


class Stands(NamedTuple):
    """An operator, and the block that it stands for."""

    operator: Operator
    block: Block


_kept: dict[int, tuple[Mapping[str, Operator], dict[str, Stands]]] = {}
MOST_KEPT = 4


def block_index(catalogue: Mapping[str, Operator]) -> Mapping[str, Stands]:
    """Every type and old name of a block -> the operator that stands for it."""
    kept = _kept.get(id(catalogue))
    if kept is not None and kept[0] is catalogue:
        return kept[1]
    index: dict[str, Stands] = {}
    for one in stands(catalogue):
        for name in (one.block.type, *one.block.names):
            index.setdefault(name, one)
    while len(_kept) >= MOST_KEPT:
        _kept.pop(next(iter(_kept)))
    _kept[id(catalogue)] = (catalogue, index)
    return index


def stands(catalogue: Mapping[str, Operator]) -> Iterator[Stands]:
    """Every block, with its operator."""
    for operator in catalogue.values():
        for block in operator.meta.blocks:
            yield Stands(operator, block)


def all_types(catalogue: Mapping[str, Operator]) -> list[str]:
    """The modern type of every block, in order."""
    return sorted({*(one.block.type for one in stands(catalogue)), INNER_WORKFLOW})


def suggest(name: str, catalogue: Mapping[str, Operator]) -> str | None:
    """The type that was probably meant."""
    names = [*block_index(catalogue), INNER_WORKFLOW]
    bare = {one.removeprefix(PREFIX): one for one in names}
    close = nearest(name.removeprefix(PREFIX), bare)
    return bare[close] if close else None
