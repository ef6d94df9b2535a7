"""Lineage: which fan-outs an element has passed through, and so what may be combined with what.

A lineage is a tuple of names, `("IN",)` for one element per workflow input, `("IN", "crop")` for
one per region that node `crop` cut out. Wires into one node combine when each lineage is a prefix
of the longest; shorter ones broadcast. An element's key has one index per name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Lineage = tuple[str, ...]
Key = tuple[int, ...]

ROOT: Lineage = ("IN",)
OF_INPUT = "\n"
"""Before the name of a workflow input that brings lists: no node's id begins so."""


def combine(lineages: Iterable[Lineage]) -> Lineage | None:
    """The longest of them, ROOT for none; None when two are of different descent."""
    longest = ROOT
    for lineage in lineages:
        shorter, longer = sorted((lineage, longest), key=len)
        if longer[: len(shorter)] != shorter:
            return None
        longest = longer
    return longest


def input_lineage(name: str, levels: int) -> Lineage:
    """The lineage of a workflow input that brings lists nested so deep."""
    return ROOT + (f"{OF_INPUT}{name}",) * (levels - 1)
