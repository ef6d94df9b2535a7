"""What stands along a street: houses, towers, a shop, trees, lamps, the road itself."""

import math

from builder.samples.artwork import BLACK, SANS_BOLD, WHITE, Canvas, Colour, mix

LEAVES: tuple[Colour, ...] = ((70, 122, 74), (86, 142, 84), (108, 160, 92))


def cloud(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """A soft, flat-bottomed cloud."""
    for across, up, part in (
        (-0.9, 0.1, 0.55),
        (-0.3, -0.15, 0.8),
        (0.35, -0.05, 0.7),
        (0.95, 0.14, 0.45),
    ):
        radius = size * part
        canvas.glow(
            (
                x + across * size - radius,
                y + up * size - radius * 0.55,
                x + across * size + radius,
                y + up * size + radius * 0.45,
            ),
            colour,
            0.8,
            7,
        )


def ridge(
    canvas: Canvas,
    base: float,
    height: float,
    waves: float,
    shift: float,
    colours: tuple[Colour, Colour],
) -> None:
    """A line of hills; the colours run from its top down."""
    points = [
        (
            float(x),
            base
            - height
            * (
                0.55
                + 0.3 * math.sin(x / 1280 * waves + shift)
                + 0.15 * math.sin(x / 1280 * waves * 2.7 + shift * 2)
            ),
        )
        for x in range(0, canvas.width + 9, 8)
    ]
    canvas.polygon([(0, 560), *points, (canvas.width, 560)], *colours)


def tree(canvas: Canvas, x: float, ground: float, size: float) -> None:
    """A round tree that stands on the ground line."""
    canvas.glow((x - size * 0.5, ground - 5, x + size * 0.5, ground + 7), BLACK, 0.35, 5)
    canvas.polygon(
        [
            (x - size * 0.06, ground),
            (x - size * 0.035, ground - size),
            (x + size * 0.035, ground - size),
            (x + size * 0.06, ground),
        ],
        (104, 78, 60),
        (74, 54, 44),
    )
    for layer, leaf in enumerate(LEAVES):
        for across, up, part in (
            (-0.32, 0.85, 0.34),
            (0.32, 0.88, 0.33),
            (0, 1.2, 0.4),
            (0, 0.9, 0.42),
        ):
            radius = size * part * (1 - 0.2 * layer)
            middle_x, middle_y = (
                x + (across - 0.07 * layer) * size,
                ground - (up + 0.07 * layer) * size,
            )
            canvas.ellipse(
                (middle_x - radius, middle_y - radius, middle_x + radius, middle_y + radius), leaf
            )


def _window(
    canvas: Canvas,
    x: float,
    y: float,
    wide: float,
    high: float,
    pane: Colour,
    frame: Colour = (244, 242, 236),
) -> None:
    canvas.box((x - 4, y - 4, x + wide + 4, y + high + 4), frame, radius=2)
    canvas.box((x, y, x + wide, y + high), mix(pane, WHITE, 0.25), mix(pane, BLACK, 0.25))
    canvas.line([(x + wide / 2, y), (x + wide / 2, y + high)], frame, 3)
    canvas.line([(x, y + high * 0.45), (x + wide, y + high * 0.45)], frame, 3)
    canvas.box(
        (x - 8, y + high + 3, x + wide + 8, y + high + 10), mix(frame, BLACK, 0.12), radius=2
    )


def house(
    canvas: Canvas, left: float, wide: float, ground: float, wall: Colour, door: Colour
) -> None:
    """A two-storey house with a tiled roof."""
    top = ground - 250
    canvas.box((left, top, left + wide, ground), mix(wall, WHITE, 0.12), mix(wall, BLACK, 0.08))
    roof: Colour = (150, 82, 66)
    canvas.polygon(
        [
            (left - 12, top + 4),
            (left + 26, top - 86),
            (left + wide - 26, top - 86),
            (left + wide + 12, top + 4),
        ],
        mix(roof, WHITE, 0.1),
        mix(roof, BLACK, 0.15),
    )
    for row in range(1, 5):
        y, inset = top - 86 + row * 18, 26 - row * 7.6
        canvas.line([(left + inset, y), (left + wide - inset, y)], mix(roof, BLACK, 0.18), 1.4)
    canvas.box((left + wide * 0.7, top - 122, left + wide * 0.7 + 34, top - 60), (142, 96, 82))
    canvas.box((left + wide * 0.7 - 4, top - 126, left + wide * 0.7 + 38, top - 114), (112, 74, 64))
    canvas.box((left - 12, top, left + wide + 12, top + 9), (236, 230, 220))
    pane: Colour = (120, 156, 180)
    for part in (0.14, 0.62):
        _window(canvas, left + wide * part, top + 34, wide * 0.24, 72, pane)
    _window(canvas, left + wide * 0.14, top + 146, wide * 0.3, 66, pane)
    x = left + wide * 0.64
    canvas.box((x - 6, top + 132, x + wide * 0.22 + 6, ground), (240, 236, 228), radius=3)
    canvas.box(
        (x, top + 138, x + wide * 0.22, ground), mix(door, WHITE, 0.1), mix(door, BLACK, 0.15)
    )
    canvas.box((x + 9, top + 146, x + wide * 0.22 - 9, top + 172), (190, 214, 226), radius=3)
    canvas.ellipse(
        (x + wide * 0.22 - 15, ground - 56, x + wide * 0.22 - 8, ground - 49), (226, 190, 90)
    )


def road(canvas: Canvas, kerb: float, stone: Colour, tar: Colour, paint: Colour) -> None:
    """A pavement above the kerb line, and a road with a dashed line below it."""
    canvas.box((0, kerb - 44, canvas.width, kerb), mix(stone, BLACK, 0.1), stone)
    for x in range(-200, canvas.width + 300, 92):
        canvas.line(
            [(640 + (x - 640) * 0.94, kerb - 44), (x, kerb - 8)], mix(stone, BLACK, 0.13), 1.5
        )
    canvas.box(
        (0, kerb - 8, canvas.width, kerb + 8), mix(stone, WHITE, 0.25), mix(stone, BLACK, 0.25)
    )
    canvas.box(
        (0, kerb + 8, canvas.width, canvas.height), mix(tar, BLACK, 0.12), mix(tar, WHITE, 0.06)
    )
    for x in (-60, 300, 660, 1020):
        canvas.polygon([(x + 20, 752), (x + 200, 752), (x + 188, 768), (x, 768)], paint, alpha=0.85)


def lamp_post(canvas: Canvas, x: float, ground: float, *, lit: bool) -> None:
    """A street lamp, lit or not."""
    iron: Colour = (44, 50, 58)
    canvas.box((x - 5, ground - 380, x + 5, ground), iron)
    canvas.box((x - 10, ground - 40, x + 10, ground), iron, radius=4)
    canvas.polygon(
        [
            (x - 20, ground - 430),
            (x + 20, ground - 430),
            (x + 12, ground - 380),
            (x - 12, ground - 380),
        ],
        (255, 232, 168) if lit else (226, 234, 236),
    )
    canvas.polygon([(x - 26, ground - 428), (x, ground - 450), (x + 26, ground - 428)], iron)
    if lit:
        canvas.glow((x - 70, ground - 470, x + 70, ground - 340), (255, 222, 150), 0.35, 34)


def tower(canvas: Canvas, left: float, wide: float, top: float, wall: Colour, lit: float) -> None:
    """A block of flats; `lit` is the share of windows with light."""
    canvas.box((left, top, left + wide, 560), mix(wall, WHITE, 0.1), mix(wall, BLACK, 0.12))
    canvas.box((left + wide * 0.86, top, left + wide, 560), BLACK, alpha=0.12)
    canvas.box((left - 4, top - 8, left + wide + 4, top + 4), mix(wall, BLACK, 0.2))
    columns = max(2, int(wide / 34))
    cell = wide / columns
    for row in range(int((520 - top) / 40)):
        for column in range(columns):
            x, y = left + column * cell + cell * 0.24, top + 22 + row * 40
            glow = canvas.rng.random() < lit
            pane: Colour = (255, 222, 150) if glow else mix(wall, (52, 70, 96), 0.62)
            canvas.box((x, y, x + cell * 0.52, y + 22), pane, radius=1)


def awning_shop(canvas: Canvas, left: float, right: float) -> None:
    """A café under a striped awning."""
    canvas.box((left, 300, right, 540), (120, 74, 66), (98, 60, 56))
    canvas.box((left + 10, 312, right - 10, 352), (38, 66, 70), radius=4)
    canvas.text((right - 62, 332), "CAFÉ", SANS_BOLD, 24, (246, 234, 206))
    canvas.box((left + 22, 392, right - 96, 520), (250, 224, 166), (206, 160, 104), radius=3)
    canvas.box((right - 76, 388, right - 22, 540), (52, 84, 84), (40, 66, 68), radius=3)
    canvas.box((right - 67, 398, right - 31, 462), (250, 224, 166), (226, 184, 126), radius=3)
    stripes = 10
    for index in range(stripes):
        a, b = (left + (right - left) * step / stripes for step in (index, index + 1))
        drop = 14 * (index / stripes - 0.5)
        tone: Colour = (206, 62, 56) if index % 2 else (246, 238, 224)
        canvas.polygon(
            [(a, 356), (b, 356), (b + drop + 1.4, 400), (a + drop, 400)],
            tone,
            mix(tone, BLACK, 0.12),
        )
        canvas.ellipse((a + drop, 392, b + drop + 1.4, 410), mix(tone, BLACK, 0.12))
