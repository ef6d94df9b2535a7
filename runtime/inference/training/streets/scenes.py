"""Draws street scenes and, beside each, what every pixel is; the same for the same seed."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from runtime.inference.training.plates.drawing import Rng, between, chance
from runtime.inference.training.streets import parts
from runtime.inference.training.streets.sheet import SIZE, Sheet

LABELS = ("sky", "building", "plants", "road", "car")


@dataclass(frozen=True)
class Scene:
    """An RGB picture, uint8 [H, W, 3], and the number of each pixel's label, uint8 [H, W]."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.uint8]


def draw_scene(seed: int) -> Scene:
    """The scene of this seed."""
    rng = np.random.default_rng(seed)
    sheet = Sheet(rng)
    night = chance(rng, 0.22)
    ground = between(rng, 0.55, 0.78) * SIZE[1]
    parts.sky(sheet, ground, night=night)
    parts.hills(sheet, ground)
    parts.houses(sheet, ground, night=night)
    parts.street(sheet, ground)
    parts.greens(sheet, ground)
    parts.cars(sheet, ground)
    return Scene(_finished(rng, sheet.picture, night=night), np.array(sheet.labels, np.uint8))


def _finished(rng: Rng, picture: Image.Image, *, night: bool) -> NDArray[np.uint8]:
    """Light, lens and sensor."""
    if chance(rng, 0.5):
        picture = picture.filter(ImageFilter.GaussianBlur(between(rng, 0.3, 1.0)))
    light = between(rng, 0.4, 0.75) if night else between(rng, 0.8, 1.15)
    slope = np.linspace(between(rng, 0.85, 1.1), between(rng, 0.85, 1.1), picture.width)
    cast = light * rng.uniform(0.92, 1.08, 3)
    values = np.asarray(picture, np.float32) * cast * slope[None, :, None]
    values += rng.normal(0, between(rng, 0.5, 6), values.shape)
    if night and chance(rng, 0.6):
        x, y = between(rng, 0, SIZE[0]), between(rng, 0.2, 0.8) * SIZE[1]
        rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
        glow = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / between(rng, 300, 1500))
        values += glow[:, :, None] * np.array([90, 80, 50]) * math.pi / 3
    return np.clip(values, 0, 255).astype(np.uint8)
