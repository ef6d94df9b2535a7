"""Reads QR codes and bar codes.

Finds every code in the picture, at any angle, and gives its place, its text and, as concept, its
kind: a parcel's label gives `QR Code` and `Code 128`. *text* has all texts, one a line. Reads QR,
Micro QR, Data Matrix, Aztec, PDF417, EAN, UPC, Code 39, 93 and 128, ITF, Codabar and DataBar.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Number, Region, Regions, Text
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


def _missing() -> str | None:
    found = importlib.util.find_spec("zxingcpp")
    return None if found else "zxing-cpp is missing. Run pip install -r requirements.txt."


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to search."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The codes with their texts, from the top."})
    text: Text = field(metadata={"help": "All texts, one a line."})
    count: Number = field(metadata={"help": "How many codes."})


class Params(OperatorParams):
    kinds: Literal["all", "QR codes", "other matrix codes", "bar codes", "goods"] = Field(
        default="all", description="What to look for; fewer kinds are quicker and err less."
    )
    thorough: bool = Field(
        default=True, description="Also look for turned, shrunken and inverted codes."
    )
    class_name: str = Field(
        default="", max_length=200, description="The regions' concept; empty for the code's kind."
    )
    outline: bool = Field(
        default=True, description="Whether a region has its four corners, else its box alone."
    )


@operator(
    "barcode-operator",
    title="Barcode reader",
    group="Measure",
    icon="scan-barcode",
    blocks=(
        Block(
            "roboflow_core/barcode_detector@v1",
            fields={"images": Wire("image", also=("image",))},
            outputs={"predictions": Out("regions", ("bar_code_detection",))},
            names=("BarcodeDetector", "BarcodeDetection"),
            fixed={"kinds": "all", "class_name": "barcode", "outline": False},
            loose=("class_name", "outline"),
        ),
        Block(
            "roboflow_core/qr_code_detector@v1",
            fields={"images": Wire("image", also=("image",))},
            outputs={"predictions": Out("regions", ("qr_code_detection",))},
            names=("QRCodeDetector", "QRCodeDetection"),
            fixed={"kinds": "QR codes", "class_name": "qr_code", "outline": False},
            loose=("class_name", "outline"),
        ),
    ),
    available=_missing,
    heavy=True,
    summary="{kinds}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs, params))


_QR = "QRCode,MicroQRCode,RMQRCode"
_MATRIX = "DataMatrix,Aztec,PDF417,MaxiCode"
_GOODS = "EAN13,EAN8,UPCA,UPCE"
_BARS = f"{_GOODS},Code39,Code93,Code128,ITF,Codabar,DataBar"
_KINDS = {
    # Named one by one: all that the engine knows would find two-digit codes within QR codes.
    "all": f"{_QR},{_MATRIX},{_BARS}",
    "QR codes": _QR,
    "other matrix codes": _MATRIX,
    "bar codes": _BARS,
    "goods": _GOODS,
}
_MOST_LETTERS = 4000


def _outputs(inputs: Inputs, params: Params) -> Outputs:
    import zxingcpp
    from PIL import Image as Pillow

    image = inputs.image
    found = zxingcpp.read_barcodes(
        Pillow.fromarray(image.pixels),
        formats=zxingcpp.barcode_formats_from_str(_KINDS[params.kinds]),
        try_rotate=params.thorough,
        try_downscale=params.thorough,
        try_invert=params.thorough,
    )
    codes = sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    items = tuple(_region(index, code, image, params) for index, code in enumerate(codes, 1))
    text = "\n".join(item.text or "" for item in items)
    return Outputs(Regions(items, image.placement), Text(text), Number(len(items)))


def _region(index: int, code: Any, image: Image, params: Params) -> Region:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    polygon = tuple(
        (min(1.0, max(0.0, point.x / image.width)), min(1.0, max(0.0, point.y / image.height)))
        for point in corners
    )
    across, down = zip(*polygon, strict=True)
    box = Box(top=min(down), left=min(across), bottom=max(down), right=max(across))
    kind = params.class_name or str(code.format)
    text = code.text[:_MOST_LETTERS]
    concept = Concept(kind, kind, 1.0, 0 if params.class_name else None)
    return Region(
        f"r{index}", box, (concept,), text=text, polygon=polygon if params.outline else ()
    )
