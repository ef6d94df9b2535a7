"""A form on which somebody wrote a meter's reading, a digit a box."""

import math

from builder.samples.artwork import SANS, SANS_BOLD, Canvas, Colour, Point

READING = "4071926"
SHIFTS = (0.0, 0.05, -0.04, 0.03, -0.02, 0.05, -0.05)
"""How far each digit stands off the middle of its box: nobody writes like a machine."""
INK: Colour = (28, 40, 96)
BOX, GAP, LEFT, TOP = 120, 22, 108, 300


def _arc(x: float, y: float, wide: float, high: float, start: float, end: float) -> list[Point]:
    """A piece of an ellipse in a box of 1 by 1; angles in degrees, clockwise from the right."""
    steps = 24
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + wide * math.cos(angle), y + high * math.sin(angle)) for angle in angles]


STROKES: dict[str, list[list[Point]]] = {
    "0": [_arc(0.5, 0.5, 0.27, 0.42, -90, 275)],
    "1": [[(0.36, 0.28), (0.54, 0.08), (0.53, 0.92)]],
    "2": [[*_arc(0.5, 0.32, 0.25, 0.24, -170, 25), (0.28, 0.9), (0.76, 0.88)]],
    "4": [[(0.56, 0.08), (0.24, 0.6), (0.78, 0.58)], [(0.62, 0.36), (0.58, 0.94)]],
    "6": [[(0.6, 0.06), (0.42, 0.26), (0.3, 0.5), *_arc(0.5, 0.68, 0.24, 0.24, -170, -530)]],
    "7": [[(0.24, 0.12), (0.76, 0.1), (0.44, 0.92)]],
    "9": [[*_arc(0.5, 0.33, 0.23, 0.24, -10, -370), (0.66, 0.92)]],
}


def form() -> Canvas:
    """A card with the reading, the pen a little unsteady."""
    canvas = Canvas(1200, 640, seed=9)
    canvas.box((0, 0, 1200, 640), (250, 249, 244), (243, 241, 234))
    canvas.text((LEFT, 110), "Water meter", SANS_BOLD, 52, (30, 90, 130), anchor="lm")
    canvas.text((LEFT, 190), "One digit in each box.", SANS, 32, (60, 60, 66), anchor="lm")
    for place, (digit, shift) in enumerate(zip(READING, SHIFTS, strict=True)):
        left = LEFT + place * (BOX + GAP)
        box = [(left, TOP), (left + BOX, TOP), (left + BOX, TOP + BOX + 30), (left, TOP + BOX + 30)]
        canvas.line([*box, box[0], box[1]], (70, 74, 82), 4)
        for stroke in STROKES[digit]:
            points = [
                (left + BOX * (0.12 + 0.76 * x + shift), TOP + 16 + (BOX - 2) * (y + shift / 2))
                for x, y in stroke
            ]
            canvas.line(points, INK, 12)
    canvas.text((LEFT, 560), "Thank you for reading it yourself.", SANS, 28, (96, 96, 100),
                anchor="lm")  # fmt: skip
    return canvas
