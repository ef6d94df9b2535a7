"""Colours as `#rrggbb`: the type of a parameter, and its three numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

HexColor = Annotated[
    str, Field(pattern=r"^#[0-9a-fA-F]{6}$", json_schema_extra={"widget": "color"})
]


def rgb(color: str) -> tuple[int, int, int]:
    """Red, green and blue in 0..255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
