"""Keeps the last frames of a video as small JPEG files, the newest first.

Good for asking a model about what just happened. Each frame is made to fit `width` and `height`,
never larger, and told as base64 text. `clear` empties the stack before the frame is put on it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, List, Number, String
from runtime.query.kept import KeptValues

if TYPE_CHECKING:
    from collections.abc import Sequence

QUALITY = 75
MOST_FRAMES = 64


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The frame."})


@dataclass(frozen=True)
class Outputs:
    frames: List = field(metadata={"help": "The frames as base64 of JPEG, the newest first."})
    count: Number = field(metadata={"help": "How many there are."})


class Params(OperatorParams):
    size: int = Field(default=10, ge=1, le=MOST_FRAMES, description="How many frames are kept.")
    width: int = Field(
        default=1920, ge=64, le=1920, description="The most pixels across.",
        json_schema_extra={"widget": "pixels"},
    )  # fmt: skip
    height: int = Field(
        default=1080, ge=64, le=1080, description="The most pixels down.",
        json_schema_extra={"widget": "pixels"},
    )  # fmt: skip
    clear: bool = Field(default=False, description="Whether the stack is emptied first.")


@operator(
    "image-stack",
    title="Image stack",
    group="Video",
    icon="layers-2",
    keeps_state=True,
    heavy=True,
    summary="last {size}",
    blocks=(
        Block(
            "roboflow_core/image_stack@v1",
            {
                "image": Wire("image"),
                "stack_size": Setting("size"),
                "resolution_width": Setting("width"),
                "resolution_height": Setting("height"),
                "clear": Setting("clear"),
            },
            {
                "frames": Out("frames", ("list_of_values",)),
                "frames_count": Out("count", ("integer",)),
            },
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        kept = context.of_stream(context.place(index), KeptValues)
        if params.clear:
            kept.values.clear()
        number = max(kept.values, default=-1) + 1
        kept.put(number, String(_small(inputs.image, params)), params.size)
        frames = [
            frame.value for frame in reversed(kept.values.values()) if isinstance(frame, String)
        ]
        outcomes.append(Outputs(List(tuple(frames)), Number(len(frames))))
    return outcomes


def _small(image: Image, params: Params) -> str:
    import cv2
    import numpy as np

    from runtime.media.encode import encode_jpeg

    scale = min(params.width / image.width, params.height / image.height)
    if scale < 1:
        size = max(1, int(image.width * scale)), max(1, int(image.height * scale))
        pixels = cv2.resize(image.pixels, size, interpolation=cv2.INTER_AREA)
        image = Image(pixels.astype(np.uint8, copy=False))
    return base64.b64encode(encode_jpeg(image, QUALITY)).decode()
