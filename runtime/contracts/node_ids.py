"""What a node may be called: nearly any text, since callers bring the names of workflows of theirs.

A node's id is also a part of addresses, of sources such as `node.port`, and of what the canvas
looks for in its page. What cannot be told apart there, or seen by a human, is kept out here.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

MAX_CHARACTERS = 64
_UNSEEN = (
    r"\u0000-\u001F\u007F-\u009F\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uD800-\uDFFF\uFEFF"
)
_SPACES = r" \u00A0\u1680\u2000-\u200A\u202F\u205F\u3000"
_INNER, _END = rf'[^"\\{_UNSEEN}]', rf'[^"\\{_UNSEEN}{_SPACES}]'
PATTERN = rf"^{_END}({_INNER}{{0,62}}{_END})?$"
"""Read alike by Python and by JavaScript, which is told of it in the graph's schema."""
RESERVED = r"^(\.\.?|__proto__|(note|group):[0-9]+)$"
"""Steps of an address, a word of JavaScript's, and what the canvas calls its notes and groups."""
RULE = (
    "A node id holds 1 to 64 characters: letters, digits, spaces inside, and signs other than "
    '" and \\; none of them may be invisible, and the ids ., .., __proto__, note:1 and group:1 '
    "(with any number) are taken."
)

_LEGAL, _TAKEN = re.compile(PATTERN), re.compile(RESERVED)
_REFUSED = re.compile(rf"[{_UNSEEN}]")
_AT_ENDS = re.compile(rf"^[{_SPACES}]+|[{_SPACES}]+$")


def is_node_id(name: str) -> bool:
    """Whether a node may be called so; `IN` is told apart by those who check a whole graph."""
    return bool(_LEGAL.fullmatch(name)) and not _TAKEN.fullmatch(name)


def like_node_id(name: str) -> str:
    """A legal id that is as like the name as can be; empty when nothing of it is left."""
    seen = _REFUSED.sub(" ", name[: 4 * MAX_CHARACTERS]).replace('"', "'").replace("\\", "/")
    short = _AT_ENDS.sub("", _AT_ENDS.sub("", seen)[:MAX_CHARACTERS])
    return f"node {short}" if _TAKEN.fullmatch(short) else short


def _checked(name: str) -> str:
    if not is_node_id(name):
        raise PydanticCustomError("node_id", "{rule}", {"rule": RULE})
    return name


NodeId = Annotated[
    str,
    AfterValidator(_checked),
    Field(json_schema_extra={"pattern": PATTERN, "not": {"pattern": RESERVED}}),
]
