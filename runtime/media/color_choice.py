"""How drawing nodes choose colours: parameters they share, and their names in Roboflow's blocks."""

from __future__ import annotations

import importlib.util
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from runtime.contracts.blocks import Block, Ignored, Setting, Wire
from runtime.contracts.operator import OperatorParams
from runtime.media.hex_color import HexColor, as_hex

_NAMED = {
    "white": "#ffffff",
    "black": "#000000",
    "grey": "#808080",
    "red": "#ff0000",
    "green": "#00ff00",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "roboflow": "#a351fb",
}


def _named(given: Any) -> Any:
    """A colour's name, `rgb(1, 2, 3)` or `bgr(3, 2, 1)` as `#rrggbb`."""
    if not isinstance(given, str):
        return as_hex(given)
    text = given.strip().lower()
    if text.startswith("rgb"):
        return as_hex(text[3:])
    if text.startswith("bgr"):
        return as_hex(text[4:-1].split(",")[::-1])
    return _NAMED.get(text, as_hex(text))


NamedColor = Annotated[HexColor, BeforeValidator(_named)]
"""A `HexColor` that may also be told by name or in other ways."""

Palette = Literal[
    "DEFAULT", "CUSTOM", "ROBOFLOW", "Matplotlib Viridis", "Matplotlib Plasma",
    "Matplotlib Inferno", "Matplotlib Magma", "Matplotlib Cividis", "Matplotlib Pastel1",
    "Matplotlib Pastel2", "Matplotlib Paired", "Matplotlib Accent", "Matplotlib Dark2",
    "Matplotlib Set1", "Matplotlib Set2", "Matplotlib Set3", "Matplotlib Tab10",
    "Matplotlib Tab20", "Matplotlib Tab20b", "Matplotlib Tab20c",
]  # fmt: skip
Spot = Literal[
    "CENTER", "CENTER_LEFT", "CENTER_RIGHT", "TOP_CENTER", "TOP_LEFT", "TOP_RIGHT",
    "BOTTOM_LEFT", "BOTTOM_CENTER", "BOTTOM_RIGHT", "CENTER_OF_MASS",
]  # fmt: skip
"""A place of a region's box, or the middle of its outline's area."""


class ColorParams(OperatorParams):
    """Which colour each region gets."""

    color_palette: Palette = Field(
        title="Palette", default="DEFAULT", description="Colours that regions take in turn."
    )
    palette_size: int = Field(
        default=10, ge=1, le=1000, description="How many colours a Matplotlib palette is cut into."
    )
    custom_colors: list[NamedColor] = Field(
        default_factory=list, max_length=256, description="The colours of the palette CUSTOM."
    )
    color_axis: Literal["INDEX", "CLASS", "TRACK"] = Field(
        title="Colour by", default="CLASS", description="What has a colour of its own."
    )


COLORS = ("color_palette", "palette_size", "custom_colors", "color_axis")


def drawing_block(
    name: str, *params: str, names: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> Block:
    """A block that draws regions on a picture, with parameters that have the same names there."""
    return Block(
        f"roboflow_core/{name}",
        fields={
            "image": Wire("image", also=("images",)),
            "predictions": Wire("regions", kinds=kinds),
            **{param: Setting(param) for param in params},
            "copy_image": COPY_IMAGE,
        },
        outputs={"image": "image"},
        names=names,
    )


COPY_IMAGE = Ignored("the picture that came in is never changed")
OUTLINED = (
    "instance_segmentation_prediction",
    "rle_instance_segmentation_prediction",
)


def supervision_missing() -> str | None:
    """Why nodes that draw with supervision cannot run here."""
    if importlib.util.find_spec("supervision"):
        return None
    return (
        "supervision is missing. Run pip install --no-deps -r requirements-weights.txt in Weft's "
        "environment."
    )


Told = Literal[
    "Class", "Confidence", "Class and Confidence", "Index", "Dimensions", "Area", "Area (mask)",
    "Area (converted)", "Tracker Id", "Time In Zone",
]  # fmt: skip
"""What a label says of its region."""
