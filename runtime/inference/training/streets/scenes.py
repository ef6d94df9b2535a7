"""Draws street scenes and, beside each, what every pixel is; the same for the same seed."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from runtime.inference.training.plates.drawing import Rng, between, chance

LABELS = ("sky", "building", "plants", "road", "car")
SKY, BUILDING, PLANTS, ROAD, CAR = range(5)
SIZE = (384, 240)
Colour = tuple[int, int, int]
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Scene:
    """An RGB picture, uint8 [H, W, 3], and the number of each pixel's label, uint8 [H, W]."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.uint8]


class Sheet:
    """A picture and its labels, drawn upon together."""

    def __init__(self, rng: Rng) -> None:
        self.rng = rng
        self.picture = Image.new("RGB", SIZE)
        self.labels = Image.new("L", SIZE, SKY)
        self._colour, self._label = ImageDraw.Draw(self.picture), ImageDraw.Draw(self.labels)

    def box(self, place: tuple[float, ...], paint: Colour, label: int, radius: float = 0) -> None:
        """A rectangle, its corners rounded."""
        if place[2] - place[0] < 1 or place[3] - place[1] < 1:
            return
        self._colour.rounded_rectangle(place, radius, fill=paint)
        self._label.rounded_rectangle(place, radius, fill=label)

    def shape(self, points: Points, paint: Colour, label: int) -> None:
        """A polygon."""
        self._colour.polygon(points, fill=paint)
        self._label.polygon(points, fill=label)

    def disc(self, place: tuple[float, ...], paint: Colour, label: int) -> None:
        """An ellipse."""
        self._colour.ellipse(place, fill=paint)
        self._label.ellipse(place, fill=label)

    def fade(self, top: float, bottom: float, colours: tuple[Colour, Colour], label: int) -> None:
        """A band across the whole width, from one colour to the other."""
        for row in range(max(0, int(top)), min(SIZE[1], int(bottom))):
            share = (row - top) / max(1, bottom - top)
            self.box((0, row, SIZE[0], row + 1), mix(colours[0], colours[1], share), label)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )  # fmt: skip
    return red, green, blue


def near(rng: Rng, colour: Colour, spread: float = 18) -> Colour:
    """A colour like this one."""
    red, green, blue = (int(np.clip(value + rng.normal(0, spread), 0, 255)) for value in colour)
    return red, green, blue


def shade(colour: Colour, factor: float) -> Colour:
    """Darker or lighter."""
    red, green, blue = (int(np.clip(value * factor, 0, 255)) for value in colour)
    return red, green, blue


def draw_scene(seed: int) -> Scene:
    """The scene of this seed."""
    from runtime.inference.training.streets import parts

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
