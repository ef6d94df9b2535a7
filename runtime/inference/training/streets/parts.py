"""What a drawn street is made of: sky, hills, houses, road, greens and cars."""

import math

from runtime.inference.training.plates.drawing import any_colour, between, chance, pick, whole
from runtime.inference.training.streets.sheet import (
    BUILDING,
    CAR,
    PLANTS,
    ROAD,
    SIZE,
    SKY,
    Colour,
    Sheet,
    mix,
    near,
    shade,
)

WIDTH, HEIGHT = SIZE
DAYS: tuple[tuple[Colour, Colour], ...] = (
    ((112, 172, 222), (244, 232, 210)), ((108, 140, 190), (255, 208, 156)),
    ((90, 150, 220), (200, 225, 245)), ((150, 160, 175), (205, 208, 212)),
    ((70, 120, 200), (170, 205, 240)),
)  # fmt: skip
NIGHTS: tuple[tuple[Colour, Colour], ...] = (
    ((26, 30, 62), (120, 80, 96)), ((20, 24, 48), (60, 62, 100)), ((40, 36, 70), (200, 120, 90)),
)  # fmt: skip
WALLS: tuple[Colour, ...] = (
    (226, 204, 170), (204, 120, 92), (222, 214, 200), (178, 192, 184), (150, 112, 104),
    (196, 158, 126), (126, 128, 146), (168, 120, 100), (110, 84, 72), (200, 196, 188),
)  # fmt: skip
ROOFS: tuple[Colour, ...] = ((150, 72, 54), (96, 84, 80), (120, 60, 50), (70, 74, 86))
GREENS: tuple[Colour, ...] = ((84, 142, 70), (60, 112, 62), (118, 160, 92), (96, 128, 60))
TARS: tuple[Colour, ...] = ((98, 102, 108), (92, 90, 98), (70, 72, 78), (120, 118, 116))
PAVEMENTS: tuple[Colour, ...] = ((188, 184, 176), (190, 174, 162), (150, 150, 152))
CARS: tuple[Colour, ...] = (
    (198, 44, 46), (44, 92, 158), (226, 226, 222), (44, 110, 88), (40, 42, 48), (150, 154, 160),
    (230, 180, 60), (120, 40, 60), (200, 196, 186), (90, 120, 170),
)  # fmt: skip
GLASSES: tuple[Colour, ...] = ((124, 162, 186), (44, 62, 80), (70, 78, 108), (28, 32, 48))
GLOWING: Colour = (255, 226, 150)


def sky(sheet: Sheet, ground: float, *, night: bool) -> None:
    """A fading sky with sun or moon, clouds or stars."""
    rng = sheet.rng
    top, low = pick(rng, NIGHTS if night else DAYS)
    sheet.fade(0, ground + 4, (near(rng, top), near(rng, low)), SKY)
    if chance(rng, 0.5):
        x, y, size = between(rng, 0, WIDTH), between(rng, 0, ground * 0.5), between(rng, 6, 22)
        sheet.disc((x - size, y - size, x + size, y + size), near(rng, (255, 244, 214), 8), SKY)
    for _ in range(whole(rng, 0, 30) if night else whole(rng, 0, 5)):
        x, y = between(rng, 0, WIDTH), between(rng, 0, ground * 0.6)
        if night:
            sheet.box((x, y, x + 1, y + 1), (240, 240, 250), SKY)
            continue
        size, paint = between(rng, 8, 30), near(rng, mix(low, (255, 255, 255), 0.8), 8)
        for part in range(whole(rng, 2, 5)):
            left = x + part * size * 0.6
            high = size * between(rng, 0.3, 0.7)
            sheet.disc((left, y - high, left + size, y + high * 0.6), paint, SKY)


def hills(sheet: Sheet, ground: float) -> None:
    """Far ridges, green or hazy."""
    rng = sheet.rng
    for _ in range(whole(rng, 0, 2)):
        base, rise = ground - between(rng, 0, 30), between(rng, 8, 46)
        wave, shift = between(rng, 30, 90), between(rng, 0, 6)
        edge = [
            (float(x), base - rise * (0.6 + 0.4 * math.sin(x / wave + shift)))
            for x in range(0, WIDTH + 8, 8)
        ]
        paint = mix(near(rng, pick(rng, GREENS)), (160, 190, 195), between(rng, 0, 0.5))
        sheet.shape([*edge, (WIDTH, ground + 2), (0, ground + 2)], paint, PLANTS)


def houses(sheet: Sheet, ground: float, *, night: bool) -> None:
    """A row of houses or towers with gaps, walls, and lamp posts before them."""
    rng = sheet.rng
    x = between(rng, -60, 60)
    while x < WIDTH:
        wide = between(rng, 24, 120)
        if chance(rng, 0.72):
            _house(sheet, x, wide, ground, night=night)
        x += wide + between(rng, -6, 50)
    if chance(rng, 0.25):
        left = between(rng, -40, WIDTH * 0.7)
        top, brick = ground - between(rng, 16, 40), near(rng, (120, 70, 56))
        right = left + between(rng, 40, 200)
        sheet.box((left, top, right, ground + 2), brick, BUILDING)
        for row in range(int(top), int(ground), 5):
            sheet.box((left, row, right, row + 1), shade(brick, 1.25), BUILDING)
    for _ in range(whole(rng, 0, 2)):
        left, top = between(rng, 0, WIDTH), ground - between(rng, 70, 140)
        post = near(rng, (40, 42, 46), 10)
        sheet.box((left, top, left + between(rng, 2, 4), ground + 4), post, BUILDING)
        lamp = GLOWING if night else (230, 230, 220)
        sheet.box((left - 4, top - 8, left + 7, top), lamp, BUILDING)


def _house(sheet: Sheet, left: float, wide: float, ground: float, *, night: bool) -> None:
    rng = sheet.rng
    high = between(rng, 40, 100) if chance(rng, 0.55) else between(rng, 80, 210)
    top, wall = ground - high, near(rng, pick(rng, WALLS))
    sheet.box((left, top, left + wide, ground + 3), wall, BUILDING)
    if high < 110 and chance(rng, 0.7):
        roof, peak = near(rng, pick(rng, ROOFS)), top - between(rng, 10, 34)
        over = between(rng, 0, 6)
        inset = between(rng, 0.05, 0.5) * wide
        edge = [(left - over, top + 1), (left + inset, peak), (left + wide - inset, peak),
                (left + wide + over, top + 1)]  # fmt: skip
        sheet.shape(edge, roof, BUILDING)
    columns, rows = max(1, int(wide // between(rng, 12, 26))), max(1, int(high // 24))
    lit, dark = GLOWING, near(rng, pick(rng, GLASSES))
    for row in range(rows):
        for column in range(columns):
            x = left + (column + 0.25) * wide / columns
            y = top + 6 + row * high / rows
            glow = chance(rng, 0.45 if night else 0.08)
            place = (x, y, x + wide / columns * 0.5, y + high / rows * 0.5)
            sheet.box(place, lit if glow else dark, BUILDING)
    if chance(rng, 0.5):
        door = any_colour(rng)
        x = left + wide * between(rng, 0.1, 0.7)
        sheet.box((x, ground - 26, x + 12, ground + 2), door, BUILDING)


def street(sheet: Sheet, ground: float) -> None:
    """Pavement, tar and marks, or a field with a track."""
    rng = sheet.rng
    kerb = ground + between(rng, 3, 18)
    tar = near(rng, pick(rng, TARS), 10)
    sheet.fade(ground, kerb, (near(rng, pick(rng, PAVEMENTS)),) * 2, ROAD)
    sheet.fade(kerb, HEIGHT, (shade(tar, 0.85), tar), ROAD)
    sheet.box((0, kerb, WIDTH, kerb + 2), shade(tar, 1.7), ROAD)
    lane, mark = between(rng, kerb + 6, HEIGHT), near(rng, (236, 234, 224), 10)
    start, step = between(rng, -40, 0), between(rng, 40, 110)
    for number in range(10):
        left = start + number * step
        sheet.shape([(left + 6, lane), (left + step * 0.45, lane), (left + step * 0.4, lane + 4),
                     (left, lane + 4)], mark, ROAD)  # fmt: skip


def greens(sheet: Sheet, ground: float) -> None:
    """Trees, hedges and strips of grass."""
    rng = sheet.rng
    if chance(rng, 0.4):
        left, wide = between(rng, -50, WIDTH), between(rng, 40, 200)
        high = between(rng, 8, 28)
        paint = near(rng, pick(rng, GREENS))
        sheet.box((left, ground - high, left + wide, ground + 3), paint, PLANTS, radius=4)
    for _ in range(whole(rng, 0, 4)):
        _tree(sheet, between(rng, 0, WIDTH), ground + between(rng, 0, 6), between(rng, 14, 60))


def _tree(sheet: Sheet, x: float, foot: float, size: float) -> None:
    rng = sheet.rng
    paint = near(rng, pick(rng, GREENS))
    trunk = near(rng, (100, 72, 50), 12)
    sheet.box((x - size * 0.08, foot - size, x + size * 0.08, foot), trunk, PLANTS)
    for _ in range(whole(rng, 3, 8)):
        dx, dy = between(rng, -0.45, 0.45) * size, between(rng, -0.5, 0.3) * size
        half, high = size * between(rng, 0.3, 0.5), foot - size * 1.3 + dy
        leaf = shade(paint, between(rng, 0.8, 1.2))
        sheet.disc((x + dx - half, high - half, x + dx + half, high + half), leaf, PLANTS)


def cars(sheet: Sheet, ground: float) -> None:
    """Up to three cars, the far ones first."""
    low = max(ground + 12, HEIGHT - 8)
    for foot in sorted(between(sheet.rng, ground + 10, low) for _ in range(whole(sheet.rng, 0, 3))):
        _car(sheet, foot)


def _car(sheet: Sheet, foot: float) -> None:
    """A car from behind, from before or from the side, with its shadow on the road."""
    rng = sheet.rng
    wide = math.exp(between(rng, math.log(40), math.log(200)))
    centre, paint = between(rng, 0, WIDTH), near(rng, pick(rng, CARS))
    shadow = near(rng, (44, 44, 48), 8)
    sheet.disc((centre - wide * 0.52, foot - 5, centre + wide * 0.52, foot + 5), shadow, ROAD)
    if chance(rng, 0.35):
        _side(sheet, centre, foot, wide, paint)
    else:
        _end(sheet, centre, foot, wide, paint)


def _end(sheet: Sheet, x: float, foot: float, wide: float, paint: Colour) -> None:
    """From behind or before: cabin, glass, body, lights, plate, wheels."""
    rng = sheet.rng
    half, high = wide / 2, wide * between(rng, 0.62, 0.86)
    for side in (-1, 1):
        wheel = x + side * half * 0.78
        sheet.box((wheel - wide * 0.08, foot - wide * 0.2, wheel + wide * 0.08, foot),
                  near(rng, (34, 34, 38), 6), CAR, radius=2)  # fmt: skip
    waist, roof = foot - high * 0.55, foot - high
    cabin = between(rng, 0.55, 0.78)
    sheet.shape([(x - half * 0.9, waist + 4), (x - half * cabin, roof + 2),
                 (x + half * cabin, roof + 2), (x + half * 0.9, waist + 4)],
                paint, CAR)  # fmt: skip
    sheet.box((x - half * cabin, roof, x + half * cabin, roof + 8), paint, CAR, radius=4)
    glass = near(rng, pick(rng, GLASSES))
    sheet.shape([(x - half * 0.8, waist), (x - half * (cabin - 0.06), roof + high * 0.07),
                 (x + half * (cabin - 0.06), roof + high * 0.07), (x + half * 0.8, waist)],
                glass, CAR)  # fmt: skip
    body = (x - half, waist, x + half, foot - high * 0.08)
    sheet.box(body, paint, CAR, radius=wide * 0.08)
    sheet.box((x - half, foot - high * 0.3, x + half, foot - high * 0.14), shade(paint, 0.85), CAR)
    lamp = (250, 246, 220) if chance(rng, 0.5) else (210, 40, 40)
    for side in (-1, 1):
        at = x + side * half * 0.78
        sheet.box((at - wide * 0.1, waist + high * 0.08, at + wide * 0.1, waist + high * 0.2),
                  near(rng, lamp, 8), CAR, radius=2)  # fmt: skip
        mirror = x + side * half * 1.06
        sheet.disc((mirror - wide * 0.06, waist - 4, mirror + wide * 0.06, waist + 4), paint, CAR)
    plate = (244, 244, 238) if chance(rng, 0.7) else (248, 206, 60)
    sheet.box(
        (x - wide * 0.14, foot - high * 0.38, x + wide * 0.14, foot - high * 0.27), plate, CAR
    )
    dark = near(rng, (30, 32, 36), 6)
    sheet.box((x - half * 0.6, foot - high * 0.2, x + half * 0.6, foot - high * 0.13), dark, CAR)


def _side(sheet: Sheet, x: float, foot: float, wide: float, paint: Colour) -> None:
    """From the side: body, cabin with two panes, two wheels."""
    rng = sheet.rng
    half, high = wide / 2, wide * between(rng, 0.3, 0.42)
    waist, roof = foot - high * 0.6, foot - high
    cabin = [(x - half * 0.7, waist + 2), (x - half * 0.4, roof), (x + half * 0.4, roof),
             (x + half * 0.75, waist + 2)]  # fmt: skip
    sheet.shape(cabin, paint, CAR)
    glass = near(rng, pick(rng, GLASSES))
    for start, end in ((-0.55, -0.05), (0.02, 0.55)):
        lean = 0.16 * half
        left, right = x + start * half, x + end * half
        sheet.shape([(left, waist), (left + (lean if start < 0 else 0), roof + high * 0.08),
                     (right - (lean if start > 0 else 0), roof + high * 0.08), (right, waist)],
                    glass, CAR)  # fmt: skip
    sheet.box((x - half, waist, x + half, foot - high * 0.12), paint, CAR, radius=wide * 0.05)
    for side in (-1, 1):
        at, size = x + side * half * 0.6, wide * 0.1
        sheet.disc((at - size, foot - size * 2, at + size, foot), near(rng, (30, 30, 34), 6), CAR)
        rim = size * 0.5
        middle = foot - size
        sheet.disc((at - rim, middle - rim, at + rim, middle + rim), (170, 172, 176), CAR)
