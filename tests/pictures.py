"""Small real pictures, drawn here with the font that Pillow carries."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from runtime.contracts.values import Image

if TYPE_CHECKING:
    from collections.abc import Sequence


def page(lines: Sequence[str], size: tuple[int, int] = (720, 0), font_size: int = 30) -> Image:
    """Black lines on white, one below the other."""
    step = font_size + 22
    canvas = Pillow.new("RGB", (size[0], size[1] or step * len(lines) + 40), "white")
    pen = ImageDraw.Draw(canvas)
    for row, line in enumerate(lines):
        pen.text((40, 20 + row * step), line, fill="black", font=ImageFont.load_default(font_size))
    return as_image(canvas)


def line(text: str) -> Image:
    """One line, cut out as a text detector would."""
    whole = page((text,), (900, 0)).pixels
    rows, columns = np.nonzero(whole.min(axis=2) < 128)
    top, left = max(0, rows.min() - 5), max(0, columns.min() - 5)
    return Image(np.ascontiguousarray(whole[top : rows.max() + 6, left : columns.max() + 6]))


def plate(text: str, width: int = 150, height: int = 40) -> Pillow.Image:
    """A licence plate: dark letters on a light field with a dark frame."""
    art = Pillow.new("RGB", (width, height), (246, 246, 240))
    pen = ImageDraw.Draw(art)
    pen.rectangle((0, 0, width - 1, height - 1), outline=(25, 25, 30), width=2)
    font = ImageFont.load_default(height * 0.68)
    pen.text((width / 2, height / 2), text, fill=(20, 20, 25), font=font, anchor="mm")
    return art


def as_image(picture: Pillow.Image) -> Image:
    return Image(np.array(picture.convert("RGB"), np.uint8))


def solid(width: int, height: int, color: tuple[int, int, int] = (10, 120, 230)) -> Image:
    return Image(np.full((height, width, 3), color, np.uint8))


def encoded(picture: Pillow.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def turned(image: Image) -> Image:
    return Image(np.ascontiguousarray(image.pixels[::-1, ::-1]))


def yard(width: int = 160, height: int = 120) -> Image:
    """Soft light, a red wall, a bright sign, a dark disc and grain: the same on every machine."""
    y, x = np.mgrid[:height, :width]
    grain = (x * 7 + y * 13 + x * y) % 31
    pixels = np.stack([40 + x // 2, 60 + y // 2, 90 + (x + y) // 4], axis=2) + grain[..., None]
    pixels[20:60, 15:70] = (180, 30, 40)
    pixels[30:40, 30:60] = (240, 235, 200)
    disc = (x - 115) ** 2 + (y - 70) ** 2 <= 30**2
    pixels[disc] = (20, 25, 35)
    return Image(np.clip(pixels, 0, 255).astype(np.uint8))
