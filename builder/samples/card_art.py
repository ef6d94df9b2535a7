"""Thirty-two small cards, each with one number painted on it by hand: a batch to try things on."""

from collections.abc import Mapping

import numpy as np

from builder.samples.artwork import BLACK, WHITE, Canvas, Colour, Point, mix

SIDE = 160
CARDS = (2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5, 2, 3, 5, 3, 6, 0, 2, 8, 7, 4, 7, 1, 3, 5,
         2, 6)  # fmt: skip
"""What stands on each: the number e, as far as a batch goes."""

_LOOKS: tuple[tuple[Colour, Colour], ...] = (
    ((250, 246, 234), (38, 44, 74)),
    ((34, 92, 138), (246, 244, 232)),
    ((252, 226, 140), (70, 46, 32)),
    ((44, 54, 52), (232, 236, 224)),
    ((236, 240, 244), (176, 52, 44)),
    ((196, 84, 62), (255, 242, 224)),
    ((214, 232, 214), (30, 84, 62)),
    ((92, 64, 112), (250, 232, 246)),
)
"""Card and ink, dark on light and light on dark in turn."""

_STROKES: Mapping[int, tuple[tuple[Point, ...], ...]] = {
    0: (((50, 8), (27, 20), (20, 50), (27, 80), (50, 92), (73, 80), (80, 50), (73, 20), (50, 8)),),
    1: (((34, 28), (52, 8), (52, 92)),),
    2: (((24, 28), (34, 12), (54, 8), (72, 18), (74, 36), (58, 58), (24, 90), (80, 90)),),
    3: (((26, 16), (48, 8), (70, 18), (70, 36), (46, 48), (72, 58), (76, 76), (54, 92), (24, 84)),),
    4: (((60, 8), (20, 62), (82, 62)), ((60, 34), (58, 94))),
    5: (((74, 9), (32, 9), (28, 44), (52, 40), (74, 54), (74, 76), (52, 92), (24, 84)),),
    6: (((66, 8), (40, 28), (25, 58), (30, 84), (52, 92), (73, 80), (72, 62), (52, 52), (28, 66)),),
    7: (((20, 12), (78, 10), (60, 46), (42, 92)),),
    8: (
        ((50, 49), (30, 36), (30, 18), (50, 8), (70, 18), (70, 36), (50, 49)),
        ((50, 49), (26, 62), (26, 82), (50, 93), (74, 82), (74, 62), (50, 49)),
    ),
    9: (((72, 30), (50, 48), (30, 38), (30, 18), (50, 8), (70, 18), (72, 36), (64, 92)),),
}
"""How a hand moves to write each, in a square of 100."""
_CORNERED = frozenset({1, 4, 7})
"""Written with straight strokes."""


def card(place: int) -> Canvas:
    """The card at this place of the batch, 0 to 31; no two look alike."""
    canvas = Canvas(SIDE, SIDE, seed=320 + place)
    paper, ink = _LOOKS[(place * 3 + place // 8) % len(_LOOKS)]
    canvas.box((0, 0, SIDE, SIDE), mix(paper, WHITE, 0.05), mix(paper, BLACK, 0.04))
    canvas.grain(2, cell=2)
    thick = float(canvas.rng.uniform(17, 25))
    for stroke in _by_hand(CARDS[place], canvas.rng):
        canvas.line(stroke, ink, thick)
        for x, y in stroke:
            half = thick / 2 - 0.2
            canvas.ellipse((x - half, y - half, x + half, y + half), ink)
    return canvas


def _by_hand(digit: int, rng: np.random.Generator) -> list[list[Point]]:
    """The strokes as no two hands write them: leaning, turned, a little large or small."""
    angle, lean = rng.uniform(-0.09, 0.09), rng.uniform(-0.06, 0.1)
    wide, high = rng.uniform(1.2, 1.45), rng.uniform(1.34, 1.46)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shape = turn @ np.array([[wide, -lean], [0, high]])
    middle = SIDE / 2 + rng.uniform(-3, 3, 2)
    found: list[list[Point]] = []
    for stroke in _STROKES[digit]:
        points = stroke if digit in _CORNERED else _curve(stroke)
        moved = (np.array(points) - 50) @ shape.T + middle
        found.append([(float(x), float(y)) for x, y in moved])
    return found


def _curve(points: tuple[Point, ...], steps: int = 24) -> list[Point]:
    """A Catmull-Rom curve through the points, without a corner where it comes round."""
    round_again = points[0] == points[-1]
    before, after = (points[-2], points[1]) if round_again else (points[0], points[-1])
    ends = np.array([before, *points, after], np.float64)
    curve: list[Point] = []
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for t in np.linspace(0, 1, steps, endpoint=False):
            bend = (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            x, y = 0.5 * (2 * p1 + (p2 - p0) * t + bend)
            curve.append((float(x), float(y)))
    return [*curve, points[-1]]
