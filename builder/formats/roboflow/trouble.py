"""What is wrong with a definition: all of it at once, in the shape that their clients read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 3_800
MOST_SHOWN = 8
MOST_WORD = 60
MOST_TEXT = 600
MOST_OTHERS = 3
PARSING = "workflow_compilation | specification_parsing"
NAMES = "workflow_compilation | specification_validation"
GRAPH = "workflow_compilation | execution_graph_construction"
INNER = "workflow_compilation | inner_workflow"
VERSION = "workflow_compilation | engine_version"


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong, under the name that their server has for it, and its cure."""

    error_type: str
    message: str
    cure: str
    context: str = PARSING
    block_id: str | None = None
    block_type: str | None = None
    property_name: str | None = None
    model: str | None = None
    """The id of a model that is not known here."""

    def as_block_error(self) -> dict[str, Any]:
        """Its entry in the answer."""
        told = fit(f"{self.message} {self.cure}", MOST_TEXT)
        return {
            "block_id": _word(self.block_id),
            "block_type": _word(self.block_type),
            "block_details": None if self.property_name else told,
            "property_name": _word(self.property_name),
            "property_details": told if self.property_name else None,
            "cure": fit(self.cure, MOST_TEXT),
        }


class DefinitionError(WeftError):
    """A definition that cannot run; holds every trouble that was found."""

    code = "invalid_definition"
    status = 400

    def __init__(self, troubles: Iterable[Trouble]) -> None:
        self.troubles = tuple(troubles)
        first, more = self.troubles[0], len(self.troubles) - 1
        tail = f" There {'is' if more == 1 else 'are'} {more} more." if more else ""
        message = fit(f"{first.message} {first.cure}", 2 * MOST_TEXT) + tail
        super().__init__(
            message, error_type=first.error_type, context=first.context,
            inner_error_type=None, inner_error_message=self._others(), blocks_errors=[],
        )  # fmt: skip
        self.data["blocks_errors"] = self._entries()

    def _others(self) -> str | None:
        """What else is wrong, as their client shows this beside the message and no entries."""
        told = " ".join(f"{one.message} {one.cure}" for one in self.troubles[1 : 1 + MOST_OTHERS])
        return fit(told, MOST_TEXT) or None

    def _entries(self) -> list[dict[str, Any]]:
        """As many as fit, and a last one that counts the rest."""
        entries: list[dict[str, Any]] = []
        room = MOST_BYTES - _size(self.as_json()) - 200
        for index, trouble in enumerate(self.troubles):
            entry = trouble.as_block_error()
            room -= _size(entry) + 2
            if room < 0:
                return [*entries, _rest(len(self.troubles) - index)]
            entries.append(entry)
        return entries


@dataclass
class Troubles:
    """What was found wrong so far."""

    found: list[Trouble] = field(default_factory=list)

    def add(self, error_type: str, message: str, cure: str, **where: Any) -> None:
        """Note one."""
        self.found.append(Trouble(error_type, message, cure, **where))

    def refuse(self) -> None:
        """Raise them all, if there are any."""
        if self.found:
            raise DefinitionError(self.found)


def clip(text: str, most: int = MOST_WORD) -> str:
    """A text as far as it is worth showing."""
    return text if len(text) <= most else text[: most - 1] + "…"


def fit(text: str, most_bytes: int) -> str:
    """A text as far as it fits into so many bytes of JSON, however it is written there."""
    if _size(text) <= most_bytes:
        return text
    while _size(text) > most_bytes - 6:
        text = text[: len(text) * 9 // 10]
    return text + "…"


def shown(value: Any) -> str:
    """A literal in a sentence."""
    return clip(value if isinstance(value, str) else json.dumps(value, default=str))


def listed(names: Iterable[str]) -> str:
    """`a, b, c and 4 more`, or `none`."""
    every = [clip(str(name)) for name in names]
    if len(every) <= MOST_SHOWN:
        return ", ".join(every) or "none"
    return f"{', '.join(every[:MOST_SHOWN])} and {len(every) - MOST_SHOWN} more"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant."""
    folded = {one.lower(): one for one in names}
    close = get_close_matches(clip(name, 200).lower(), folded, 1, 0.6)
    return folded[close[0]] if close else None


def did_you_mean(name: str, names: Iterable[str], what: str) -> str:
    """`Did you mean x?`, or the names there are."""
    every = list(names)
    close = nearest(name, every)
    return f"Did you mean {close}?" if close else f"{what}: {listed(every)}."


def _word(text: str | None) -> str | None:
    return None if text is None else fit(clip(text), 3 * MOST_WORD)


def _size(entry: Any) -> int:
    return len(json.dumps(entry).encode())


def _rest(count: int) -> dict[str, Any]:
    return {
        "block_id": None, "block_type": None, "block_details": f"and {count} more",
        "property_name": None, "property_details": None, "cure": "Mend those above first.",
    }  # fmt: skip
