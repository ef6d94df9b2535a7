"""The lines of text: where they are, cut out straight, turned upright, and read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import cv2
import numpy as np

from runtime.inference.decoders import ctc, db_text, orientation
from runtime.inference.preprocess import fit, line_batch, line_width, to_tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model
    from runtime.contracts.values import Image

READABLE_SHORT_SIDE = 96
"""Pictures with a shorter side are enlarged towards it, at most by `MAX_ENLARGEMENT`."""
MAX_ENLARGEMENT = 2.0
MARGIN_PIXELS = 8
"""Border round the picture, so that lines touching its edge are found whole."""

TALL = 1.5
"""A line at least this much taller than wide is read bottom to top."""

WIDTH_STEP = 32
MIN_WIDTH = 192
"""Narrower lines are padded: on plate crops 192 reads 1 to 2 in 100 more than 96."""
MAX_WIDTH = 3_200
BATCH_ON_CPU = 4
BATCH_ON_GPU = 64
ORIENTATION_BATCH = 32


@dataclass(frozen=True)
class FoundLines:
    """Quads (n, 4, 2) as TL TR BR BL in 0..1 of the picture, in reading order, with scores."""

    quads: NDArray[np.float32]
    scores: NDArray[np.float32]


def find(
    model: Model, image: Image, *, min_score: float | None = None, cancel: CancelToken | None = None
) -> FoundLines:
    """Find the lines of one picture with a model of the task `text-detect`."""
    card = model.manifest
    recipe, levels = card.preprocess, card.thresholds
    stride = int(recipe["stride"])
    scale = _detection_scale(image, int(recipe["longest"]))
    canvas, placed = fit(image.pixels, scale, stride, margin=MARGIN_PIXELS)
    tensor = to_tensor(canvas[:, :, ::-1], recipe["mean"], recipe["spread"])[None]
    outputs = model.run({str(recipe["input"]): tensor}, cancel)
    quads, scores = db_text.decode(
        outputs[0][0, 0],
        pixel=levels["pixel"],
        score=levels["score"] if min_score is None else min_score,
        unclip=levels["unclip"],
    )
    return FoundLines(placed.to_picture(quads), scores)


def cut(image: Image, quads: NDArray[np.float32]) -> list[NDArray[np.uint8]]:
    """Each quad as a straight picture; a tall one is laid on its side."""
    size = np.array([image.width, image.height], np.float32)
    return [_cut_one(image.pixels, quad * size) for quad in quads]


def turned(
    model: Model, lines: Sequence[NDArray[np.uint8]], cancel: CancelToken | None = None
) -> NDArray[np.float32]:
    """The probability, per line, that it is upside down; a model of the task `text-orient`."""
    recipe = model.manifest.preprocess
    height, width = int(recipe["height"]), int(recipe["width"])
    answers = [np.zeros(0, np.float32)]
    for start in range(0, len(lines), ORIENTATION_BATCH):
        part = lines[start : start + ORIENTATION_BATCH]
        batch = line_batch(part, height, width, recipe["mean"], recipe["spread"])
        answers.append(orientation.decode(model.run({str(recipe["input"]): batch}, cancel)[0]))
    return np.concatenate(answers)


def recognise(
    model: Model, lines: Sequence[NDArray[np.uint8]], cancel: CancelToken | None = None
) -> list[tuple[str, float]]:
    """Text and score of each line, in order; a model of the task `text-recognize`.

    Lines of like width share a batch: padding mixed widths to one costs 1.8 times the time.
    """
    recipe = model.manifest.preprocess
    height = int(recipe["height"])
    characters = ctc.alphabet(model.metadata["character"])
    widths = [_bucket(line_width(line, height)) for line in lines]
    on_cpu = model.provider == "CPUExecutionProvider"
    most = BATCH_ON_CPU if on_cpu else BATCH_ON_GPU
    results: dict[int, tuple[str, float]] = {}
    by_width = sorted(range(len(lines)), key=widths.__getitem__)
    for width, group in groupby(by_width, key=widths.__getitem__):
        members = list(group)
        for start in range(0, len(members), most):
            part = members[start : start + most]
            batch = line_batch(
                [lines[i] for i in part], height, width, recipe["mean"], recipe["spread"]
            )
            output = model.run({str(recipe["input"]): batch}, cancel)[0]
            results.update(zip(part, ctc.decode(output, characters), strict=True))
    return [results[i] for i in range(len(lines))]


def upside_down(line: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The line turned by 180 degrees."""
    return line[::-1, ::-1]


def _detection_scale(image: Image, longest: int) -> float:
    shrink = longest / max(image.width, image.height)
    enlarge = min(MAX_ENLARGEMENT, READABLE_SHORT_SIDE / min(image.width, image.height))
    return min(shrink, max(1.0, enlarge))


def _cut_one(pixels: NDArray[np.uint8], quad: NDArray[np.float32]) -> NDArray[np.uint8]:
    sides = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    width, height = max(1, round(max(sides[0], sides[2]))), max(1, round(max(sides[1], sides[3])))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    line = cv2.warpPerspective(
        pixels,
        cv2.getPerspectiveTransform(np.ascontiguousarray(quad, np.float32), corners),
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    straight = np.asarray(line, np.uint8)
    return np.rot90(straight) if height >= TALL * width else straight


def _bucket(width: int) -> int:
    return min(MAX_WIDTH, max(MIN_WIDTH, -(-width // WIDTH_STEP) * WIDTH_STEP))
