"""Makes a QR code or bar code of a text.

The picture has a white margin and whole pixels per module, so that every reader takes it. The text
of a link, such as `https://example.org/parts/42`, fits a *QR code*; *EAN 13* takes 12 or 13 digits.
A text that the kind cannot hold fails with a sentence that says so.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number, String, Text
from runtime.media.per_picture import per_picture
from runtime.media.picture_size import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence


def _missing() -> str | None:
    found = importlib.util.find_spec("zxingcpp")
    return None if found else "zxing-cpp is missing. Run pip install -r requirements.txt."


@dataclass(frozen=True)
class Inputs:
    text: Text | String | Number = field(metadata={"help": "What the code says."})


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


@operator(
    "barcode-maker",
    title="Barcode maker",
    group="Draw",
    icon="scan-barcode",
    aliases=("QRCodeGenerator", "roboflow_core/qr_code_generator@v1"),
    available=_missing,
    summary="{kind}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_MARGIN_MODULES = 10
"""What bar codes ask for; QR codes would do with 4."""
_MOST_LETTERS = 4000


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np
    import zxingcpp

    words = _words(inputs.text)
    if not words or len(words) > _MOST_LETTERS:
        message = (
            f"The text has {len(words)} letters; a code holds 1 to {_MOST_LETTERS}. "
            "Pass on another text."
        )
        raise OperatorFailedError(message, port="text")
    try:
        kind = zxingcpp.barcode_format_from_str(params.kind.replace(" ", ""))
        code = zxingcpp.create_barcode(words, kind)
    except (ValueError, RuntimeError) as error:
        message = (
            f"A {params.kind} cannot hold this text. Choose another kind, such as QR code, or pass "
            "on what it allows, such as digits only."
        )
        raise OperatorFailedError(message, param="kind") from error
    modules = np.asarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    framed = np.pad(modules, _MARGIN_MODULES, constant_values=255)
    wide, high = framed.shape[1] * params.scale, framed.shape[0] * params.scale
    check_size(wide, high, "Choose a smaller scale.")
    large = framed.repeat(params.scale, axis=0).repeat(params.scale, axis=1)
    return Outputs(Image(np.repeat(large[:, :, None], 3, axis=2).astype(np.uint8)))


def _words(value: Text | String | Number) -> str:
    match value:
        case Text(raw):
            return raw
        case Number(number):
            return f"{number:g}"
        case String(word):
            return word
