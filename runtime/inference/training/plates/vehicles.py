"""Draws vehicles seen from the front or the back, and says where the plate hangs."""

from dataclasses import dataclass

from PIL import ImageDraw

from runtime.inference.training.plates.drawing import (
    Colour,
    Rng,
    any_colour,
    between,
    chance,
    contrasting,
    fit_text,
    phrase,
    pick,
    shade,
    whole,
)

GLASS: tuple[Colour, ...] = ((58, 72, 86), (32, 38, 46), (120, 150, 172), (80, 96, 104))
PAINTS: tuple[Colour, ...] = (
    (196, 38, 40),
    (34, 78, 150),
    (236, 236, 232),
    (28, 30, 34),
    (150, 156, 162),
    (60, 110, 76),
    (222, 170, 50),
    (92, 60, 110),
    (214, 110, 40),
    (110, 30, 40),
    (90, 170, 190),
    (70, 74, 80),
)


@dataclass(frozen=True)
class Body:
    """A vehicle's outline: its left edge, roof line, width and height, in pixels."""

    left: float
    top: float
    width: float
    height: float
    paint: Colour

    def at(self, across: float, down: float) -> tuple[float, float]:
        """The point at these fractions of the width and the height."""
        return self.left + across * self.width, self.top + down * self.height

    def box(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        """The rectangle between these fractions."""
        return (*self.at(left, top), *self.at(right, bottom))


def _rounded(
    draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], fill: Colour, part: float
) -> None:
    radius = part * min(box[2] - box[0], box[3] - box[1])
    draw.rounded_rectangle(box, radius, fill=fill)


def _lights(draw: ImageDraw.ImageDraw, rng: Rng, body: Body, top: float) -> None:
    colour = pick(rng, [(206, 30, 34), (238, 240, 232), (240, 150, 40), (250, 244, 190)])
    wide, high = between(rng, 0.08, 0.2), between(rng, 0.06, 0.2)
    round_lamp = chance(rng, 0.4)
    for left in (0.05, 0.95 - wide):
        box = body.box(left, top, left + wide, top + high)
        if round_lamp:
            draw.ellipse(box, fill=colour, outline=shade(colour, 0.6))
        else:
            _rounded(draw, box, colour, 0.3)


def _grille(draw: ImageDraw.ImageDraw, rng: Rng, body: Body, top: float) -> None:
    left = between(rng, 0.22, 0.34)
    box = body.box(left, top, 1 - left, top + between(rng, 0.08, 0.16))
    _rounded(draw, box, any_colour(rng, 10, 60), 0.2)
    if chance(rng, 0.6):
        bars = whole(rng, 2, 7)
        for bar in range(1, bars):
            row = box[1] + (box[3] - box[1]) * bar / bars
            draw.line((box[0] + 2, row, box[2] - 2, row), fill=any_colour(rng, 90, 200))


def _draw_car(draw: ImageDraw.ImageDraw, rng: Rng, body: Body) -> None:
    taper, waist = between(rng, 0.1, 0.24), between(rng, 0.34, 0.46)
    cabin = [body.at(taper, 0), body.at(1 - taper, 0), body.at(0.96, waist), body.at(0.04, waist)]
    draw.polygon(cabin, fill=shade(body.paint, between(rng, 0.75, 1.05)))
    glass = [
        body.at(taper + 0.04, 0.06),
        body.at(0.96 - taper, 0.06),
        body.at(0.89, waist - 0.02),
        body.at(0.11, waist - 0.02),
    ]
    draw.polygon(glass, fill=pick(rng, GLASS))
    for left in (0.05, 0.77):
        _rounded(draw, body.box(left, 0.8, left + 0.18, 1.0), any_colour(rng, 8, 40), 0.25)
    _rounded(draw, body.box(0, waist - 0.03, 1, 0.93), body.paint, 0.22)
    _lights(draw, rng, body, between(rng, waist + 0.02, 0.56))
    if chance(rng, 0.6):
        _grille(draw, rng, body, between(rng, waist + 0.04, 0.54))
    if chance(rng, 0.7):
        _rounded(
            draw,
            body.box(0.02, 0.74, 0.98, 0.92),
            shade(body.paint, pick(rng, [0.4, 0.8, 1.1])),
            0.3,
        )
    if chance(rng, 0.4):
        draw.line((*body.at(0.04, 0.66), *body.at(0.96, 0.66)), fill=shade(body.paint, 0.6))


def _draw_van(draw: ImageDraw.ImageDraw, rng: Rng, body: Body) -> None:
    for left in (0.06, 0.76):
        _rounded(draw, body.box(left, 0.86, left + 0.18, 1.0), (20, 20, 22), 0.25)
    _rounded(draw, body.box(0, 0, 1, 0.94), body.paint, 0.06)
    if chance(rng, 0.6):
        _rounded(draw, body.box(0.08, 0.12, 0.92, 0.44), pick(rng, GLASS), 0.1)
    else:
        draw.line((*body.at(0.5, 0.05), *body.at(0.5, 0.8)), fill=shade(body.paint, 0.6), width=2)
        fit_text(
            draw,
            phrase(rng, 2),
            body.box(0.12, 0.2, 0.88, 0.36),
            "default",
            contrasting(rng, body.paint),
        )
    if chance(rng, 0.5):
        fit_text(
            draw,
            phrase(rng, 2),
            body.box(0.2, 0.02, 0.8, 0.1),
            "default",
            contrasting(rng, body.paint),
        )
    _lights(draw, rng, body, between(rng, 0.5, 0.62))
    if chance(rng, 0.6):
        _rounded(draw, body.box(0.0, 0.8, 1, 0.93), any_colour(rng, 20, 130), 0.3)


def draw_vehicle(
    draw: ImageDraw.ImageDraw, rng: Rng, centre: tuple[float, float], width: float, *, van: bool
) -> None:
    """Draw a vehicle whose plate position is at `centre`."""
    paint = pick(rng, PAINTS) if chance(rng, 0.75) else any_colour(rng, 10, 245)
    height = width * (between(rng, 0.85, 1.25) if van else between(rng, 0.58, 0.85))
    across, down = between(rng, 0.44, 0.56), between(rng, 0.6, 0.84)
    left, top = centre[0] - across * width, centre[1] - down * height
    body = Body(left, top, width, height, paint)
    shadow = body.box(-0.06, 0.9, 1.06, 1.05)
    draw.ellipse(shadow, fill=any_colour(rng, 10, 60))
    if van:
        _draw_van(draw, rng, body)
    else:
        _draw_car(draw, rng, body)
    if chance(rng, 0.5):
        recess = body.box(across - 0.2, down - 0.08, across + 0.2, down + 0.08)
        _rounded(draw, recess, shade(paint, between(rng, 0.3, 0.8)), 0.2)
