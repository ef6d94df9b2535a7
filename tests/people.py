"""Faces and people, drawn plainly enough for the classic detectors and for a test to know where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFilter

from tests.pictures import as_image

if TYPE_CHECKING:
    from runtime.contracts.values import Image


def face(pen: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """A face that looks at us; x and y are its middle, `size` is its width."""
    u = size / 2

    def oval(left: float, top: float, right: float, bottom: float, fill: tuple[int, ...]) -> None:
        pen.ellipse((x + left * u, y + top * u, x + right * u, y + bottom * u), fill=fill)

    oval(-1, -1.3, 1, 1.3, (222, 178, 150))
    pen.pieslice((x - u, y - 1.35 * u, x + u, y + 0.1 * u), 180, 360, fill=(70, 45, 30))
    oval(-0.95, -0.95, 0.95, 1.2, (222, 178, 150))
    for eye in (-0.4, 0.4):
        oval(eye - 0.24, -0.4, eye + 0.24, -0.1, (185, 135, 112))
        oval(eye - 0.18, -0.34, eye + 0.18, -0.16, (240, 240, 240))
        oval(eye - 0.1, -0.35, eye + 0.1, -0.15, (40, 25, 20))
        brow = (x + (eye - 0.28) * u, y - 0.5 * u, x + (eye + 0.28) * u, y - 0.52 * u)
        pen.line(brow, fill=(60, 40, 28), width=max(1, round(0.09 * u)))
    nose = [(-0.06, -0.2), (0.06, -0.2), (0.17, 0.3), (-0.17, 0.3)]
    pen.polygon([(x + a * u, y + b * u) for a, b in nose], fill=(205, 158, 130))
    oval(-0.36, 0.5, 0.36, 0.72, (150, 70, 65))
    pen.line((x - 0.36 * u, y + 0.6 * u, x + 0.36 * u, y + 0.6 * u), fill=(100, 40, 40))


def faces(*places: tuple[float, float, float], size: tuple[int, int] = (640, 480)) -> Image:
    canvas = Pillow.new("RGB", size, (120, 150, 165))
    for place in places:
        face(ImageDraw.Draw(canvas), *place)
    return as_image(canvas.filter(ImageFilter.GaussianBlur(1.2)))


def walkers(*places: tuple[float, float, float], size: tuple[int, int] = (640, 480)) -> Image:
    """People seen from the front; x is their middle, y the top of the head, then their height."""
    canvas = Pillow.new("RGB", size, (200, 205, 200))
    pen = ImageDraw.Draw(canvas)
    for x, y, height in places:
        u = height / 8
        coat, legs = (40, 45, 60), (30, 30, 35)
        pen.ellipse((x - 0.45 * u, y, x + 0.45 * u, y + 1.1 * u), fill=(190, 150, 130))
        pen.rounded_rectangle((x - u, y + 1.2 * u, x + u, y + 4.2 * u), radius=u / 2, fill=coat)
        for side in (-1, 1):
            arm = [(1.0, 1.6), (1.35, 4.3), (0.95, 4.3)]
            leg = [(0.8, 4.0), (0.0, 4.0), (0.35, 8.0), (0.85, 8.0)]
            pen.polygon([(x + side * a * u, y + b * u) for a, b in arm], fill=coat)
            pen.polygon([(x + side * a * u, y + b * u) for a, b in leg], fill=legs)
    return as_image(canvas.filter(ImageFilter.GaussianBlur(1)))
