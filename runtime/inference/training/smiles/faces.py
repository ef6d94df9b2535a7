"""Draws faces from the front, half of them smiling, the same for the same seed."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

SIDE = 48
DRAWN_SIDE = 144
LABELS = ("smiling", "not smiling")

Rng = np.random.Generator
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Faces:
    """Pictures as RGB in 0..1, (faces, 48, 48, 3), and the place of each one's label."""

    pixels: NDArray[np.float32]
    labels: NDArray[np.intp]


def drawn(count: int, seed: int) -> Faces:
    """So many faces, as a face detector cuts them out."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, count)
    pixels = np.stack([_face(rng, smiles=label == 0) for label in labels])
    return Faces(pixels, labels)


def _face(rng: Rng, *, smiles: bool) -> NDArray[np.float32]:
    skin = _mixed(rng, (236, 196, 170), (92, 58, 40))
    backdrop = tuple(int(part) for part in rng.integers(40, 240, 3))
    picture = Image.new("RGB", (DRAWN_SIDE, DRAWN_SIDE), backdrop)
    pen = ImageDraw.Draw(picture)
    middle = (DRAWN_SIDE / 2 + rng.normal(0, 3), DRAWN_SIDE * 0.49 + rng.normal(0, 3))
    size = DRAWN_SIDE * rng.uniform(0.42, 0.5)
    hair = _mixed(rng, (40, 26, 18), (190, 150, 90))
    _oval(pen, middle, size, (0, -0.1), (0.98, 1.24), hair)
    _oval(pen, middle, size, (0, 0), (0.84, 1.08), skin)
    if rng.random() < 0.6:
        _oval(pen, middle, size, (0, -0.95), (0.8, rng.uniform(0.25, 0.4)), hair)
    _eyes(pen, rng, middle, size, hair)
    _nose(pen, rng, middle, size, skin)
    _mouth(pen, rng, middle, size, skin, smiles=smiles)
    return _photographed(rng, picture)


def _mixed(rng: Rng, one: Colour, other: Colour) -> Colour:
    share = float(rng.random())
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _darker(colour: Colour, factor: float) -> Colour:
    red, green, blue = (round(part * factor) for part in colour)
    return red, green, blue


def _oval(
    pen: ImageDraw.ImageDraw,
    middle: tuple[float, float],
    size: float,
    at: tuple[float, float],
    reach: tuple[float, float],
    colour: Colour,
) -> None:
    x, y = middle[0] + at[0] * size, middle[1] + at[1] * size
    wide, tall = reach[0] * size, reach[1] * size
    pen.ellipse((x - wide, y - tall, x + wide, y + tall), fill=colour)


def _eyes(
    pen: ImageDraw.ImageDraw, rng: Rng, middle: tuple[float, float], size: float, hair: Colour
) -> None:
    apart, up, open_ = rng.uniform(0.32, 0.4), rng.uniform(-0.16, -0.06), rng.uniform(0.05, 0.12)
    brow = rng.uniform(-0.42, -0.32)
    for side in (-1, 1):
        _oval(pen, middle, size, (side * apart, up), (0.2, open_), (244, 242, 238))
        _oval(pen, middle, size, (side * apart, up), (0.09, min(0.09, open_)), (50, 36, 28))
        line = [
            (middle[0] + (side * apart + step * 0.12) * size, middle[1] + brow * size)
            for step in (-2, 2)
        ]
        pen.line(line, fill=hair, width=max(2, round(size * rng.uniform(0.04, 0.1))))


def _nose(
    pen: ImageDraw.ImageDraw, rng: Rng, middle: tuple[float, float], size: float, skin: Colour
) -> None:
    low = rng.uniform(0.24, 0.34)
    for side in (-1, 1):
        _oval(pen, middle, size, (side * 0.09, low), (0.05, 0.03), _darker(skin, 0.5))


def _mouth(
    pen: ImageDraw.ImageDraw,
    rng: Rng,
    middle: tuple[float, float],
    size: float,
    skin: Colour,
    *,
    smiles: bool,
) -> None:
    lips = _mixed(rng, (176, 70, 74), _darker(skin, 0.55))
    half, low = rng.uniform(0.28, 0.44), rng.uniform(0.52, 0.66)
    bend = rng.uniform(0.1, 0.22) if smiles else rng.uniform(-0.14, 0.03)
    steps = np.linspace(-1, 1, 13)
    upper = [
        (middle[0] + step * half * size, middle[1] + (low - bend * step * step) * size)
        for step in steps
    ]
    thick = max(2, round(size * rng.uniform(0.04, 0.1)))
    if smiles and rng.random() < 0.6:
        open_ = rng.uniform(0.1, 0.22)
        lower = [
            (x, y + open_ * size * (1 - step * step))
            for (x, y), step in zip(upper, steps, strict=True)
        ]
        teeth = (250, 248, 244) if rng.random() < 0.75 else _darker(lips, 0.4)
        pen.polygon([*upper, *reversed(lower)], fill=teeth)
        pen.line(lower, fill=lips, width=thick)
    elif not smiles and rng.random() < 0.25:
        _oval(
            pen, middle, size, (0, low), (half * 0.5, rng.uniform(0.06, 0.16)), _darker(lips, 0.4)
        )
    pen.line(upper, fill=lips, width=thick)


def _photographed(rng: Rng, picture: Image.Image) -> NDArray[np.float32]:
    """Turned a little, lit from one side, soft, noisy, and as small as the network sees it."""
    turned = picture.rotate(
        rng.uniform(-6, 6), Image.Resampling.BILINEAR, fillcolor=(128, 128, 128)
    )
    soft = turned.filter(ImageFilter.GaussianBlur(rng.uniform(0, 2.2)))
    pixels = np.asarray(soft, np.float32) / 255
    pixels = np.asarray(cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32)
    slope = np.linspace(rng.uniform(0.7, 1), rng.uniform(0.7, 1), SIDE, dtype=np.float32)
    pixels = pixels * slope[None, :, None] * np.float32(rng.uniform(0.8, 1.15))
    pixels += rng.normal(0, rng.uniform(0, 0.04), pixels.shape).astype(np.float32)
    return np.asarray(np.clip(pixels, 0, 1), np.float32)
