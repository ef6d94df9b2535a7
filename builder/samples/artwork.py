"""A supersampled canvas in final-pixel coordinates: shapes, gradients, soft light, JPEG."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

SUPERSAMPLING = 3
MAX_JPEG_BYTES = 88_000
SANS_BOLD = "DejaVuSans-Bold.ttf"
SANS = "DejaVuSans.ttf"
SERIF_BOLD = "DejaVuSerif-Bold.ttf"
SERIF = "DejaVuSerif.ttf"
BLACK: Colour = (18, 19, 23)
WHITE: Colour = (255, 255, 255)


def font(family: str, size: float) -> ImageFont.FreeTypeFont:
    """The family, or Pillow's own scalable font where the machine lacks it."""
    if family:
        try:
            return ImageFont.truetype(family, round(size))
        except OSError:
            pass
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size=round(size)))


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The colour `share` of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def mirrored(half: Sequence[Point]) -> list[Point]:
    """The whole outline from its right half, listed from top centre to bottom centre."""
    return [*half, *((-x, y) for x, y in reversed(half) if x > 0)]


def smooth(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """A closed Catmull-Rom curve through the points."""
    count, curve = len(points), []
    for index in range(count):
        p0, p1, p2, p3 = (np.array(points[(index + offset) % count]) for offset in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            bend = (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            x, y = 0.5 * (2 * p1 + (p2 - p0) * t + bend)
            curve.append((float(x), float(y)))
    return curve


class Canvas:
    """Draws at three times the final size; every coordinate is in final pixels."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width = width
        self.height = height
        self.rng = np.random.default_rng(seed)
        self.image = Image.new("RGB", (width * SUPERSAMPLING, height * SUPERSAMPLING))

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in points]

    def _mask(self) -> Image.Image:
        return Image.new("L", self.image.size)

    def _paint(self, mask: Image.Image, top: Colour, bottom: Colour, alpha: float) -> None:
        area = mask.getbbox()
        if area is None:
            return
        mask = mask.crop(area)
        ramp = np.linspace(0, 1, mask.height)[:, None, None]
        column = np.array(top) * (1 - ramp) + np.array(bottom) * ramp
        fill = np.broadcast_to(column, (mask.height, mask.width, 3)).round().astype(np.uint8)
        if alpha < 1:
            mask = mask.point([round(level * alpha) for level in range(256)])
        self.image.paste(Image.fromarray(fill), area[:2], mask)

    def polygon(
        self,
        points: Sequence[Point],
        top: Colour,
        bottom: Colour | None = None,
        alpha: float = 1,
        inside: Sequence[Point] | None = None,
    ) -> None:
        """Fill with a vertical gradient, kept within the outline `inside` where given."""
        mask = self._mask()
        ImageDraw.Draw(mask).polygon(self._scaled(points), fill=255)
        if inside is not None:
            clip = self._mask()
            ImageDraw.Draw(clip).polygon(self._scaled(inside), fill=255)
            mask = ImageChops.multiply(mask, clip)
        self._paint(mask, top, bottom or top, alpha)

    def box(
        self,
        box: Box,
        top: Colour,
        bottom: Colour | None = None,
        radius: float = 0,
        alpha: float = 1,
    ) -> None:
        """Fill a rectangle, its corners rounded where a radius is given."""
        if alpha == 1 and bottom is None:
            corners = tuple(value * SUPERSAMPLING for value in box)
            ImageDraw.Draw(self.image).rounded_rectangle(
                (corners[0], corners[1], corners[2], corners[3]), radius * SUPERSAMPLING, fill=top
            )
            return
        mask = self._mask()
        left, up, right, down = (value * SUPERSAMPLING for value in box)
        ImageDraw.Draw(mask).rounded_rectangle(
            (left, up, right, down), radius * SUPERSAMPLING, fill=255
        )
        self._paint(mask, top, bottom or top, alpha)

    def ellipse(self, box: Box, colour: Colour) -> None:
        """Fill an ellipse."""
        left, up, right, down = (value * SUPERSAMPLING for value in box)
        ImageDraw.Draw(self.image).ellipse((left, up, right, down), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line of the given width."""
        ImageDraw.Draw(self.image).line(
            self._scaled(points),
            fill=colour,
            width=max(1, round(width * SUPERSAMPLING)),
            joint="curve",
        )

    def glow(self, box: Box, colour: Colour, alpha: float, blur: float) -> None:
        """A blurred ellipse: a shadow, a cloud or light."""
        pad = blur * 3
        left, up, right, down = box
        small = Image.new("L", (round(right - left + 2 * pad), round(down - up + 2 * pad)))
        ImageDraw.Draw(small).ellipse(
            (pad, pad, pad + right - left, pad + down - up), fill=round(255 * alpha)
        )
        small = small.filter(ImageFilter.GaussianBlur(blur))
        mask = small.resize(
            (small.width * SUPERSAMPLING, small.height * SUPERSAMPLING), Image.Resampling.BILINEAR
        )
        corner = (round((left - pad) * SUPERSAMPLING), round((up - pad) * SUPERSAMPLING))
        self.image.paste(Image.new("RGB", mask.size, colour), corner, mask)

    def text(
        self, at: Point, text: str, family: str, size: float, colour: Colour, anchor: str = "mm"
    ) -> None:
        """Write one line of text."""
        ImageDraw.Draw(self.image).text(
            (at[0] * SUPERSAMPLING, at[1] * SUPERSAMPLING),
            text,
            font=font(family, size * SUPERSAMPLING),
            fill=colour,
            anchor=anchor,
        )

    def place(self, art: "Canvas", corners: Sequence[Point], shadow: float = 0) -> None:
        """Lay another canvas's picture into the quadrilateral TL, TR, BR, BL."""
        wide, high = art.image.size
        source: list[Point] = [(0, 0), (wide, 0), (wide, high), (0, high)]
        rows: list[list[float]] = []
        values: list[float] = []
        for (x, y), (u, v) in zip(self._scaled(corners), source, strict=True):
            rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
            values += [u, v]
        inverse = tuple(float(v) for v in np.linalg.solve(np.array(rows), np.array(values)))
        mask = self._mask()
        ImageDraw.Draw(mask).polygon(self._scaled(corners), fill=255)
        if shadow:
            dark = ImageChops.offset(mask, round(shadow * 1.5), round(shadow * 3))
            dark = dark.filter(ImageFilter.GaussianBlur(shadow * 2))
            self._paint(dark, (20, 18, 24), (20, 18, 24), 0.45)
        warped = art.image.transform(
            self.image.size, Image.Transform.PERSPECTIVE, inverse, Image.Resampling.BICUBIC
        )
        self.image.paste(warped, (0, 0), mask)

    def grain(self, spread: float, cell: int = 1) -> None:
        """Rub fine unevenness into what is drawn so far, as plaster or asphalt has."""
        shape = (self.image.height // cell + 1, self.image.width // cell + 1)
        noise = self.rng.normal(128, spread, shape).clip(0, 255).astype(np.uint8)
        layer = Image.fromarray(noise).resize(self.image.size, Image.Resampling.BICUBIC)
        field = np.asarray(layer, dtype=np.int16)[..., None] - 128
        pixels = np.asarray(self.image, dtype=np.int16) + field
        self.image = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))

    def save(self, path: Path, vignette: float = 0.16, noise: float = 1.5) -> None:
        """Scale down, darken the corners a little, add sensor noise, write a small JPEG."""
        picture = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        y, x = np.mgrid[-1 : 1 : self.height * 1j, -1 : 1 : self.width * 1j]
        light = 1 - vignette * np.clip(x**2 + y**2 - 0.5, 0, None)
        pixels = np.asarray(picture) * light[..., None]
        pixels += self.rng.normal(0, noise, (self.height, self.width, 1))
        picture = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
        for quality in range(92, 30, -3):
            encoded = io.BytesIO()
            picture.save(encoded, "JPEG", quality=quality, optimize=True, progressive=True)
            if encoded.tell() <= MAX_JPEG_BYTES:
                break
        path.write_bytes(encoded.getvalue())
