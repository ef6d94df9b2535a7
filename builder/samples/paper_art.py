"""The three pictures with words to read: a shop front, a pinned notice, a menu board."""

from builder.samples.artwork import (
    BLACK,
    SANS,
    SANS_BOLD,
    SERIF,
    SERIF_BOLD,
    WHITE,
    Canvas,
    Colour,
    Point,
    mix,
    smooth,
)

NOTICE_LINES = (
    "Garden party on Saturday 14 June",
    "from 3 pm until sunset, rain or shine.",
    "Bring a chair and something to share.",
    "Children and dogs are welcome.",
)
MENU_LINES = (
    ("Sopa de verduras", "4,50 €"),
    ("Tortilla con ensalada", "7,20 €"),
    ("Pescado del mercado", "11,80 €"),
    ("Arroz con leche", "3,90 €"),
)


def _brick_wall(canvas: Canvas, bottom: int) -> None:
    canvas.box((0, 0, canvas.width, bottom), (170, 138, 122))
    for row, y in enumerate(range(0, bottom, 26)):
        for x in range(-34 if row % 2 else 0, canvas.width, 68):
            tone = mix((178, 98, 78), (140, 74, 64), float(canvas.rng.random()))
            canvas.box((x + 1.5, y + 1.5, x + 66.5, min(bottom, y + 24.5)), tone, radius=2)


def _shelf(canvas: Canvas, left: float, right: float, y: float) -> None:
    canvas.box((left, y, right, y + 9), (142, 96, 62), (110, 72, 48))
    x = left + 26.0
    while x < right - 60:
        wide = 44 + 34 * float(canvas.rng.random())
        crust = mix((214, 152, 84), (176, 108, 58), float(canvas.rng.random()))
        loaf = [
            (x, y),
            (x + 1, y - 16),
            (x + wide * 0.3, y - 37),
            (x + wide * 0.7, y - 37),
            (x + wide - 1, y - 16),
            (x + wide, y),
        ]
        canvas.polygon(smooth(loaf), mix(crust, WHITE, 0.15), mix(crust, BLACK, 0.12))
        for cut in (0.3, 0.5, 0.7):
            canvas.line(
                [(x + wide * cut - 4, y - 14), (x + wide * cut + 5, y - 27)],
                mix(crust, WHITE, 0.45),
                3,
            )
        x += wide + 22


def _awning(canvas: Canvas, left: float, right: float, top: float) -> None:
    stripes = 16
    canvas.box((left + 10, top + 66, right - 10, top + 112), BLACK, (90, 60, 50), alpha=0.28)
    for index in range(stripes):
        a, b = (left + (right - left) * step / stripes for step in (index, index + 1))
        tone: Colour = (30, 98, 102) if index % 2 else (246, 240, 226)
        low_a, low_b = (640 + (x - 640) * 1.04 for x in (a, b))
        canvas.polygon(
            [(a, top), (b + 0.4, top), (low_b + 0.4, top + 70), (low_a, top + 70)],
            tone,
            mix(tone, BLACK, 0.16),
        )
        canvas.ellipse((low_a, top + 56, low_b, top + 86), mix(tone, BLACK, 0.16))


def shop_sign() -> Canvas:
    """A bakery's front: the name on the fascia, a line beneath, a sign in the door."""
    canvas = Canvas(1280, 800, seed=4)
    _brick_wall(canvas, 730)
    canvas.box((0, 730, 1280, 800), (168, 164, 160), (138, 136, 136))
    canvas.grain(4)
    canvas.box((70, 96, 1210, 286), (18, 52, 58), radius=8)
    canvas.box((78, 104, 1202, 278), (34, 88, 92), (22, 66, 72), radius=6)
    canvas.box((90, 116, 1190, 119), (222, 190, 112))
    canvas.box((90, 263, 1190, 266), (222, 190, 112))
    canvas.text((643, 177), "HARBOUR BAKERY", SERIF_BOLD, 82, (10, 36, 40))
    canvas.text((640, 173), "HARBOUR BAKERY", SERIF_BOLD, 82, (250, 228, 168))
    canvas.text((640, 241), "Fresh bread every morning", SERIF, 30, (244, 236, 214))
    for x in (220, 640, 1060):
        canvas.line([(x, 96), (x, 62), (x + 20, 54)], (40, 42, 46), 5)
        canvas.polygon([(x + 2, 70), (x + 14, 44), (x + 30, 44), (x + 44, 70)], (40, 42, 46))
        canvas.glow((x - 60, 76, x + 106, 190), (255, 240, 190), 0.22, 26)
    canvas.box((92, 306, 846, 730), (28, 74, 78), (20, 56, 60), radius=4)
    canvas.box((116, 330, 822, 660), (255, 232, 184), (226, 178, 118))
    for y in (490, 616):
        _shelf(canvas, 116, 822, y)
    for x in (348, 586):
        canvas.box((x, 330, x + 10, 660), (26, 70, 74))
    for start in (150, 420, 640):
        canvas.polygon(
            [(start + 120, 330), (start + 170, 330), (start + 40, 660), (start - 10, 660)],
            WHITE,
            alpha=0.14,
        )
    canvas.box((896, 306, 1188, 734), (28, 74, 78), (20, 56, 60), radius=4)
    canvas.box((930, 350, 1154, 640), (236, 208, 160), (166, 122, 84), radius=4)
    canvas.polygon(
        [(1040, 350), (1110, 350), (980, 640), (930, 640), (930, 596)], WHITE, alpha=0.13
    )
    canvas.line([(992, 472), (1042, 424), (1092, 472)], (70, 60, 56), 3)
    canvas.box((962, 472, 1122, 544), (252, 248, 238), (236, 228, 210), radius=8)
    canvas.text((1042, 507), "OPEN", SANS_BOLD, 42, (156, 40, 40))
    canvas.box((1160, 520, 1172, 586), (222, 190, 112), radius=6)
    _awning(canvas, 84, 1196, 288)
    return canvas


def _paper() -> Canvas:
    paper = Canvas(820, 560, seed=50)
    paper.box((0, 0, 820, 560), (253, 250, 240), (243, 237, 222))
    paper.polygon([(0, 0), (420, 0), (0, 560)], WHITE, alpha=0.3)
    paper.box((36, 34, 784, 36), (52, 112, 92))
    paper.text((410, 96), "NEIGHBOURS!", SANS_BOLD, 62, (40, 98, 80))
    for row, line in enumerate(NOTICE_LINES):
        paper.text((64, 196 + row * 68), line, SANS, 34, (44, 44, 52), anchor="lm")
    paper.text((756, 484), "Oak Lane 27", SANS_BOLD, 34, (176, 66, 48), anchor="rm")
    paper.box((36, 526, 784, 528), (52, 112, 92))
    paper.grain(2)
    return paper


def _pin(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    canvas.glow((x - 8, y - 2, x + 22, y + 22), BLACK, 0.5, 5)
    canvas.ellipse((x - 14, y - 14, x + 14, y + 14), mix(colour, BLACK, 0.25))
    canvas.ellipse((x - 12, y - 14, x + 10, y + 8), colour)
    canvas.ellipse((x - 7, y - 10, x - 1, y - 4), mix(colour, WHITE, 0.7))


def notice() -> Canvas:
    """A typed notice pinned to a cork board, seen slightly from the side."""
    canvas = Canvas(1200, 860, seed=5)
    canvas.box((0, 0, 1200, 860), (206, 164, 116), (184, 140, 94))
    for _ in range(1500):
        x, y = canvas.rng.random() * 1200, canvas.rng.random() * 860
        size = 1.5 + 3.5 * canvas.rng.random()
        tone = mix((150, 106, 66), (226, 188, 142), float(canvas.rng.random()))
        canvas.ellipse((x, y, x + size * 1.4, y + size), tone)
    canvas.grain(7, cell=3)
    for edge in ((0, 0, 1200, 34), (0, 826, 1200, 860), (0, 0, 34, 860), (1166, 0, 1200, 860)):
        canvas.box(edge, (126, 84, 56), (104, 66, 44))
    canvas.box((34, 34, 1166, 46), BLACK, alpha=0.22)
    canvas.box((34, 34, 44, 826), BLACK, alpha=0.16)
    card = Canvas(150, 150, seed=51)
    card.box((0, 0, 150, 150), (250, 222, 118), (240, 206, 92))
    canvas.place(card, [(1012, 640), (1136, 628), (1146, 752), (1022, 764)], shadow=3)
    corners: list[Point] = [(132, 128), (1036, 88), (1052, 716), (150, 772)]
    canvas.place(_paper(), corners, shadow=6)
    _pin(canvas, 164, 150, (206, 52, 50))
    _pin(canvas, 1004, 116, (54, 110, 190))
    _pin(canvas, 1078, 650, (70, 150, 90))
    return canvas


def _menu_board() -> Canvas:
    board = Canvas(760, 700, seed=60)
    board.box((0, 0, 760, 700), (176, 124, 78), (140, 94, 58))
    for y in range(0, 700, 5):
        tone = mix((176, 124, 78), (120, 78, 48), float(board.rng.random()) * 0.5)
        board.line([(0, y), (760, y + 3)], tone, 1.5)
    board.box((30, 30, 730, 670), (24, 26, 28))
    board.box((36, 36, 724, 664), (52, 60, 60), (40, 46, 48))
    for _ in range(9):
        left, top = 60 + board.rng.random() * 480, 60 + board.rng.random() * 540
        board.glow((left, top, left + 220, top + 40), (150, 160, 158), 0.1, 24)
    chalk: Colour = (240, 240, 232)
    board.text((380, 104), "MENÚ DEL DÍA", SANS_BOLD, 64, (250, 214, 124))
    board.line([(90, 164), (670, 164)], chalk, 3)
    for row, (dish, price) in enumerate(MENU_LINES):
        y = 228 + row * 86
        board.text((76, y), dish, SANS, 37, chalk, anchor="lm")
        board.text((684, y), price, SANS, 37, (250, 214, 124), anchor="rm")
    board.line([(90, 560), (670, 560)], chalk, 3)
    board.text((380, 612), "Pan y agua incluidos", SANS, 32, (180, 220, 206))
    board.grain(5)
    return board


def menu() -> Canvas:
    """A Spanish menu on a chalk board that leans against a sunny wall."""
    canvas = Canvas(1100, 900, seed=6)
    canvas.box((0, 0, 1100, 900), (240, 220, 184), (224, 192, 150))
    for _ in range(60):
        x, y = canvas.rng.random() * 1100, canvas.rng.random() * 760
        canvas.glow((x, y, x + 160, y + 60), (206, 172, 132), 0.16, 26)
    canvas.polygon([(0, 0), (420, 0), (0, 620)], WHITE, alpha=0.16)
    canvas.box((0, 790, 1100, 900), (182, 128, 98), (150, 102, 80))
    for x in range(-100, 1300, 150):
        canvas.line([(550 + (x - 550) * 0.8, 790), (x, 900)], (128, 86, 68), 3)
    canvas.line([(0, 836), (1100, 836)], (128, 86, 68), 3)
    canvas.box((0, 784, 1100, 792), (120, 82, 66))
    canvas.grain(5, cell=2)
    canvas.glow((150, 800, 950, 856), BLACK, 0.55, 12)
    canvas.place(_menu_board(), [(196, 78), (896, 92), (926, 826), (160, 834)], shadow=7)
    canvas.glow((972, 838, 1092, 866), BLACK, 0.5, 6)
    for angle, tip in (
        (-60, 560),
        (-30, 520),
        (0, 500),
        (32, 524),
        (58, 566),
        (-14, 580),
        (16, 578),
    ):
        leaf: Colour = mix((74, 124, 70), (120, 164, 92), float(canvas.rng.random()))
        x = 1030 + angle
        canvas.polygon(
            [(1030, 740), (x - 22, (tip + 740) / 2 - 18), (x, tip), (x + 20, (tip + 740) / 2)],
            leaf,
            mix(leaf, BLACK, 0.3),
        )
    canvas.polygon(
        [(972, 724), (1088, 724), (1072, 852), (988, 852)], (206, 112, 78), (166, 82, 58)
    )
    canvas.box((964, 712, 1096, 742), (214, 122, 86), (182, 94, 66), radius=4)
    return canvas


SHOP_SIGN_LINES = ("HARBOUR BAKERY", "Fresh bread every morning", "OPEN")
NOTICE_TEXT = ("NEIGHBOURS!", *NOTICE_LINES, "Oak Lane 27")
MENU_TEXT = (
    "MENÚ DEL DÍA",
    *(part for line in MENU_LINES for part in line),
    "Pan y agua incluidos",
)


def digit() -> Canvas:
    """A seven, brushed on a sheet of paper."""
    canvas = Canvas(480, 480, seed=77)
    canvas.box((0, 0, 480, 480), (250, 247, 238), (240, 235, 222))
    canvas.grain(2)
    stroke: list[Point] = [(128, 122), (352, 116), (300, 220), (248, 300), (212, 392)]
    canvas.line(stroke, (34, 40, 66), 40)
    canvas.ellipse((108, 102, 148, 142), (34, 40, 66))
    canvas.ellipse((192, 372, 232, 412), (34, 40, 66))
    return canvas
