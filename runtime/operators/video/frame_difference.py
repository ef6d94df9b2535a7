"""Finds what moved since the frame before.

Each frame is compared with the last one; where it changed by more than `threshold` steps of
brightness, something moved. `share` says how much of the picture that is, `moved` whether it is
more than `min_share`, and each region is one place of movement. In a still hall with one person
who walks by, `moved` is yes only while the person is in sight: *Continue if* then keeps those
frames. The first frame has nothing to be compared with and counts as still.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.arrays import array_as_json, array_from_json
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Box, Image, Number, Region, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_WIDTH = 480
"""Frames are compared at this width: fine enough to see a person, coarse enough to miss noise."""


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The frames of a video."})


@dataclass(frozen=True)
class Outputs:
    moved: Boolean = field(metadata={"help": "Whether more than the least share moved."})
    share: Number = field(metadata={"help": "The share of the picture that changed, 0 to 1."})
    regions: Regions = field(metadata={"help": "The places that moved, largest first."})


class Params(OperatorParams):
    threshold: int = Field(
        default=25, ge=1, le=255,
        description="Steps of brightness, of 255, by which a point has to change.",
    )  # fmt: skip
    min_share: float = Field(
        default=0.002, ge=0, le=1, title="Least share",
        description="The share of the picture that has to change to count as movement.",
    )  # fmt: skip
    min_region: float = Field(
        default=0.001, ge=0, le=1, title="Least region",
        description="Smaller places of movement are left out, as a share of the picture.",
    )  # fmt: skip


@dataclass
class _Last:
    """The frame before, small and grey."""

    frame: Any = None

    def as_json(self) -> Any:
        """For the next call of a session."""
        return array_as_json(self.frame) if self.frame is not None else None

    def from_json(self, stored: Any) -> None:
        """Compare on."""
        self.frame = array_from_json(stored) if stored is not None else None


@operator(
    "frame-difference",
    title="Frame difference",
    group="Video",
    icon="activity",
    keeps_state=True,
    heavy=True,
    summary="over {threshold} steps",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.media.per_picture import per_picture

    numbered = list(enumerate(batch))
    return per_picture(
        numbered, context, lambda item: _compare(item[1].image, item[0], params, context)
    )


def _compare(image: Image, index: int, params: Params, context: Context) -> Outputs:
    last = context.of_stream(context.place(index), _Last)
    now = _small_grey(image)
    before, last.frame = last.frame, now
    if before is None or before.shape != now.shape:
        return Outputs(Boolean(value=False), Number(0), Regions((), image.placement))
    changed, share = _changed(before, now, params.threshold)
    return Outputs(
        Boolean(share > params.min_share),
        Number(share),
        Regions(_places(changed, params.min_region), image.placement),
    )


def _small_grey(image: Image) -> Any:
    import cv2

    height = max(1, round(image.height * _LOOK_WIDTH / image.width))
    small = cv2.resize(image.pixels, (_LOOK_WIDTH, height), interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (5, 5), 0)


def _changed(before: Any, now: Any, threshold: int) -> tuple[Any, float]:
    import cv2
    import numpy as np

    mask = (cv2.absdiff(before, now) > threshold).astype(np.uint8)
    share = float(mask.mean())
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), share


def _places(changed: Any, least: float) -> tuple[Region, ...]:
    import cv2

    height, width = changed.shape
    outlines, _ = cv2.findContours(changed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = sorted(map(cv2.boundingRect, outlines), key=lambda box: -box[2] * box[3])
    return tuple(
        Region(f"m{index}", Box(y / height, x / width, (y + h) / height, (x + w) / width))
        for index, (x, y, w, h) in enumerate(boxes, 1)
        if w * h >= least * width * height
    )
