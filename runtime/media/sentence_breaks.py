"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re

SENTENCE_BREAK = re.compile(
    r"(?<=[.!?\u2026\u3002\uff01\uff1f])[\"'\u201d\u2019)\]]*\s+|\n{2,}|(?<=[\u3002\uff01\uff1f])"
)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text in order, each on one line, without empty ones."""
    pieces = (" ".join(piece.split()) for piece in SENTENCE_BREAK.split(text))
    return [piece for piece in pieces if piece]
