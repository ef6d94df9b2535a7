"""Colours as `#rrggbb`: the type of a parameter, and its three numbers."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

HexColor = Annotated[
    str, Field(pattern=r"^#[0-9a-fA-F]{6}$", json_schema_extra={"widget": "color"})
]


def as_hex(given: Any) -> Any:
    """`#f00`, `(255, 0, 0)` and three numbers as `#ff0000`; anything else as it came."""
    if isinstance(given, str):
        text = given.strip()
        if text.startswith("#") and len(text) == _SHORT_HEX:
            return "#" + "".join(digit * 2 for digit in text[1:])
        if not (text.startswith("(") and text.endswith(")")):
            return text
        given = text[1:-1].split(",")
    try:
        levels = [int(level) for level in given]
    except (TypeError, ValueError):
        return given
    if len(levels) != len("rgb") or not all(0 <= level <= _MOST for level in levels):
        return given
    return "#" + "".join(f"{level:02x}" for level in levels)


_SHORT_HEX = len("#rgb")
_MOST = 255
AnyColor = Annotated[HexColor, BeforeValidator(as_hex)]
"""A `HexColor` that may also be told as `#rgb`, `(255, 0, 0)` or three numbers."""


def rgb(color: str) -> tuple[int, int, int]:
    """Red, green and blue in 0..255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
