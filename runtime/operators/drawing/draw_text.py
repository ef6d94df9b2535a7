"""Writes text onto a picture.

The text comes from the port, or from the parameter when nothing is wired: a reading, a count or a
caption such as `3 plates found`. It is wrapped to the picture's width and stands on a plate of its
own colour at one of nine places. Text that does not fit in the height is cut off at the edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number, String, Text
from runtime.media.hex_color import HexColor
from runtime.media.per_picture import per_picture
from runtime.media.placing import Place, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to draw on."})
    text: Text | String | Number | None = field(
        default=None, metadata={"help": "What to write; the parameter when not wired."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "A copy of the picture with the drawing."})


class Params(OperatorParams):
    content: str = Field(
        default="",
        max_length=2000,
        description="What to write when no text is wired.",
        json_schema_extra={"widget": "textarea"},
    )
    position: Place = Field(default="bottom left", description="Where the text stands.")
    font_size: int = Field(
        default=24,
        ge=8,
        le=400,
        description="Height of the letters.",
        json_schema_extra={"widget": "pixels"},
    )
    color: HexColor = Field(default="#ffffff", description="Colour of the letters.")
    background: HexColor = Field(default="#000000", description="Colour of the plate.")
    opacity: float = Field(
        default=0.7,
        ge=0,
        le=1,
        description="How solid the plate is.",
        json_schema_extra={"widget": "slider"},
    )
    margin: int = Field(
        default=12,
        ge=0,
        le=2000,
        description="Room to the edge of the picture.",
        json_schema_extra={"widget": "pixels"},
    )


@operator(
    "draw-text",
    title="Draw text",
    group="Draw",
    icon="type",
    summary="{position}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_PADDING_EMS = 0.35
_MOST_LETTERS = 2000


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    from PIL import Image as Pillow
    from PIL import ImageDraw, ImageFont

    image, words = inputs.image, _words(inputs, params)
    if not words:
        return Outputs(image)
    font = ImageFont.load_default(params.font_size)
    padding = round(params.font_size * _PADDING_EMS)
    room = max(1, image.width - 2 * (params.margin + padding))
    written = "\n".join(_wrapped(words, font, room))
    canvas = Pillow.fromarray(image.pixels)
    left, top, right, bottom = ImageDraw.Draw(canvas).multiline_textbbox((0, 0), written, font=font)
    wide, high = round(right - left) + 2 * padding, round(bottom - top) + 2 * padding
    wide, high = min(wide, image.width), min(high, image.height)
    x, y = place_of(params.position, (wide, high), (image.width, image.height), params.margin)
    plate = Pillow.new("RGB", (wide, high), params.background)
    canvas.paste(plate, (x, y), Pillow.new("L", plate.size, round(params.opacity * 255)))
    at = (x + padding - left, y + padding - top)
    ImageDraw.Draw(canvas).multiline_text(at, written, fill=params.color, font=font)
    return Outputs(image.with_pixels(np.array(canvas, np.uint8)))


def _words(inputs: Inputs, params: Params) -> str:
    match inputs.text:
        case Text(raw):
            words = raw
        case Number(value):
            words = f"{value:g}"
        case String(value):
            words = value
        case _:
            words = params.content
    return words.strip()[:_MOST_LETTERS]


def _wrapped(words: str, font: Any, room: int) -> list[str]:
    """Lines no wider than `room` pixels where the words allow it."""
    lines = []
    for line in words.splitlines():
        current = ""
        for word in line.split():
            longer = f"{current} {word}".strip()
            if current and font.getlength(longer) > room:
                lines.append(current)
                current = word
            else:
                current = longer
        lines.append(current)
    return lines
