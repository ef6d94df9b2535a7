"""Reads the text in a picture, line by line.

Finds the lines, turns upside-down ones upright, and reads each. A photo of a sign that says *Mind
the step* over *Floor 2* gives two regions with that text and their scores, and the text `Mind the
step`, newline, `Floor 2`. Small crops, such as a licence plate cut out by *Image crop*, are
enlarged first. Lines read with a score under `min_value` are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import (
    PARENT_ID,
    ROOT_PARENT_ID,
    Block,
    Ignored,
    Out,
    Wire,
    told,
)  # fmt: skip
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Box, Concept, Image, Region, Regions, Text
from runtime.inference import manifests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.blocks import Field as BlockField
    from runtime.inference.ocr import Line


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to read."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(
        metadata={"help": "One region per line, with its text and score, in reading order."}
    )
    text: Text = field(metadata={"help": "All lines, one below the other."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.5, ge=0, le=1, description="Lines read with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    joined_by: str = Field(
        default="\n", max_length=10, description="What stands between two lines in the text."
    )


_LINES = ("object_detection_prediction",)
_SEES: dict[str, BlockField] = {"images": Wire("image", also=("image",))}
_TOLD = {
    "result": Out("text", ("string",)),
    "predictions": Out("regions", _LINES, "ocr"),
    "parent_id": PARENT_ID,
    "root_parent_id": ROOT_PARENT_ID,
    "prediction_type": told("ocr"),
}
_ALPHABETS = "the node's model decides which letters it reads"
BLOCKS = (
    Block(
        "roboflow_core/ocr_model@v1",
        _SEES,
        _TOLD,
        names=("OCRModel",),
        fixed={"joined_by": " "},
        loose=("joined_by",),
    ),
    Block(
        "roboflow_core/pp_ocr@v1",
        {
            **_SEES,
            "text_detection": Ignored("the node's model decides its size"),
            "text_recognition": Ignored("the node's model decides its size"),
        },
        _TOLD,
        fixed={"joined_by": " "},
        loose=("joined_by",),
    ),
    Block(
        "roboflow_core/easy_ocr@v1",
        {**_SEES, "language": Ignored(_ALPHABETS), "quantize": Ignored("nothing is quantised")},
        _TOLD,
        names=("EasyOCR",),
        fixed={"joined_by": " "},
        loose=("joined_by",),
    ),
)


def _why_not() -> str | None:
    return manifests.why_unavailable("ppocr-v6")


@operator(
    "optical-character-recognizer",
    title="Optical character recogniser",
    group="Models",
    icon="type",
    aliases=("tesseract-operator",),
    blocks=BLOCKS,
    task="ocr",
    default_model="ppocr-v6",
    heavy=True,
    available=_why_not,
    summary="score over {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.ocr import TextReader
    from runtime.inference.side_by_side import map_side_by_side

    reader = TextReader.of(context.require_model().manifest, context.require_models())

    def read(inputs: Inputs) -> list[Line]:
        return reader.read(inputs.image, min_score=params.min_value, cancel=context.cancel)

    outcomes = []
    for inputs, lines in zip(batch, map_side_by_side(read, batch), strict=True):
        regions = tuple(_region(f"r{number}", line) for number, line in enumerate(lines, 1))
        text = Text(params.joined_by.join(line.text for line in lines))
        outcomes.append(Outputs(Regions(regions, inputs.image.placement), text))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _region(region_id: str, line: Line) -> Region:
    points = tuple((float(x), float(y)) for x, y in line.quad)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Region(
        id=region_id,
        box=Box(top=min(ys), left=min(xs), bottom=max(ys), right=max(xs)),
        concepts=(Concept("text", "text", min(1.0, line.score)),),
        text=line.text,
        polygon=points,
    )
