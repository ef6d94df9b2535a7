"""Tokenizer files as somebody might write them to do harm; each can be read, and not used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LONG = "a" * 250 + "!"
"""A text that the patterns below are worst at."""


def told(words: int = 4, **parts: Any) -> str:
    """A tokenizer.json of so many words."""
    vocabulary = {"[UNK]": 0, **{f"w{number}": number for number in range(1, words)}}
    return json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": None, "pre_tokenizer": None, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"}, **parts,
    })  # fmt: skip


def splits(pattern: str) -> Mapping[str, Any]:
    """Cut where this pattern matches."""
    return {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated",
            "invert": False}  # fmt: skip


def nested(depth: int) -> str:
    """Lists in lists, as text: Python would not write it."""
    return ('{"type":"Sequence","pretokenizers":[' * depth) + "]}" * depth


PANICS = told(pre_tokenizer=splits("(a+)+$"))
"""Its pattern goes back so often that the library panics."""
HANGS = told(pre_tokenizer=splits("a*a*a*(b|!b)"))
"""Its pattern stays just below what the library counts, at every letter anew."""
GROWS = told(normalizer={
    "type": "Replace", "pattern": {"String": "a"}, "content": "a " * 2_000_000,
})  # fmt: skip
"""A letter becomes four megabytes."""
DEEP = told()[:-1] + f', "pre_tokenizer": {nested(100_000)}' + "}"
