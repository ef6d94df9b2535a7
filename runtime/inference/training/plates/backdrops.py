"""Draws everything a plate must not be mistaken for: streets, signs, pages of text."""

import numpy as np
from PIL import Image, ImageDraw

from runtime.inference.training.plates.drawing import (
    Colour,
    Rng,
    any_colour,
    between,
    chance,
    contrasting,
    digits,
    fit_text,
    letters,
    load_font,
    phrase,
    pick,
    shade,
    whole,
    word,
)

Size = tuple[int, int]


def _gradient(size: Size, top: Colour, bottom: Colour) -> Image.Image:
    ramp = np.linspace(0.0, 1.0, size[1])[:, None, None]
    column = np.asarray(top) * (1 - ramp) + np.asarray(bottom) * ramp
    return Image.fromarray(np.broadcast_to(column, (size[1], size[0], 3)).astype(np.uint8))


def _blotches(rng: Rng, size: Size) -> Image.Image:
    coarse = rng.integers(0, 256, (whole(rng, 3, 14), whole(rng, 3, 14), 3)).astype(np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def _building(draw: ImageDraw.ImageDraw, rng: Rng, size: Size, ground: float) -> None:
    width, height = size
    wide = between(rng, 0.15, 0.6) * width
    left, top = between(rng, -0.1, 0.9) * width, between(rng, -0.05, 0.3) * height
    wall = any_colour(rng, 60, 225)
    draw.rectangle((left, top, left + wide, ground), fill=wall)
    columns, rows = whole(rng, 2, 6), whole(rng, 2, 6)
    cell_w, cell_h = wide / columns, (ground - top) / rows
    pane, gap = any_colour(rng), between(rng, 0.12, 0.3)
    for column in range(columns):
        for row in range(rows):
            x, y = left + (column + gap) * cell_w, top + (row + gap) * cell_h
            right = max(x, left + (column + 1 - gap) * cell_w)
            draw.rectangle(
                (x, y, right, max(y, top + (row + 1 - gap) * cell_h)),
                fill=pane,
                outline=shade(wall, 0.7),
            )


def street(rng: Rng, size: Size) -> Image.Image:
    """A sky over a road with a row of buildings between."""
    width, height = size
    if chance(rng, 0.15):
        return _blotches(rng, size)
    picture = _gradient(size, any_colour(rng, 20, 245), any_colour(rng, 60, 250))
    draw = ImageDraw.Draw(picture)
    ground = between(rng, 0.35, 0.75) * height
    for _ in range(whole(rng, 0, 4)):
        _building(draw, rng, size, ground)
    road = any_colour(rng, 50, 170)
    draw.rectangle((0, ground, width, height), fill=road)
    for _ in range(whole(rng, 0, 4)):
        x, y = between(rng, 0, width), between(rng, ground, height)
        draw.line(
            (x, y, x + between(rng, -60, 60), y + between(rng, 4, 40)),
            fill=pick(rng, [(240, 240, 240), (230, 190, 60)]),
            width=whole(rng, 2, 8),
        )
    return picture


def panel(rng: Rng, size: Size) -> Image.Image:
    """Bodywork so close that it fills the picture."""
    paint = any_colour(rng, 15, 235)
    picture = _gradient(size, paint, shade(paint, between(rng, 0.5, 1.2)))
    draw = ImageDraw.Draw(picture)
    for _ in range(whole(rng, 0, 4)):
        y = between(rng, 0, size[1])
        draw.rectangle(
            (0, y, size[0], y + between(rng, 2, size[1] * 0.25)),
            fill=shade(paint, between(rng, 0.2, 1.3)),
        )
    return picture


def draw_sign(draw: ImageDraw.ImageDraw, rng: Rng, size: Size, families: tuple[str, ...]) -> None:
    """A shop sign, poster, road sign, coloured box or bare lettering; never a plate."""
    wide = float(np.exp(between(rng, np.log(14), np.log(size[0] * 0.6))))
    high = wide * pick(rng, [between(rng, 0.14, 0.4), between(rng, 0.4, 1.5)])
    left, top = between(rng, -0.1, 0.95) * size[0], between(rng, -0.05, 0.9) * size[1]
    ground, kind = any_colour(rng), whole(rng, 0, 5)
    box = (left, top, left + wide, top + high)
    ink, family = contrasting(rng, ground), pick(rng, families)
    if kind == 0:
        draw.rectangle(box, fill=ground, outline=ink if chance(rng, 0.5) else None)
        return
    if kind == 1:
        draw.ellipse((left, top, left + high, top + high), fill=ground, outline=ink, width=2)
        fit_text(
            draw,
            digits(rng, 2),
            (left + high * 0.2, top, left + high * 0.8, top + high),
            family,
            ink,
        )
        return
    if kind != 2:
        corner = between(rng, 0, 0.3) * min(wide, high)
        draw.rounded_rectangle(box, corner, fill=ground, outline=ink if chance(rng, 0.4) else None)
    lines = max(1, min(6, round(high / wide * whole(rng, 4, 8)))) if kind > 3 else 1
    for line in range(lines):
        row = top + high * line / lines
        text = phrase(rng, whole(rng, 1, 3)) if lines > 1 else phrase(rng, whole(rng, 1, 2))
        fit_text(
            draw,
            text,
            (
                left + wide * 0.06,
                row + high * 0.1 / lines,
                left + wide * 0.94,
                row + high * 0.9 / lines,
            ),
            family,
            ink,
        )


def _page_line(rng: Rng) -> str:
    kind = whole(rng, 0, 9)
    if kind == 0:
        return f"{word(rng)} {letters(rng, 2)}{digits(rng, 2)} {letters(rng, 3)}"
    if kind == 1:
        return f"{phrase(rng, 2)} ..... {digits(rng, 1)}.{digits(rng, 2)}"
    if kind == 2:
        return phrase(rng, 2).upper()
    if kind == 3:
        return f"{digits(rng, 2)}/{digits(rng, 2)}/{digits(rng, 4)}"
    return phrase(rng, whole(rng, 2, 8))


def _ruled_box(
    draw: ImageDraw.ImageDraw,
    rng: Rng,
    area: tuple[float, float, float, float],
    families: tuple[str, ...],
) -> None:
    """A form field, button or coloured banner with text, inside a page."""
    left, top, right, bottom = area
    wide = between(rng, 0.2, 1.0) * (right - left)
    x, y = left + between(rng, 0, (right - left) - wide), between(rng, top, bottom)
    high = wide * between(rng, 0.08, 0.3)
    ground = any_colour(rng) if chance(rng, 0.6) else any_colour(rng, 230, 255)
    ink = contrasting(rng, ground)
    draw.rounded_rectangle(
        (x, y, x + wide, y + high),
        between(rng, 0, high / 3),
        fill=ground,
        outline=ink if chance(rng, 0.5) else None,
    )
    fit_text(
        draw,
        phrase(rng, whole(rng, 1, 3)),
        (x + 3, y + high * 0.15, x + wide - 3, y + high * 0.85),
        pick(rng, families),
        ink,
    )


def page(rng: Rng, size: Size, families: tuple[str, ...]) -> Image.Image:
    """A letter, form, menu or board full of text, on a desk or a wall."""
    width, height = size
    picture = (
        _blotches(rng, size)
        if chance(rng, 0.4)
        else _gradient(size, any_colour(rng, 30, 220), any_colour(rng, 30, 220))
    )
    draw = ImageDraw.Draw(picture)
    inset = between(rng, -0.05, 0.22)
    left, top, right, bottom = width * inset, height * inset / 2, width * (1 - inset), height
    paper = any_colour(rng, 215, 255) if chance(rng, 0.7) else any_colour(rng)
    ink = contrasting(rng, paper)
    draw.rectangle((left, top, right, bottom), fill=paper, outline=shade(paper, 0.7))
    y, family = top + between(rng, 4, 20), pick(rng, families)
    body_px = whole(rng, 7, 26)
    while y < bottom:
        size_px = int(body_px * (between(rng, 1.5, 2.6) if chance(rng, 0.12) else 1))
        x = left + between(rng, 4, 30)
        draw.text((x, y), _page_line(rng), font=load_font(family, size_px), fill=ink)
        if chance(rng, 0.08):
            draw.line((left, y - 2, right, y - 2), fill=ink)
        y += size_px * between(rng, 1.2, 1.9)
    for _ in range(whole(rng, 0, 3)):
        _ruled_box(draw, rng, (left, top, right, bottom), families)
    return picture
