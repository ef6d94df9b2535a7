"""Windows of drawn scenes, as the segmenter is trained on them; the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from runtime.inference.training.plate_shapes.scenes import (
    LARGE_STYLE,
    NEAR_STYLE,
    STYLE,
    draw_scene,
)
from runtime.inference.training.plates.drawing import between, whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRIDE = 32
"""Sides of a picture are multiples of this."""
CELL = 2
"""Pixels of the picture a side of a cell of the answer has."""
MEAN, SPREAD = 0.5, 0.25
"""What the card takes off the colours, and by what it divides them."""
SIZE = (320, 256)
SCENE_WIDTHS = (330, 440)
"""A scene is scaled to a width between these; the card scales it to 384."""
STYLES = (STYLE, NEAR_STYLE, STYLE, NEAR_STYLE, STYLE, LARGE_STYLE)


@dataclass(frozen=True)
class Window:
    """Pixels uint8 [H, W, 3], and each cell's share of plate in 255ths, uint8 [H/2, W/2]."""

    pixels: NDArray[np.uint8]
    cells: NDArray[np.uint8]

    @property
    def bare(self) -> bool:
        """Whether no plate is in it."""
        return not self.cells.any()


def draw_window(seed: int) -> Window:
    """A window of the scene of this seed, scaled as the card scales pictures, more or less."""
    scene = draw_scene(seed, STYLES[seed // 2 % len(STYLES)])
    rng = np.random.default_rng((seed, 1))
    high, wide = scene.plate.shape
    scale = between(rng, *SCENE_WIDTHS) / wide
    size = round(wide * scale), round(high * scale)
    left, top = whole(rng, 0, size[0] - SIZE[0]), whole(rng, 0, size[1] - SIZE[1])
    place = left, top, left + SIZE[0], top + SIZE[1]
    pixels = Image.fromarray(scene.pixels).resize(size, Image.Resampling.BILINEAR).crop(place)
    shares = Image.fromarray((scene.plate * 255).astype(np.uint8))
    shares = shares.resize(size, Image.Resampling.BILINEAR).crop(place)
    cells = shares.resize((SIZE[0] // CELL, SIZE[1] // CELL), Image.Resampling.BOX)
    return Window(np.asarray(pixels), np.asarray(cells))
