"""Shows where a picture changes fast, and gives one number for how sharp it is.

For each pixel the steeper of two steps, to the right and down, is squared (Brenner's measure); the
new picture shows these, brightest where focus is best, with their mean written on it. Turn the
focus ring until the number is largest. *Camera focus* shows more on the picture itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.blocks import Block, Out, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "How sharp each place is, in grey, with the number."})
    focus_measure: Number = field(metadata={"help": "How sharp, from 0 up."})


class Params(OperatorParams):
    pass


@operator(
    "focus-map",
    title="Focus map",
    group="Measure",
    icon="focus",
    blocks=(
        Block(
            "roboflow_core/camera_focus@v1",
            fields={"image": Wire("image", also=("images",))},
            outputs={"image": "image", "focus_measure": Out("focus_measure", ("float",))},
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image))


_APART = 2
"""Pixels between two that are compared."""


def _outputs(image: Image) -> Outputs:
    import numpy as np

    from runtime.media.opencv import cv2

    gray = np.asarray(cv2.cvtColor(image.pixels, cv2.COLOR_RGB2GRAY), np.int32)
    steps = np.zeros_like(gray)
    steps[:, :-_APART] = np.maximum(gray[:, _APART:] - gray[:, :-_APART], 0)
    steps[:-_APART] = np.maximum(steps[:-_APART], gray[_APART:] - gray[:-_APART])
    squares = steps * steps
    value = float(squares.mean())
    shown = np.asarray(squares / max(1, int(squares.max())) * 255, np.uint8)
    told = f"Focus value: {value:.2f}"
    cv2.putText(shown, told, (10, 30), cv2.FONT_HERSHEY_SIMPLEX, 1, (255,), 2)
    new = np.asarray(cv2.cvtColor(shown, cv2.COLOR_GRAY2RGB), np.uint8)
    return Outputs(image.with_pixels(new), Number(value))
