"""A colour told in one of several ways, as `#rrggbb`: the type of a parameter that follows others.

Takes `#rrggbb`, `#rgb`, `(r, g, b)` as text, or a list of red, green and blue.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from runtime.media.hex_color import HexColor

_SHORT, _PARTS, _MOST = 4, 3, 255
_NAMES = {
    "white": "#ffffff", "black": "#000000", "red": "#ff0000", "green": "#00ff00",
    "blue": "#0000ff", "yellow": "#ffff00", "grey": "#808080", "roboflow": "#a351fb",
}  # fmt: skip
"""Names that mean another colour on the web, or none."""


def hex_of(color: Any) -> Any:
    """The colour as `#rrggbb`; what cannot be read is left for the pattern to refuse."""
    if isinstance(color, str) and color.startswith("#") and len(color) == _SHORT:
        return "#" + "".join(letter * 2 for letter in color[1:])
    if isinstance(color, str) and color.startswith("(") and color.endswith(")"):
        color = color[1:-1].split(",")
    if not isinstance(color, list | tuple) or len(color) != _PARTS:
        return color
    try:
        numbers = [int(part) for part in color]
    except (TypeError, ValueError):
        return str(color)
    if any(not 0 <= number <= _MOST for number in numbers):
        return str(color)
    return "#" + "".join(f"{number:02x}" for number in numbers)


def hex_of_name(color: Any) -> Any:
    """The same, also of `rgb(r, g, b)`, `bgr(b, g, r)` and of a name such as `BLACK`."""
    if not isinstance(color, str) or color.startswith(("#", "(")):
        return hex_of(color)
    word = color.strip().lower()
    if word in _NAMES:
        return _NAMES[word]
    if word.startswith(("rgb(", "bgr(")) and word.endswith(")"):
        parts = word[4:-1].split(",")
        return hex_of(parts if word.startswith("rgb") else parts[::-1])
    from PIL import ImageColor

    try:
        return hex_of(ImageColor.getrgb(word)[:3])
    except ValueError:
        return color


AnyColor = Annotated[HexColor, BeforeValidator(hex_of)]
AnyNamedColor = Annotated[HexColor, BeforeValidator(hex_of_name)]
"""Names of colours too."""
