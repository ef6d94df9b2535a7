"""Hand-written digits as pictures: those to learn from, bent a little, and those held out."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

SIDE = 32
HELD_OUT_SHARE = 0.25
SEED = 11


@dataclass(frozen=True)
class Digits:
    """Ink per pixel in 0..1, (pictures, 32, 32), and which digit each is."""

    ink: NDArray[np.float32]
    digits: NDArray[np.intp]


def split() -> tuple[Digits, Digits]:
    """The collection's 1,797 digits, three quarters to learn from and one to measure."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    found = load_digits()
    ink = np.stack([_enlarged(item) for item in found.images])
    learn, held, learn_digits, held_digits = train_test_split(
        ink, found.target, test_size=HELD_OUT_SHARE, random_state=SEED, stratify=found.target
    )
    return Digits(learn, learn_digits), Digits(held, held_digits)


def bent(digits: Digits, copies: int, seed: int) -> Digits:
    """Copies that are turned, shifted, scaled and made bolder or thinner by chance."""
    rng = np.random.default_rng(seed)
    ink = [_bend(item, rng) for item in digits.ink for _ in range(copies)]
    return Digits(np.stack(ink), np.repeat(digits.digits, copies))


def printed() -> Digits:
    """The ten digits as Pillow's own font has them."""
    ink = []
    for digit in range(10):
        canvas = Image.new("L", (SIDE * 4, SIDE * 4), 0)
        pen = ImageDraw.Draw(canvas)
        font = ImageFont.load_default(SIDE * 4)
        pen.text((SIDE * 2, SIDE * 2), str(digit), fill=255, font=font, anchor="mm")
        ink.append(np.asarray(canvas.resize((SIDE, SIDE)), np.float32) / 255)
    return Digits(np.stack(ink), np.arange(10))


def as_pictures(digits: Digits, side: int = 96) -> list[NDArray[np.uint8]]:
    """Black on white, in colour, as a person would send them."""
    pictures = []
    for ink in digits.ink:
        large = cv2.resize(ink, (side, side), interpolation=cv2.INTER_LINEAR)
        grey = np.rint(255 * (1 - np.clip(large, 0, 1))).astype(np.uint8)
        pictures.append(np.repeat(grey[:, :, None], 3, axis=2))
    return pictures


def _enlarged(cells: NDArray[np.float64]) -> NDArray[np.float32]:
    """The collection counts inked pixels of 4 x 4 fields: 16 is full."""
    full = np.asarray(cells / 16, np.float32)
    large = cv2.resize(full, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.float32)


def _bend(ink: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    turned = cv2.getRotationMatrix2D(
        (SIDE / 2 - 0.5, SIDE / 2 - 0.5), rng.uniform(-12, 12), rng.uniform(0.8, 1.15)
    )
    matrix = np.asarray(turned, np.float64)
    matrix[:, :2] *= 1 + rng.uniform(-0.12, 0.12, (1, 2))
    matrix[:, 2] += rng.uniform(-3, 3, 2)
    moved = cv2.warpAffine(ink, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    bold = np.clip(moved * rng.uniform(0.7, 1.5), 0, 1) ** rng.uniform(0.7, 1.4)
    return np.asarray(bold, np.float32)
