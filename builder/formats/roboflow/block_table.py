"""Which blocks run here, as Markdown, made from the operators; a page of the docs ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.formats.roboflow.blocks import INNER_WORKFLOW, PREFIX, stands
from runtime.contracts.blocks import Ignored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runtime.contracts.blocks import Block
    from runtime.contracts.catalogue import Operator

HEAD = """## Blocks that run here

Made from the operators. Types are written without `{prefix}`; old names, such as `DynamicCrop`,
mean the same. What a field does not change here, the last column says. Any other type is refused
by its name, with the nearest one that is here.

| block | old names | node | changes nothing |
| --- | --- | --- | --- |"""


def block_table(catalogue: Mapping[str, Operator]) -> str:
    """The table of every block, in the order of their types."""
    return "\n".join([HEAD.format(prefix=PREFIX), *sorted(_rows(catalogue))]) + "\n"


def _rows(catalogue: Mapping[str, Operator]) -> Iterator[str]:
    yield f"| `{INNER_WORKFLOW.removeprefix(PREFIX)}` | | its steps take its place | |"
    for one in stands(catalogue):
        types = [one.block.type, *(name for name in one.block.names if "@" in name)]
        old = ", ".join(f"`{name}`" for name in one.block.names if "@" not in name)
        shown = ", ".join(f"`{name.removeprefix(PREFIX)}`" for name in types)
        yield f"| {shown} | {old} | {one.operator.title} | {_ignored(one.block)} |"


def _ignored(block: Block) -> str:
    reasons: dict[str, list[str]] = {}
    for name, field in block.fields.items():
        if isinstance(field, Ignored):
            reasons.setdefault(field.why, []).append(f"`{name}`")
    return "; ".join(f"{', '.join(names)}: {why}" for why, names in reasons.items())
