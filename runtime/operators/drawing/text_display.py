"""Writes text with values in it on a plate, anywhere on a picture.

`{{ $parameters.count }}` in the text stands for the value wired under the name `count`, with
operations on it if wanted. The plate stands at an anchor of the picture, shifted by the offsets, or
at a place in pixels; it never leaves the picture. `Cars: 7` at the top left of every frame.
*Draw text* wraps long lines and has a smoother font.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire, Wires
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Many, Value
from runtime.media.color_choice import COPY_IMAGE, NamedColor
from runtime.media.drawing_params import TextColor, TextScale
from runtime.media.text_plate import Plate, with_plate
from runtime.query.asked import (
    Constants,
    ValueOperations,
    chains,
    failed,
    named,
    worked_on,
)
from runtime.query.errors import QueryError
from runtime.query.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    data: Many[Value] | None = field(
        default=None, metadata={"help": "The values, each under the name of its wire."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the text."})


class Params(OperatorParams):
    text: str = Field(
        default="Text",
        max_length=10_000,
        description="What is written, with {{ $parameters.name }} for values.",
        json_schema_extra={"widget": "textarea"},
    )
    constants: Constants = {}
    data_operations: ValueOperations = {}
    text_color: TextColor = "#ffffff"
    background_color: NamedColor | Literal["transparent"] = Field(
        default="#000000", description="Colour of the plate; transparent for none."
    )
    background_opacity: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="How solid the plate is.",
        json_schema_extra={"widget": "slider"},
    )
    font_scale: TextScale = 1.0
    font_thickness: int = Field(default=2, ge=1, le=50, description="How thick the letters are.")
    padding: int = Field(
        default=10,
        ge=0,
        le=1000,
        description="Room round the letters.",
        json_schema_extra={"widget": "pixels"},
    )
    text_align: Literal["left", "center", "right"] = Field(
        title="Align", default="left", description="How lines of different lengths stand."
    )
    border_radius: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="How round the corners of the plate are.",
        json_schema_extra={"widget": "pixels"},
    )
    position_mode: Literal["absolute", "relative"] = Field(
        title="Position by", default="relative", description="Pixels, or an anchor and offsets."
    )
    position_x: int = Field(default=0, description="Left edge in pixels, for *absolute*.")
    position_y: int = Field(default=0, description="Upper edge in pixels, for *absolute*.")
    anchor: Literal[
        "center", "top_left", "top_center", "top_right", "bottom_left", "bottom_center",
        "bottom_right", "center_left", "center_right",
    ] = Field(default="top_left", description="Place of the picture, for *relative*.")  # fmt: skip
    offset_x: int = Field(default=10, description="How far right of the anchor.")
    offset_y: int = Field(default=10, description="How far below the anchor.")


_SAME = (
    "text_color", "background_color", "background_opacity", "font_scale", "font_thickness",
    "padding", "text_align", "border_radius", "position_mode", "position_x", "position_y", "anchor",
    "offset_x", "offset_y",
)  # fmt: skip


@operator(
    "text-display",
    title="Draw text with values",
    group="Draw",
    icon="type",
    blocks=(
        Block(
            "roboflow_core/text_display@v1",
            fields={
                "image": Wire("image"),
                "text": Setting("text", required=True),
                "text_parameters": Wires("data", literals="constants", required=False),
                "text_parameters_operations": Setting("data_operations"),
                **{name: Setting(name) for name in _SAME},
                "copy_image": COPY_IMAGE,
            },
            outputs={"image": "image"},
        ),
    ),
    summary="{text}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    operations = chains(params.data_operations)
    outcomes: list[Outputs | Failure] = []
    for inputs in batch:
        try:
            scope = worked_on(named(inputs.data, params.constants), operations)
            text = _filled(params.text, scope.values)
            pixels = with_plate(inputs.image.pixels, text, _plate(params))
            outcomes.append(Outputs(inputs.image.with_pixels(pixels)))
        except QueryError as error:
            outcomes.append(failed(error, "text"))
    return outcomes


_SLOT = re.compile(r"\{\{\s*\$parameters\.(\w+)\s*\}\}")


def _filled(text: str, values: Mapping[str, Any]) -> str:
    """Names that nobody wired stay as they are written."""
    return _SLOT.sub(lambda slot: as_text(values[slot[1]]) if slot[1] in values else slot[0], text)


def _plate(params: Params) -> Plate:
    absolute = params.position_mode == "absolute"
    return Plate(
        ink=params.text_color,
        color=None if params.background_color == "transparent" else params.background_color,
        opacity=params.background_opacity,
        scale=params.font_scale,
        thickness=params.font_thickness,
        padding=params.padding,
        align=params.text_align,
        radius=params.border_radius,
        anchor=None if absolute else params.anchor,
        shift=(params.position_x, params.position_y)
        if absolute
        else (params.offset_x, params.offset_y),
    )
