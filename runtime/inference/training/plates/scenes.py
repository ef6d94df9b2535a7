"""Synthetic street scenes and pages with known plates, drawn the same for the same seed."""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from runtime.inference.training.plates import backdrops
from runtime.inference.training.plates.drawing import (
    FAMILIES,
    SERIF_FAMILIES,
    Rng,
    any_colour,
    between,
    chance,
    pick,
    whole,
)
from runtime.inference.training.plates.plate_art import (
    SHIFTED_SCHEMES,
    TRAINING_SCHEMES,
    FlatPlate,
    Scheme,
    draw_plate,
)
from runtime.inference.training.plates.vehicles import draw_vehicle

LETTERING = FAMILIES + SERIF_FAMILIES
LETTERBOX_GREY = (114, 114, 114)
Point = tuple[float, float]
Box = tuple[float, float, float, float]
Size = tuple[int, int]
Backdrop = Callable[[Rng, Size], Image.Image]


@dataclass(frozen=True)
class Style:
    """The generator's parameters; a second style measures what training did not see."""

    size: Size
    plate_width: tuple[float, float]
    schemes: tuple[Scheme, ...]
    families: tuple[str, ...]
    page_share: float
    van_share: float
    tilt_degrees: float
    noise: tuple[float, float]
    brightness: tuple[float, float]


TRAINING_STYLE = Style(
    size=(320, 256),
    plate_width=(22, 270),
    schemes=TRAINING_SCHEMES,
    families=FAMILIES,
    page_share=0.24,
    van_share=0.25,
    tilt_degrees=9,
    noise=(0, 12),
    brightness=(0.45, 1.25),
)
SHIFTED_STYLE = Style(
    size=(640, 480),
    plate_width=(36, 220),
    schemes=SHIFTED_SCHEMES,
    families=SERIF_FAMILIES,
    page_share=0.3,
    van_share=0.6,
    tilt_degrees=12,
    noise=(4, 16),
    brightness=(0.4, 1.35),
)


@dataclass(frozen=True)
class Plate:
    """A plate in a scene: its text, its box as left, top, right, bottom pixels, its corners."""

    text: str
    box: Box
    corners: tuple[Point, ...]


@dataclass(frozen=True)
class Scene:
    """An RGB picture, uint8 [H, W, 3], and every plate in it."""

    pixels: NDArray[np.uint8]
    plates: tuple[Plate, ...]


def _corners(rng: Rng, centre: Point, width: float, height: float, tilt: float) -> list[Point]:
    """The plate's corners, turned and slightly foreshortened: TL, TR, BR, BL."""
    angle = math.radians(between(rng, -tilt, tilt) if chance(rng, 0.7) else 0.0)
    near, shear = between(rng, -0.08, 0.08), between(rng, -0.12, 0.12)
    points = []
    for sign_x, sign_y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x = sign_x * width / 2
        y = sign_y * height / 2 * (1 + near * sign_x) + shear * height * sign_x
        points.append(
            (
                centre[0] + x * math.cos(angle) - y * math.sin(angle),
                centre[1] + x * math.sin(angle) + y * math.cos(angle),
            )
        )
    return points


def _perspective(target: list[Point], source: list[Point]) -> tuple[float, ...]:
    """Coefficients that take a point of the target picture back to the source picture."""
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return tuple(float(value) for value in np.linalg.solve(np.array(rows), np.array(values)))


def _bounds(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def paste_quad(picture: Image.Image, art: Image.Image, corners: list[Point]) -> None:
    """Lay flat art into the picture so that its corners land on the given points."""
    left, top, right, bottom = _bounds(corners)
    x, y = math.floor(left) - 1, math.floor(top) - 1
    size = (math.ceil(right) - x + 1, math.ceil(bottom) - y + 1)
    shrink = (right - left) / art.width
    if shrink < 0.7:
        art = art.resize(
            (max(4, round(art.width * shrink)), max(4, round(art.height * shrink))),
            Image.Resampling.BOX,
        )
    wide, high = art.size
    source: list[Point] = [(0, 0), (wide, 0), (wide, high), (0, high)]
    shifted = [(px - x, py - y) for px, py in corners]
    warped = art.transform(
        size, Image.Transform.PERSPECTIVE, _perspective(shifted, source), Image.Resampling.BILINEAR
    )
    picture.paste(warped, (x, y), warped)


def _overlaps(box: Box, others: list[Box], margin: float) -> bool:
    return any(
        box[0] - margin < other[2]
        and other[0] < box[2] + margin
        and box[1] - margin < other[3]
        and other[1] < box[3] + margin
        for other in others
    )


@dataclass(frozen=True)
class _Placed:
    flat: FlatPlate
    corners: list[Point]
    centre: Point
    width: float


def _place(rng: Rng, style: Style, taken: list[Box], crowd: int) -> _Placed | None:
    """Find room for one more plate whose box lies wholly inside the picture."""
    flat = draw_plate(rng, style.schemes, style.families)
    low, high = style.plate_width
    high = high if crowd == 1 else high * 0.45
    for _ in range(12):
        width = float(np.exp(between(rng, math.log(low), math.log(high))))
        height = width * flat.picture.height / flat.picture.width * between(rng, 0.88, 1.12)
        centre = (between(rng, 0, style.size[0]), between(rng, 0.1, 1) * style.size[1])
        corners = _corners(rng, centre, width, height, style.tilt_degrees)
        box = _bounds(corners)
        inside = box[0] >= 2 and box[1] >= 2
        inside = inside and box[2] <= style.size[0] - 2 and box[3] <= style.size[1] - 2
        if inside and not _overlaps(box, taken, width * 0.9 if crowd > 1 else 0):
            taken.append(box)
            return _Placed(flat, corners, centre, width)
    return None


def _finish(rng: Rng, picture: Image.Image, style: Style) -> NDArray[np.uint8]:
    """Light, lens and sensor: brightness, colour cast, blur, noise, JPEG."""
    if chance(rng, 0.45):
        picture = picture.filter(ImageFilter.GaussianBlur(between(rng, 0.2, 1.1)))
    light = between(rng, *style.brightness) * rng.uniform(0.88, 1.12, 3)
    slope = np.linspace(between(rng, 0.75, 1.1), between(rng, 0.75, 1.1), picture.width)
    values = np.asarray(picture, dtype=np.float32) * light * slope[None, :, None]
    spread = between(rng, *style.noise)
    values += rng.normal(0, max(spread, 1e-3), values.shape).astype(np.float32)
    finished = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if chance(rng, 0.4):
        encoded = io.BytesIO()
        finished.save(encoded, "JPEG", quality=whole(rng, 40, 92))
        finished = Image.open(encoded).convert("RGB")
    return np.array(finished, dtype=np.uint8)


def _letterbox_bars(rng: Rng, pixels: NDArray[np.uint8], plates: tuple[Plate, ...]) -> None:
    """Grey bars at the top and bottom, as the runtime pads, where they hide no plate."""
    height, width = pixels.shape[:2]
    bar = round(height * between(rng, 0.05, 0.25))
    boxes = [plate.box for plate in plates]
    for top, bottom in ((0, bar), (height - bar, height)):
        if not _overlaps((0, top, width, bottom), boxes, 0):
            pixels[top:bottom] = LETTERBOX_GREY


def _street_with(rng: Rng, style: Style, placed: list[_Placed], street: Backdrop) -> Image.Image:
    close = len(placed) == 1 and placed[0].width > style.size[0] * 0.3 and chance(rng, 0.4)
    make = backdrops.panel if close else street
    picture = make(rng, style.size)
    draw = ImageDraw.Draw(picture)
    for _ in range(whole(rng, 0, 9)):
        backdrops.draw_sign(draw, rng, style.size, LETTERING)
    for _ in range(whole(rng, 0, 2) if chance(rng, 0.4) else 0):
        spot = between(rng, 0, style.size[0]), between(rng, 0.4, 1) * style.size[1]
        draw_vehicle(draw, rng, spot, between(rng, 40, 220), van=chance(rng, style.van_share))
    for plate in placed:
        if not close and chance(rng, 0.96):
            draw_vehicle(
                draw,
                rng,
                plate.centre,
                plate.width / between(rng, 0.2, 0.44),
                van=chance(rng, style.van_share),
            )
    return picture


def draw_scene(
    seed: int, style: Style = TRAINING_STYLE, street: Backdrop = backdrops.street
) -> Scene:
    """Draw the scene that belongs to this seed, its cars before this kind of street."""
    rng = np.random.default_rng(seed)
    placed: list[_Placed] = []
    if chance(rng, style.page_share):
        picture = backdrops.page(rng, style.size, LETTERING)
        if chance(rng, 0.3):
            picture = picture.rotate(
                between(rng, -9, 9), Image.Resampling.BILINEAR, fillcolor=any_colour(rng)
            )
    else:
        crowd, taken = pick(rng, [0, 1, 1, 1, 2, 2, 3]), list[Box]()
        found = [_place(rng, style, taken, crowd) for _ in range(crowd)]
        placed = [plate for plate in found if plate is not None]
        picture = _street_with(rng, style, placed, street)
    for plate in placed:
        paste_quad(picture, plate.flat.picture, plate.corners)
    plates = tuple(
        Plate(plate.flat.text, _bounds(plate.corners), tuple(plate.corners)) for plate in placed
    )
    pixels = _finish(rng, picture, style)
    if chance(rng, 0.2):
        _letterbox_bars(rng, pixels, plates)
    return Scene(pixels, plates)
