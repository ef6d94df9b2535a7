"""Text read with the reader's two files alone: upright lines, found and read in simple steps."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from PIL import Image

LONGEST, STEP, HEIGHT, WIDTH = 960, 32, 48, 320
PIXEL, SCORE, GROWTH = 0.3, 0.5, 1.6


@cache
def session(name):
    """A file of the package that carries the reader; its code is not used."""
    [folder] = find_spec("rapidocr").submodule_search_locations
    path = Path(folder, "models", f"PP-OCRv6_{name}_small.onnx")
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def ask(name, pixels, least=0):
    """The first output; these models see blue first, from -1 to 1, and grey beyond the picture."""
    tensor = pixels[..., ::-1].astype(np.float32) / 127.5 - 1
    tensor = np.pad(tensor, ((0, 0), (0, max(0, least - tensor.shape[1])), (0, 0)))
    opened = session(name)
    return opened.run(None, {opened.get_inputs()[0].name: tensor.transpose(2, 0, 1)[None]})[0][0]


def sized(pixels, width, height):
    """The picture at another size."""
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR))


def lines(pixels):
    """Boxes of text as left, top, right and bottom, from the top, in a line from the left."""
    high, wide = pixels.shape[:2]
    scale = min(1.0, LONGEST / max(high, wide))
    across, down = (max(STEP, round(side * scale / STEP) * STEP) for side in (wide, high))
    heat = ask("det", sized(pixels, across, down))[0]
    count, pieces, about, _ = cv2.connectedComponentsWithStats((heat > PIXEL).astype(np.uint8))
    found = []
    for number in range(1, count):
        left, top, width, height = (int(value) for value in about[number][:4])
        if min(width, height) < 3 or heat[pieces == number].mean() < SCORE:
            continue
        grown = width * height * GROWTH / (width + height) / 2
        edges = np.array([left - grown, top - grown, left + width + grown, top + height + grown])
        found.append(edges * [wide / across, high / down, wide / across, high / down])
    rows = []
    for box in sorted(found, key=lambda box: box[1] + box[3]):
        last = rows[-1][0] if rows else None
        if last is not None and (box[1] + box[3]) / 2 < (last[1] + last[3]) / 2 + (
            min(box[3] - box[1], last[3] - last[1]) / 2
        ):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: box[0])]


def text_of(pixels, box):
    """What stands in a box: the best sign of each step, repeats and blanks left out."""
    left, top, right, bottom = (max(0, round(value)) for value in box)
    part = pixels[top:bottom, left:right]
    small = sized(part, round(part.shape[1] * HEIGHT / part.shape[0]), HEIGHT)
    shares = ask("rec", small, WIDTH)
    signs = ["", *session("rec").get_modelmeta().custom_metadata_map["character"].split("\n"), " "]
    best = shares.argmax(axis=1)
    kept = [at for at, one in enumerate(best) if one and (at == 0 or one != best[at - 1])]
    score = np.mean([shares[at, best[at]] for at in kept]) if kept else 0
    return "".join(signs[best[at]] for at in kept) if score >= SCORE else ""


def read(pixels):
    """All lines, with a space between two."""
    return " ".join(text for box in lines(pixels) if (text := text_of(pixels, box).strip()))
