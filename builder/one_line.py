"""What another side said, short enough for a sentence of ours."""

from __future__ import annotations

EXCERPT_CHARACTERS = 200


def one_line(text: str) -> str:
    """The text's beginning in one line, without anything that does not print."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:EXCERPT_CHARACTERS]
