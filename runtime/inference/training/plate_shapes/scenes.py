"""Streets with plates, and beside each picture which pixels are a plate's; the same per seed.

The cars and plates are those of the detector's training. Behind them stands a street of that
training or, as often, one of the street segmenter's, whose windows, doors and walls are what a
plate is most easily taken for; boards with dark letters on white or yellow hang there too.
"""

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from runtime.inference.training.plates import scenes as cars
from runtime.inference.training.plates.backdrops import street as plain_street
from runtime.inference.training.plates.drawing import (
    Rng,
    any_colour,
    between,
    chance,
    fit_text,
    phrase,
    pick,
    whole,
)
from runtime.inference.training.plates.plate_art import TRAINING_SCHEMES
from runtime.inference.training.streets import parts
from runtime.inference.training.streets.sheet import SIZE as STREET_SIZE
from runtime.inference.training.streets.sheet import Sheet

STYLE = dataclasses.replace(cars.TRAINING_STYLE, page_share=0.12)
NEAR_STYLE = dataclasses.replace(STYLE, size=(448, 352), plate_width=(31, 378))
LARGE_STYLE = dataclasses.replace(STYLE, size=(640, 512), plate_width=(44, 540))
FINE = 4
"""A side of a pixel is parted so often to tell which share of it a plate covers."""


@dataclass(frozen=True)
class Scene:
    """An RGB picture, uint8 [H, W, 3], and each pixel's share of plate in 0..1, [H, W]."""

    pixels: NDArray[np.uint8]
    plate: NDArray[np.float32]


def draw_scene(seed: int, style: cars.Style = STYLE) -> Scene:
    """The scene of this seed; every second one has houses, windows and boards."""
    drawn = cars.draw_scene(seed, style, house_street if seed % 2 else plain_street)
    high, wide = drawn.pixels.shape[:2]
    fine = Image.new("L", (wide * FINE, high * FINE))
    draw = ImageDraw.Draw(fine)
    for plate in drawn.plates:
        draw.polygon([(x * FINE - 0.5, y * FINE - 0.5) for x, y in plate.corners], fill=255)
    share = np.asarray(fine.resize((wide, high), Image.Resampling.BOX), np.float32) / np.float32(
        255
    )
    return Scene(drawn.pixels, share)


def house_street(rng: Rng, size: tuple[int, int]) -> Image.Image:
    """A row of houses by day or night, without cars; boards hang on their walls."""
    sheet = Sheet(rng)
    night = chance(rng, 0.15)
    ground = between(rng, 0.45, 0.78) * STREET_SIZE[1]
    parts.sky(sheet, ground, night=night)
    parts.hills(sheet, ground)
    parts.houses(sheet, ground, night=night)
    parts.street(sheet, ground)
    parts.greens(sheet, ground)
    picture = sheet.picture.resize(size, Image.Resampling.BILINEAR)
    draw = ImageDraw.Draw(picture)
    for _ in range(whole(rng, 0, 4)):
        _board(draw, rng, size, ground / STREET_SIZE[1] * size[1])
    return picture


def _board(draw: ImageDraw.ImageDraw, rng: Rng, size: tuple[int, int], ground: float) -> None:
    """A name over a shop or on a wall, in a plate's colours as often as not; or a bare pane."""
    wide = between(rng, 0.06, 0.4) * size[0]
    high = wide * between(rng, 0.12, 0.5)
    left, top = between(rng, -0.05, 0.95) * size[0], between(rng, 0.1, 0.95) * (ground - high)
    scheme = pick(rng, TRAINING_SCHEMES)
    ground_paint = scheme.ground if chance(rng, 0.5) else any_colour(rng)
    draw.rectangle((left, top, left + wide, top + high), fill=ground_paint,
                   outline=any_colour(rng, 0, 120))  # fmt: skip
    if chance(rng, 0.25):
        middle = left + wide / 2
        draw.line((middle, top, middle, top + high), fill=any_colour(rng, 0, 160), width=2)
        return
    text = phrase(rng, whole(rng, 1, 3))
    place = (left + wide * 0.05, top + high * 0.12, left + wide * 0.95, top + high * 0.88)
    fit_text(draw, text, place, pick(rng, cars.LETTERING), scheme.ink)
