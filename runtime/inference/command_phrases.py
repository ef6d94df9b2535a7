"""Spoken commands as people write them, unfolded to plain phrases.

`turn the light (on|off)` are two phrases, `[please] stop` is with and without the word. Only
letters, apostrophes, spaces and these marks: what reaches the speech engine is words alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PHRASES = 500
_DEEPEST = 5
_PARTS = re.compile(r"[a-z']+|[()\[\]|]")
_ALLOWED = re.compile(r"[a-z' ()\[\]|]+")


class PhraseError(ValueError):
    """A command that cannot be read."""


def phrases(command: str) -> list[str]:
    """All ways to say a command, in lower case. Raises `PhraseError` with a reason."""
    text = " ".join(command.lower().split())
    if not _ALLOWED.fullmatch(text):
        raise PhraseError(
            f"{command!r} has to be made of English letters and the marks ( | ) [ ]; write "
            "numbers in letters"
        )
    parts = iter([*_PARTS.findall(text), ""])
    found = _choice(parts, "", 0, command)
    unfolded = list(dict.fromkeys(" ".join(words) for words in found))
    if not any(unfolded):
        raise PhraseError(f"{command!r} has no words")
    return [phrase for phrase in unfolded if phrase]


def _choice(parts: Iterator[str], closing: str, depth: int, command: str) -> list[tuple[str, ...]]:
    """The ways up to the closing mark; `|` parts them."""
    if depth > _DEEPEST:
        raise PhraseError(f"{command!r} is nested too deep")
    finished: list[tuple[str, ...]] = []
    open_ways: list[tuple[str, ...]] = [()]
    for part in parts:
        if part == closing:
            return finished + open_ways
        if part == "|":
            finished, open_ways = finished + open_ways, [()]
        elif part in ("(", "["):
            inner = _choice(parts, ")" if part == "(" else "]", depth + 1, command)
            ways = inner if part == "(" else [(), *inner]
            open_ways = [way + more for way in open_ways for more in ways]
        elif part in ("", ")", "]"):
            break
        else:
            open_ways = [(*way, part) for way in open_ways]
        if len(finished) + len(open_ways) > MOST_PHRASES:
            raise PhraseError(f"{command!r} can be said in more than {MOST_PHRASES} ways")
    raise PhraseError(f"{command!r} has a bracket that does not close or open")
