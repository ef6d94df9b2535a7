"""Makes a QR code or bar code of a text.

The picture has a white margin and whole pixels per module, so that every reader takes it. The text
of a link, such as `https://example.org/parts/42`, fits a *QR code*; *EAN 13* takes 12 or 13 digits.
A text that the kind cannot hold fails with a sentence that says so. Without a wire, `content` is
what the code says.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number, String, Text
from runtime.media.color_words import AnyNamedColor
from runtime.media.hex_color import rgb
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence


def _missing() -> str | None:
    found = importlib.util.find_spec("zxingcpp")
    return None if found else "zxing-cpp is missing. Run pip install -r requirements.txt."


@dataclass(frozen=True)
class Inputs:
    text: Text | String | Number | None = field(
        default=None, metadata={"help": "What the code says."}
    )


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The code, black on white."})


class Params(OperatorParams):
    kind: Literal[
        "QR code",
        "Data Matrix",
        "Aztec",
        "PDF417",
        "Code 128",
        "Code 39",
        "EAN 13",
        "EAN 8",
        "UPC A",
        "ITF",
        "Codabar",
    ] = Field(default="QR code", description="The kind of code.")
    scale: int = Field(
        default=8,
        ge=1,
        le=40,
        description="Pixels per module.",
        json_schema_extra={"widget": "pixels"},
    )
    content: str = Field(
        default="", max_length=4000, description="What it says where no text is wired."
    )
    correction: Literal["automatic", "low", "medium", "quartile", "high"] = Field(
        default="automatic",
        description="Of a QR code: how much of it may be hidden, from 7 to 30 in 100.",
    )
    margin: int = Field(
        default=10, ge=0, le=100, description="Width of the margin, in modules; QR codes take 4."
    )
    fill_color: AnyNamedColor = Field(default="#000000", description="Colour of the code.")
    back_color: AnyNamedColor = Field(default="#ffffff", description="Colour round it.")


_LEVELS = {"low": "L", "medium": "M", "quartile": "Q", "high": "H"}
_CORRECTION: dict[Any, Any] = {
    "Low (~7% word recovery / highest data capacity)": "low",
    "Medium (~15% word recovery)": "medium",
    "Quartile (~25% word recovery)": "quartile",
    "High (~30% word recovery / lowest data capacity)": "high",
}


@operator(
    "barcode-maker",
    title="Barcode maker",
    group="Draw",
    icon="scan-barcode",
    blocks=(
        Block(
            "roboflow_core/qr_code_generator@v1",
            names=("QRCodeGenerator",),
            fields={
                "text": Wire("text", literal="content", kinds=("string",), required=True),
                "error_correct": Setting(
                    "correction", default="Medium (~15% word recovery)", words=_CORRECTION
                ),
                "border": Setting("margin", default=4),
                "fill_color": Setting("fill_color", default="BLACK"),
                "back_color": Setting("back_color", default="WHITE"),
            },
            outputs={"qr_code": "image"},
            fixed={"kind": "QR code", "scale": 10},
            loose=("scale",),
        ),
    ),
    available=_missing,
    summary="{kind}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_MOST_LETTERS = 4000


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    import zxingcpp

    words = params.content if inputs.text is None else _words(inputs.text)
    if not words or len(words) > _MOST_LETTERS:
        message = (
            f"The text has {len(words)} letters; a code holds 1 to {_MOST_LETTERS}. "
            "Pass on another text."
        )
        raise OperatorFailedError(message, port="text")
    try:
        kind = zxingcpp.barcode_format_from_str(params.kind.replace(" ", ""))
        asked = {"ec_level": _LEVELS[params.correction]} if params.correction in _LEVELS else {}
        code = zxingcpp.create_barcode(words, kind, **asked)
    except (ValueError, RuntimeError) as error:
        message = (
            f"A {params.kind} cannot hold this text. Choose another kind, such as QR code, or pass "
            "on what it allows, such as digits only."
        )
        raise OperatorFailedError(message, param="kind") from error
    modules = np.asarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    framed = np.pad(modules, params.margin, constant_values=255)
    wide, high = framed.shape[1] * params.scale, framed.shape[0] * params.scale
    check_size(wide, high, "Choose a smaller scale.")
    large = framed.repeat(params.scale, axis=0).repeat(params.scale, axis=1)
    dark, light = (np.array(rgb(color)) for color in (params.fill_color, params.back_color))
    return Outputs(Image(np.where(large[:, :, None] > 0, light, dark).astype(np.uint8)))


def _words(value: Text | String | Number) -> str:
    match value:
        case Text(raw):
            return raw
        case Number(number):
            return f"{number:g}"
        case String(word):
            return word
