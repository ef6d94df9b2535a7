"""Draws cars seen from the front or the back, with a readable licence plate."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.samples.artwork import (
    BLACK,
    SANS_BOLD,
    WHITE,
    Canvas,
    Colour,
    Point,
    mirrored,
    mix,
    smooth,
)

TYRE: Colour = (26, 27, 31)
CHROME: Colour = (190, 196, 202)
PLATE_SHARE = 0.345
PLATE_ASPECT = 4.64

BODY = [
    (0, -0.83),
    (0.17, -0.825),
    (0.28, -0.80),
    (0.335, -0.73),
    (0.385, -0.585),
    (0.45, -0.525),
    (0.49, -0.43),
    (0.497, -0.28),
    (0.48, -0.16),
    (0.44, -0.115),
    (0.2, -0.105),
    (0, -0.105),
]
GLASS = [
    (0, -0.785),
    (0.17, -0.78),
    (0.255, -0.755),
    (0.295, -0.69),
    (0.335, -0.575),
    (0.32, -0.545),
    (0.16, -0.53),
    (0, -0.527),
]
BUMPER = [
    (0, -0.235),
    (0.3, -0.24),
    (0.45, -0.265),
    (0.497, -0.26),
    (0.485, -0.16),
    (0.44, -0.11),
    (0.2, -0.1),
    (0, -0.1),
]


@dataclass(frozen=True)
class Plate:
    """What a plate reads and how it is coloured."""

    text: str
    ground: Colour = (246, 246, 242)
    ink: Colour = (20, 20, 26)
    band: Colour | None = (26, 66, 160)


@dataclass(frozen=True)
class Car:
    """A car that stands centred on `middle`, its tyres on `ground`, in final pixels."""

    canvas: Canvas
    middle: float
    ground: float
    width: float
    paint: Colour

    def at(self, points: Sequence[Point]) -> list[Point]:
        """Car coordinates (widths from the middle, up is negative) to pixels."""
        return [(self.middle + x * self.width, self.ground + y * self.width) for x, y in points]

    def span(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        """A rectangle in car coordinates, in pixels."""
        (x0, y0), (x1, y1) = self.at([(left, top), (right, bottom)])
        return x0, y0, x1, y1

    def pair(self, half: Sequence[Point], top: Colour, bottom: Colour | None = None) -> None:
        """A smooth shape on the right, and its mirror image on the left."""
        for side in (1, -1):
            points = smooth(self.at([(x * side, y) for x, y in half]))
            self.canvas.polygon(points, top, bottom)

    def boxes(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """A rounded box on the right and its mirror image."""
        radius = 0.3 * self.width * min(right - left, bottom - top)
        self.canvas.box(self.span(left, top, right, bottom), fill, radius=radius)
        self.canvas.box(self.span(-right, top, -left, bottom), fill, radius=radius)


def _draw_plate(car: Car, plate: Plate, centre: float) -> None:
    wide = car.width * PLATE_SHARE
    high = wide / PLATE_ASPECT
    x, y = car.middle, car.ground + centre * car.width
    canvas, left, top = car.canvas, x - wide / 2, y - high / 2
    canvas.box((left - 3, top - 3, left + wide + 3, top + high + 4), BLACK, radius=5)
    canvas.box(
        (left, top, left + wide, top + high), plate.ground, mix(plate.ground, BLACK, 0.07), radius=4
    )
    start = left
    if plate.band is not None:
        start = left + high * 0.5
        canvas.box((left, top, start, top + high), plate.band, radius=3)
        ring = (left + high * 0.12, top + high * 0.18, left + high * 0.38, top + high * 0.44)
        canvas.ellipse(ring, (244, 206, 60))
        inner = (ring[0] + 3, ring[1] + 3, ring[2] - 3, ring[3] - 3)
        canvas.ellipse(inner, plate.band)
    canvas.text(
        ((start + left + wide) / 2, y + high * 0.01), plate.text, SANS_BOLD, high * 0.65, plate.ink
    )


def _draw_shell(car: Car) -> None:
    canvas, wide = car.canvas, car.width
    left, right = car.middle - wide * 0.56, car.middle + wide * 0.56
    canvas.glow(
        (left, car.ground - wide * 0.05, right, car.ground + wide * 0.05),
        (8, 8, 16),
        0.75,
        wide * 0.028,
    )
    car.boxes(0.315, -0.2, 0.465, 0.01, TYRE)
    canvas.box(car.span(-0.42, -0.14, 0.42, -0.05), (12, 12, 15), radius=wide * 0.02)
    car.pair(
        [(0.41, -0.575), (0.46, -0.603), (0.512, -0.588), (0.512, -0.548), (0.45, -0.542)],
        mix(car.paint, WHITE, 0.12),
        mix(car.paint, BLACK, 0.35),
    )
    body = smooth(car.at(mirrored(BODY)))
    canvas.polygon(body, mix(car.paint, WHITE, 0.22), mix(car.paint, BLACK, 0.35))
    shoulder = car.at(
        [
            (-0.5, -0.5),
            (-0.4, -0.535),
            (0, -0.515),
            (0.4, -0.535),
            (0.5, -0.5),
            (0.5, -0.462),
            (0, -0.478),
            (-0.5, -0.462),
        ]
    )
    canvas.polygon(smooth(shoulder), WHITE, alpha=0.2, inside=body)
    for side in (1, -1):
        edge = car.at(
            [(0.5 * side, -0.6), (0.43 * side, -0.45), (0.45 * side, -0.1), (0.6 * side, -0.1)]
        )
        canvas.polygon(edge, BLACK, alpha=0.14, inside=body)


def _draw_glass(car: Car, top: Colour, bottom: Colour) -> None:
    canvas, glass = car.canvas, smooth(car.at(mirrored(GLASS)))
    rim = [(x * 1.045, -0.655 + (y + 0.655) * 1.07) for x, y in mirrored(GLASS)]
    canvas.polygon(smooth(car.at(rim)), (24, 26, 32))
    canvas.polygon(glass, top, bottom)
    for x in (-0.17, 0.17):
        seat = smooth(
            car.at(
                [
                    (x - 0.07, -0.52),
                    (x - 0.062, -0.645),
                    (x, -0.675),
                    (x + 0.062, -0.645),
                    (x + 0.07, -0.52),
                ]
            )
        )
        canvas.polygon(seat, BLACK, alpha=0.35, inside=glass)
    for start, wide in ((-0.2, 0.09), (-0.08, 0.03), (0.2, 0.05)):
        streak = car.at(
            [(start + 0.12, -0.8), (start + 0.12 + wide, -0.8), (start + wide, -0.5), (start, -0.5)]
        )
        canvas.polygon(streak, WHITE, alpha=0.16, inside=glass)


def draw_rear(car: Car, plate: Plate, glass: tuple[Colour, Colour]) -> None:
    """A hatchback from behind."""
    canvas, dark = car.canvas, mix(car.paint, BLACK, 0.45)
    _draw_shell(car)
    _draw_glass(car, *glass)
    canvas.box(car.span(-0.1, -0.812, 0.1, -0.798), (176, 24, 30), radius=3)
    canvas.line(car.at([(0, -0.535), (-0.16, -0.56)]), BLACK, car.width * 0.006)
    seam = car.at(
        [
            (-0.345, -0.52),
            (-0.335, -0.4),
            (-0.3, -0.255),
            (0.3, -0.255),
            (0.335, -0.4),
            (0.345, -0.52),
        ]
    )
    canvas.line(seam, dark, car.width * 0.005)
    car.pair(
        [
            (0.335, -0.485),
            (0.42, -0.5),
            (0.478, -0.475),
            (0.487, -0.385),
            (0.45, -0.36),
            (0.37, -0.38),
        ],
        (226, 40, 44),
        (150, 14, 24),
    )
    car.pair([(0.375, -0.45), (0.44, -0.462), (0.455, -0.43), (0.38, -0.42)], (255, 132, 110))
    car.boxes(0.395, -0.405, 0.45, -0.385, (250, 226, 206))
    canvas.polygon(
        smooth(car.at(mirrored(BUMPER))), mix(car.paint, BLACK, 0.1), mix(car.paint, BLACK, 0.5)
    )
    canvas.box(car.span(-0.3, -0.165, 0.3, -0.108), (30, 31, 36), radius=car.width * 0.02)
    car.boxes(0.36, -0.205, 0.44, -0.185, (200, 36, 40))
    canvas.box(
        car.span(-0.215, -0.435, 0.215, -0.3),
        mix(car.paint, BLACK, 0.55),
        mix(car.paint, BLACK, 0.3),
        radius=car.width * 0.022,
    )
    canvas.ellipse(car.span(-0.024, -0.495, 0.024, -0.447), CHROME)
    canvas.ellipse(car.span(-0.015, -0.486, 0.015, -0.456), dark)
    _draw_plate(car, plate, -0.358)


def draw_front(
    car: Car, plate: Plate, glass: tuple[Colour, Colour], *, lamps_on: bool = False
) -> None:
    """A hatchback from the front."""
    canvas, dark = car.canvas, mix(car.paint, BLACK, 0.4)
    _draw_shell(car)
    _draw_glass(car, *glass)
    for side in (1, -1):
        wiper = car.at([(0.02 * side + 0.04, -0.53), (0.2 * side + 0.04, -0.555)])
        canvas.line(wiper, BLACK, car.width * 0.007)
        crease = car.at([(0.3 * side, -0.5), (0.2 * side, -0.39)])
        canvas.line(crease, mix(car.paint, BLACK, 0.22), car.width * 0.005)
    lens = (255, 250, 222) if lamps_on else (214, 226, 236)
    car.pair(
        [
            (0.245, -0.375),
            (0.33, -0.425),
            (0.45, -0.455),
            (0.482, -0.43),
            (0.465, -0.365),
            (0.36, -0.345),
        ],
        (40, 44, 52),
        (26, 28, 34),
    )
    car.pair(
        [(0.3, -0.383), (0.37, -0.42), (0.44, -0.432), (0.452, -0.385), (0.37, -0.36)],
        lens,
        mix(lens, BLACK, 0.18),
    )
    grille = smooth(
        car.at(mirrored([(0, -0.395), (0.18, -0.392), (0.215, -0.37), (0.18, -0.315), (0, -0.31)]))
    )
    canvas.polygon(grille, (36, 38, 44), (16, 17, 20))
    for row in range(4):
        y = -0.385 + 0.02 * row
        canvas.line(car.at([(-0.185, y), (0.185, y)]), (92, 96, 104), car.width * 0.004)
    canvas.ellipse(car.span(-0.032, -0.388, 0.032, -0.324), CHROME)
    canvas.ellipse(car.span(-0.022, -0.378, 0.022, -0.334), dark)
    canvas.line(
        car.at([(-0.49, -0.3), (-0.3, -0.285), (0.3, -0.285), (0.49, -0.3)]),
        dark,
        car.width * 0.004,
    )
    intake = smooth(
        car.at(mirrored([(0, -0.185), (0.25, -0.185), (0.31, -0.165), (0.27, -0.12), (0, -0.118)]))
    )
    canvas.polygon(intake, (30, 31, 36), (14, 14, 17))
    car.pair([(0.35, -0.215), (0.44, -0.235), (0.455, -0.17), (0.37, -0.15)], (32, 34, 40))
    for side in (1, -1):
        canvas.ellipse(
            car.span(0.402 * side - 0.026, -0.22, 0.402 * side + 0.026, -0.168),
            lens if lamps_on else (150, 158, 168),
        )
    _draw_plate(car, plate, -0.236)
