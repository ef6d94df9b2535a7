"""A picture and what every pixel of it is, drawn upon together, and the colours for it."""

import numpy as np
from PIL import Image, ImageDraw

from runtime.inference.training.plates.drawing import Rng

SKY, BUILDING, PLANTS, ROAD, CAR = range(5)
SIZE = (384, 240)
Colour = tuple[int, int, int]
Points = list[tuple[float, float]]


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
