"""Which kind of value may feed which, and how to say a kind in a sentence: the one type table.

The checker reads it here. The canvas reads `frontend/src/graph/kindTable.json`, which
`python manage.py kind_table` writes from this file; a test fails when the two differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.values import VALUE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

ANY = "any"
WORDS = {
    "any": "anything",
    "image": "an image",
    "video": "a video",
    "audio": "audio",
    "text": "text",
    "concepts": "concepts",
    "regions": "regions",
    "embeddings": "embeddings",
    "clusters": "clusters",
    "mask": "a mask",
    "colors": "colours",
    "number": "a number",
    "boolean": "a yes or no",
    "string": "a string",
    "list": "a list",
    "json": "JSON",
    "table": "a table",
}


def takes(target: Iterable[str], source: Iterable[str]) -> bool:
    """Whether a port of kinds `target` may be fed by one of kinds `source`."""
    given = set(source)
    return any(_takes(wanted, kind) for wanted in target for kind in given)


def phrase(kinds: Iterable[str]) -> str:
    """`an image`, `regions or concepts`, in the order of the table."""
    chosen = set(kinds)
    words = [WORDS[kind] for kind in VALUE_KINDS if kind in chosen]
    if len(words) < 2:
        return words[0] if words else "nothing"
    return f"{', '.join(words[:-1])} or {words[-1]}"


def kind_table() -> dict[str, dict[str, Any]]:
    """For each kind its words and the kinds that may feed it."""
    return {
        wanted: {
            "words": WORDS[wanted],
            "takes": [kind for kind in VALUE_KINDS if _takes(wanted, kind)],
        }
        for wanted in VALUE_KINDS
    }


def _takes(wanted: str, kind: str) -> bool:
    return ANY in (wanted, kind) or wanted == kind
