"""The three street scenes, each with cars whose plates can be read."""

import math

from builder.samples.artwork import Canvas, Colour, mix, smooth
from builder.samples.car_art import Car, Plate, draw_front, draw_rear
from builder.samples.scenery_art import (
    awning_shop,
    cloud,
    house,
    lamp_post,
    ridge,
    road,
    tower,
    tree,
)

SIZE = (1280, 800)
DAY_GLASS: tuple[Colour, Colour] = ((124, 162, 186), (44, 62, 80))
DUSK_GLASS: tuple[Colour, Colour] = ((70, 78, 108), (28, 32, 48))


def village() -> Canvas:
    """A village street by day, empty."""
    canvas = Canvas(*SIZE, seed=1)
    canvas.box((0, 0, 1280, 560), (112, 172, 222), (244, 232, 210))
    canvas.glow((950, 40, 1070, 160), (255, 248, 222), 1, 22)
    for x, y, size in ((190, 84, 62), (560, 60, 46), (1160, 170, 52)):
        cloud(canvas, x, y, size, (255, 255, 255))
    ridge(canvas, 420, 190, 6, 1.2, ((150, 184, 190), (176, 202, 190)))
    ridge(canvas, 470, 150, 9, 3.1, ((116, 164, 128), (146, 186, 132)))
    walls: tuple[tuple[float, Colour, Colour], ...] = (
        (-40, (226, 204, 170), (52, 92, 120)),
        (232, (204, 120, 92), (46, 88, 66)),
        (890, (222, 214, 200), (150, 54, 50)),
        (1160, (178, 192, 184), (60, 66, 100)),
    )
    for left, wall, door in walls:
        house(canvas, left, 236, 520, wall, door)
    canvas.box((470, 440, 890, 520), (118, 160, 92), (92, 134, 78), radius=14)
    road(canvas, 560, (188, 184, 176), (98, 102, 108), (236, 234, 224))
    for x, size in ((878, 140), (1008, 112)):
        tree(canvas, x, 524, size)
    lamp_post(canvas, 1118, 536, lit=False)
    canvas.grain(3)
    return canvas


def street_one_car() -> Canvas:
    """A red hatchback from behind, in a village street by day; plate KT52 LMR."""
    canvas = village()
    draw_rear(
        Car(canvas, 545, 716, 550, (198, 44, 46)), Plate("KT52 LMR", (250, 206, 60)), DAY_GLASS
    )
    return canvas


def street_two_cars() -> Canvas:
    """A blue and a white car side by side in town at golden hour; two plates."""
    canvas = Canvas(*SIZE, seed=2)
    canvas.box((0, 0, 1280, 560), (108, 140, 190), (255, 208, 156))
    canvas.glow((540, 280, 740, 480), (255, 236, 186), 0.95, 50)
    for x, y, size in ((300, 110, 60), (900, 76, 70)):
        cloud(canvas, x, y, size, (255, 226, 204))
    for left, wide, top in (
        (300, 120, 250),
        (440, 90, 310),
        (700, 110, 280),
        (820, 80, 220),
        (560, 100, 350),
    ):
        tower(canvas, left, wide, top, (178, 160, 172), 0.1)
    for left, wide, top, wall in (
        (-20, 180, 90, (150, 112, 104)),
        (176, 150, 190, (196, 158, 126)),
        (900, 140, 150, (126, 128, 146)),
        (1050, 250, 60, (168, 120, 100)),
    ):
        tower(canvas, left, wide, top, wall, 0.22)
    awning_shop(canvas, 1010, 1270)
    road(canvas, 560, (190, 174, 162), (92, 90, 98), (244, 226, 190))
    tree(canvas, 92, 530, 150)
    lamp_post(canvas, 640, 536, lit=True)
    canvas.grain(3)
    draw_front(Car(canvas, 332, 700, 500, (44, 92, 158)), Plate("WFT 7423"), DAY_GLASS)
    draw_rear(Car(canvas, 930, 728, 530, (226, 226, 222)), Plate("GX64 KPD"), DAY_GLASS)
    return canvas


def _bricks(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    canvas.box((left, top, right, bottom), (88, 62, 66), (60, 44, 54))
    for row, y in enumerate(range(int(top), int(bottom), 18)):
        for x in range(int(left) - (22 if row % 2 else 0), int(right), 44):
            tone = mix((124, 76, 70), (84, 54, 60), float(canvas.rng.random()))
            x0, x1 = max(left, x + 1.5), min(right, x + 42.5)
            if x1 - x0 > 2:
                canvas.box((x0, y + 1.5, x1, min(bottom, y + 16.5)), tone, radius=1)


def _booth(canvas: Canvas) -> None:
    canvas.glow((900, 280, 1200, 560), (255, 204, 120), 0.3, 60)
    canvas.box((960, 300, 1150, 560), (70, 82, 102), (48, 56, 76), radius=4)
    canvas.box((978, 336, 1132, 452), (255, 226, 160), (246, 188, 104), radius=4)
    canvas.polygon(
        smooth([(1040, 452), (1044, 412), (1062, 398), (1080, 412), (1084, 452)]), (66, 56, 64)
    )
    canvas.ellipse((1048, 364, 1076, 400), (66, 56, 64))
    canvas.line([(1096, 336), (1096, 452)], (70, 82, 102), 4)
    canvas.polygon([(936, 306), (956, 276), (1154, 276), (1174, 306)], (38, 44, 60))
    canvas.box((978, 476, 1132, 536), (58, 68, 88), radius=3)


def _crescent(canvas: Canvas, x: float, y: float, radius: float) -> None:
    outer = [
        (x + radius * math.sin(turn / 40 * math.pi), y - radius * math.cos(turn / 40 * math.pi))
        for turn in range(41)
    ]
    inner = [(x + 0.5 * (px - x), py) for px, py in reversed(outer)]
    canvas.glow((x - 30, y - 40, x + 50, y + 40), (250, 240, 214), 0.2, 20)
    canvas.polygon([*outer, *inner], (250, 240, 214))


def gate_night() -> Canvas:
    """A green car waits at a lit gate at dusk; plate LN68 ZHC."""
    canvas = Canvas(*SIZE, seed=3)
    canvas.box((0, 0, 1280, 560), (24, 30, 66), (232, 138, 108))
    for _ in range(70):
        x, y = canvas.rng.random() * 1280, canvas.rng.random() ** 1.6 * 240
        size = 0.8 + canvas.rng.random() * 1.3
        canvas.ellipse((x - size, y - size, x + size, y + size), (236, 232, 244))
    _crescent(canvas, 1112, 96, 30)
    ridge(canvas, 480, 190, 7, 0.4, ((70, 58, 92), (104, 74, 98)))
    ridge(canvas, 520, 130, 11, 2.2, ((44, 42, 72), (58, 50, 78)))
    _bricks(canvas, 0, 396, 210, 560)
    _bricks(canvas, 1180, 396, 1280, 560)
    for left in (196, 860):
        _bricks(canvas, left, 330, left + 76, 560)
        canvas.box((left - 10, 316, left + 86, 336), (146, 132, 134), (104, 92, 102), radius=3)
        canvas.glow((left - 20, 228, left + 96, 344), (255, 214, 140), 0.5, 30)
        canvas.ellipse((left + 16, 272, left + 60, 316), (255, 240, 200))
    _booth(canvas)
    for x in range(284, 860, 36):
        canvas.box((x, 372, x + 6, 556), (22, 24, 38))
        canvas.polygon([(x - 3, 374), (x + 3, 356), (x + 9, 374)], (22, 24, 38))
    for y in (392, 520):
        canvas.box((272, y, 860, y + 8), (22, 24, 38))
    road(canvas, 560, (96, 88, 102), (54, 54, 68), (176, 168, 164))
    canvas.glow((820, 560, 1260, 680), (255, 190, 110), 0.25, 50)
    canvas.grain(3)
    for x in (335, 785):
        canvas.glow((x - 150, 722, x + 150, 776), (255, 240, 196), 0.35, 24)
    car = Car(canvas, 560, 720, 580, (44, 92, 82))
    draw_front(car, Plate("LN68 ZHC"), DUSK_GLASS, lamps_on=True)
    for x in (335, 785):
        canvas.glow((x - 60, 452, x + 60, 532), (255, 246, 206), 0.6, 26)
    return canvas
