"""Two people before a café, drawn so that a classic face detector finds them."""

import math
from dataclasses import dataclass

from builder.samples.artwork import BLACK, SERIF_BOLD, WHITE, Canvas, Colour, Point, mix, smooth

SIZE = (1200, 800)


@dataclass(frozen=True)
class Person:
    """Where a face stands, how large it is, and its colours."""

    x: float
    y: float
    size: float
    skin: Colour
    hair: Colour
    shirt: Colour
    smiles: bool
    long_hair: bool


PEOPLE = (
    Person(
        390, 390, 118, (226, 178, 146), (70, 44, 30), (42, 92, 128), smiles=True, long_hair=True
    ),
    Person(
        800, 360, 126, (170, 118, 88), (24, 20, 22), (196, 88, 60), smiles=False, long_hair=False
    ),
)


def people() -> Canvas:
    """A woman who smiles and a man who does not, seen from the front."""
    canvas = Canvas(*SIZE, seed=9)
    canvas.box((0, 0, 1200, 800), (196, 214, 208), (150, 178, 172))
    canvas.box((90, 70, 1110, 180), (52, 84, 78), radius=10)
    canvas.text((600, 125), "CAFÉ AT THE QUAY", SERIF_BOLD, 62, (240, 224, 184))
    for left in (120, 640):
        canvas.box((left, 220, left + 440, 640), (226, 236, 230), (190, 210, 204), radius=6)
    canvas.grain(3)
    for person in PEOPLE:
        _draw(canvas, person)
    return canvas


def _draw(canvas: Canvas, person: Person) -> None:
    if person.long_hair:
        _mane(canvas, person)
    _body(canvas, person)
    _head(canvas, person)
    _eyes(canvas, person)
    _nose_and_mouth(canvas, person)
    _fringe(canvas, person)


def _at(person: Person, x: float, y: float) -> Point:
    """A point in head sizes from the middle of the face."""
    return person.x + x * person.size, person.y + y * person.size


def _oval(
    canvas: Canvas, person: Person, x: float, y: float, wide: float, tall: float, colour: Colour
) -> None:
    left, top = _at(person, x - wide, y - tall)
    right, bottom = _at(person, x + wide, y + tall)
    canvas.ellipse((left, top, right, bottom), colour)


def _body(canvas: Canvas, person: Person) -> None:
    shape = [
        (-0.3, 0.9),
        (0.3, 0.9),
        (0.5, 1.25),
        (1.3, 1.6),
        (1.5, 4),
        (-1.5, 4),
        (-1.3, 1.6),
        (-0.5, 1.25),
    ]
    canvas.polygon(
        [_at(person, x, y) for x, y in shape], person.shirt, mix(person.shirt, BLACK, 0.2)
    )
    neck = [(-0.34, 0.6), (0.34, 0.6), (0.4, 1.3), (0, 1.55), (-0.4, 1.3)]
    canvas.polygon(
        smooth([_at(person, x, y) for x, y in neck]),
        mix(person.skin, BLACK, 0.16),
        mix(person.skin, BLACK, 0.24),
    )


def _mane(canvas: Canvas, person: Person) -> None:
    shape = [
        (-1.02, -0.5),
        (-0.6, -1.32),
        (0.6, -1.32),
        (1.02, -0.5),
        (1.1, 1.2),
        (0.6, 1.6),
        (-0.6, 1.6),
        (-1.1, 1.2),
    ]
    canvas.polygon(
        smooth([_at(person, x, y) for x, y in shape]), person.hair, mix(person.hair, BLACK, 0.3)
    )


def _head(canvas: Canvas, person: Person) -> None:
    for side in (-1, 1):
        _oval(canvas, person, side * 0.84, 0.02, 0.14, 0.22, mix(person.skin, BLACK, 0.1))
    shape = [
        (0.84 * math.sin(turn / 20 * math.pi), -1.08 * math.cos(turn / 20 * math.pi))
        for turn in range(40)
    ]
    canvas.polygon(
        [_at(person, x, y) for x, y in shape],
        mix(person.skin, WHITE, 0.12),
        mix(person.skin, BLACK, 0.08),
    )
    for side in (-1, 1):
        left, top = _at(person, side * 0.46 - 0.2, 0.16)
        right, bottom = _at(person, side * 0.46 + 0.2, 0.44)
        canvas.glow(
            (left, top, right, bottom),
            mix(person.skin, (220, 90, 80), 0.4),
            0.5,
            person.size * 0.08,
        )


def _eyes(canvas: Canvas, person: Person) -> None:
    shade = mix(person.skin, BLACK, 0.42)
    for side in (-1, 1):
        left, top = _at(person, side * 0.36 - 0.27, -0.3)
        right, bottom = _at(person, side * 0.36 + 0.27, 0.06)
        canvas.glow((left, top, right, bottom), shade, 0.85, person.size * 0.07)
        _oval(canvas, person, side * 0.36, -0.1, 0.19, 0.1, (246, 244, 240))
        _oval(canvas, person, side * 0.36, -0.1, 0.095, 0.095, (62, 42, 30))
        _oval(canvas, person, side * 0.36, -0.1, 0.05, 0.05, (12, 10, 10))
        _oval(canvas, person, side * 0.36 + 0.03, -0.13, 0.02, 0.02, WHITE)
        lid = [
            _at(person, side * 0.36 + step * 0.1, -0.2 + 0.06 * (step / 2) ** 2)
            for step in range(-2, 3)
        ]
        canvas.line(lid, mix(person.hair, BLACK, 0.3), person.size * 0.045)
        brow = [
            _at(person, side * 0.36 + step * 0.13, -0.4 + 0.05 * (step / 2) ** 2)
            for step in range(-2, 3)
        ]
        canvas.line(brow, person.hair, person.size * 0.085)


def _nose_and_mouth(canvas: Canvas, person: Person) -> None:
    left, top = _at(person, -0.07, -0.2)
    right, bottom = _at(person, 0.07, 0.26)
    canvas.glow((left, top, right, bottom), mix(person.skin, WHITE, 0.5), 0.8, person.size * 0.05)
    left, top = _at(person, -0.2, 0.26)
    right, bottom = _at(person, 0.2, 0.38)
    canvas.glow((left, top, right, bottom), mix(person.skin, BLACK, 0.45), 0.7, person.size * 0.045)
    for side in (-1, 1):
        _oval(canvas, person, side * 0.09, 0.3, 0.045, 0.028, mix(person.skin, BLACK, 0.6))
    lips = mix(person.skin, (150, 30, 40), 0.6)
    if not person.smiles:
        mouth = [_at(person, step * 0.15, 0.6 - 0.015 * abs(step)) for step in range(-2, 3)]
        canvas.line(mouth, lips, person.size * 0.1)
        canvas.line(mouth, mix(lips, BLACK, 0.5), person.size * 0.03)
        return
    shape = [
        (-0.4, 0.5),
        (-0.2, 0.56),
        (0, 0.58),
        (0.2, 0.56),
        (0.4, 0.5),
        (0.22, 0.74),
        (0, 0.8),
        (-0.22, 0.74),
    ]
    canvas.polygon(smooth([_at(person, x, y) for x, y in shape]), lips, mix(lips, BLACK, 0.25))
    teeth = [(-0.3, 0.56), (0, 0.61), (0.3, 0.56), (0.16, 0.68), (-0.16, 0.68)]
    canvas.polygon(smooth([_at(person, x, y) for x, y in teeth]), (250, 248, 244))


def _fringe(canvas: Canvas, person: Person) -> None:
    shape = [
        (-0.86, 0),
        (-0.92, -0.8),
        (-0.5, -1.26),
        (0, -1.34),
        (0.5, -1.26),
        (0.92, -0.8),
        (0.86, 0),
        (0.8, -0.3),
        (0.62, -0.62),
        (0.3, -0.78),
        (-0.3, -0.74),
        (-0.62, -0.6),
        (-0.8, -0.3),
    ]
    canvas.polygon(
        smooth([_at(person, x, y) for x, y in shape]), mix(person.hair, WHITE, 0.08), person.hair
    )
