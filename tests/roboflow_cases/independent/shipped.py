"""The models that Weft ships, asked with onnxruntime and NumPy alone: the file in, numbers out."""

from __future__ import annotations

from functools import cache

import numpy as np
import onnxruntime
from PIL import Image

from tests.servers import ROOT

WEIGHTS = ROOT / "runtime" / "inference" / "weights"
DIGITS = [str(number) for number in range(10)]
STREET = ["sky", "building", "plants", "road", "car"]
CANVAS, STEP, GREY = 640, 32, 114


@cache
def session(name):
    """A model file, opened on the processor."""
    return onnxruntime.InferenceSession(WEIGHTS / name, providers=["CPUExecutionProvider"])


def ask(name, canvas):
    """The first output for one picture of 0..255, its axis of batches taken away."""
    tensor = (canvas.astype(np.float32) / 255).transpose(2, 0, 1)[None]
    opened = session(name)
    return opened.run(None, {opened.get_inputs()[0].name: tensor})[0][0]


def shrunk(pixels, width, height):
    """Each new pixel is the mean of the area that it covers, rounded."""
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BOX))


def plate_boxes(pixels, *, least, overlap=0.3):
    """Score, left, top, right and bottom of each plate, best first.

    The picture lies in the middle of a grey canvas whose longest side is 640 and whose sides are
    multiples of 32; the answer has a column for each place: centre, size and score.
    """
    high, wide = pixels.shape[:2]
    scale = CANVAS / max(high, wide)
    small = shrunk(pixels, round(wide * scale), round(high * scale))
    sides = [-(-side // STEP) * STEP for side in small.shape[:2]]
    top, left = ((side - own) // 2 for side, own in zip(sides, small.shape[:2], strict=True))
    canvas = np.full((*sides, 3), GREY, np.uint8)
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small
    found = []
    for x, y, width, height, score in sorted(ask("plates.onnx", canvas).T, key=lambda row: -row[4]):
        if score < least:
            break
        box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
        if all(shared(box, other) <= overlap for _, other in found):
            found.append((score, box))
    return [
        (float(score), *(
            float(np.clip((place - margin) / scale, 0, side))
            for place, margin, side in zip(
                box, (left, top, left, top), (wide, high, wide, high), strict=True
            )
        ))
        for score, box in found
    ]  # fmt: skip


def shared(one, other):
    """The intersection of two boxes over their union."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    both = max(0, wide) * max(0, high)
    areas = [(right - left) * (bottom - top) for left, top, right, bottom in (one, other)]
    return both / (sum(areas) - both)


def digit_scores(pixels):
    """One share for each digit, whose sum is one."""
    return ask("digits.onnx", shrunk(pixels, 32, 32))


def embedding(pixels):
    """256 numbers of length one."""
    vector = ask("classic-embedder.onnx", shrunk(pixels, 96, 96)).ravel()
    return vector / np.linalg.norm(vector)


def street_classes(pixels):
    """The number of the class of each pixel: of the five maps, enlarged, the one on top."""
    high, wide = pixels.shape[:2]
    maps = ask("street-scenes.onnx", shrunk(pixels, 256, 160))
    enlarged = [
        np.asarray(Image.fromarray(one).resize((wide, high), Image.Resampling.BILINEAR))
        for one in maps
    ]
    return np.argmax(enlarged, axis=0)
