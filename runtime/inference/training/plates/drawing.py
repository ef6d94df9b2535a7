"""Small drawing words shared by the scene generator: colours, fonts, random text."""

import string
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar, cast

import numpy as np
from PIL import ImageDraw, ImageFont

Colour = tuple[int, int, int]
Rng = np.random.Generator
Font = ImageFont.FreeTypeFont
T = TypeVar("T")

MIN_FONT_PX = 4
FALLBACK_FAMILY = "default"
FAMILIES = (
    FALLBACK_FAMILY,
    "DejaVuSans-Bold.ttf",
    "DejaVuSansCondensed-Bold.ttf",
    "DejaVuSansMono-Bold.ttf",
)
SERIF_FAMILIES = ("DejaVuSerif-Bold.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf")

# fmt: off
SYLLABLES = (
    "ba", "be", "bo", "ca", "co", "da", "de", "di", "do", "fa", "fi", "ga", "go", "ha", "he",
    "ho", "in", "ka", "la", "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "no", "on",
    "pa", "pe", "po", "ra", "re", "ri", "ro", "sa", "se", "si", "so", "ta", "te", "ti", "to",
    "tra", "un", "va", "ve", "vi", "wa", "we", "win", "ya", "zo", "ing", "er", "st",
)
# fmt: on


@lru_cache(maxsize=512)
def load_font(family: str, size_px: int) -> Font:
    """The named family, or Pillow's own scalable font where the machine lacks it."""
    size_px = max(size_px, MIN_FONT_PX)
    if family != FALLBACK_FAMILY:
        try:
            return ImageFont.truetype(family, size_px)
        except OSError:
            pass
    return cast("Font", ImageFont.load_default(size=size_px))


def chance(rng: Rng, probability: float) -> bool:
    """True with the given probability."""
    return bool(rng.random() < probability)


def between(rng: Rng, low: float, high: float) -> float:
    """A uniform number in the range."""
    return float(rng.uniform(low, high))


def whole(rng: Rng, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return int(rng.integers(low, high + 1))


def pick(rng: Rng, options: Sequence[T]) -> T:
    """One of the options."""
    return options[int(rng.integers(len(options)))]


def any_colour(rng: Rng, low: int = 0, high: int = 255) -> Colour:
    """A colour with each channel in the range."""
    red, green, blue = (int(value) for value in rng.integers(low, high + 1, 3))
    return red, green, blue


def shade(colour: Colour, factor: float) -> Colour:
    """The colour made darker (below 1) or lighter (above 1)."""
    red, green, blue = (int(min(255, max(0, channel * factor))) for channel in colour)
    return red, green, blue


def contrasting(rng: Rng, colour: Colour) -> Colour:
    """Dark ink for a light ground, light ink for a dark one."""
    luminance = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    return any_colour(rng, 0, 70) if luminance > 125 else any_colour(rng, 195, 255)


def letters(rng: Rng, count: int) -> str:
    """Capital letters."""
    return "".join(pick(rng, list(string.ascii_uppercase)) for _ in range(count))


def digits(rng: Rng, count: int) -> str:
    """Decimal digits."""
    return "".join(str(whole(rng, 0, 9)) for _ in range(count))


def word(rng: Rng) -> str:
    """An invented word in lower, upper or title case."""
    text = "".join(pick(rng, SYLLABLES) for _ in range(whole(rng, 1, 4)))
    return pick(rng, [text, text.upper(), text.title()])


def phrase(rng: Rng, words: int) -> str:
    """Invented words with a number among them now and then."""
    parts = [
        digits(rng, whole(rng, 1, 4)) if chance(rng, 0.12) else word(rng) for _ in range(words)
    ]
    return " ".join(parts)


def fit_text(
    draw: ImageDraw.ImageDraw,
    text: str,
    box: tuple[float, float, float, float],
    family: str,
    ink: Colour,
) -> None:
    """Write the text centred in the box, as large as fits."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if width < 3 or height < 3:
        return
    size = int(height * 1.15)
    length = load_font(family, size).getlength(text)
    if length > width:
        size = int(size * width / length)
    middle = ((left + right) / 2, (top + bottom) / 2)
    draw.text(middle, text, font=load_font(family, size), fill=ink, anchor="mm")
