"""Pictures that cases name instead of holding them: the same pixels on every machine."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from tests.clients import sample as shipped


def plain(width, height, seed=0, color=(200, 60, 30)):
    return np.full((height, width, 3), color, np.uint8)


def checker(width, height, seed=0, cell=8):
    """Black and white cells, moved by `seed` pixels to the left."""
    rows, columns = np.mgrid[0:height, 0:width]
    even = ((columns + seed) // cell + rows // cell) % 2 == 0
    return np.where(even[..., None], 255, 0).astype(np.uint8).repeat(3, axis=2)


def ramp(width, height, seed=0):
    """Red grows to the right, green downwards; blue is `seed`."""
    rows, columns = np.mgrid[0:height, 0:width]
    red = columns * 255 // max(1, width - 1)
    green = rows * 255 // max(1, height - 1)
    return np.stack([red, green, np.full_like(red, seed % 256)], axis=2).astype(np.uint8)


def blocks(width, height, seed=0, count=5):
    """Rectangles of strong colours on grey, placed by a small generator of our own."""
    pixels = np.full((height, width, 3), 128, np.uint8)
    state = seed * 7919 + 17
    for _ in range(count):
        numbers = []
        for _ in range(7):
            state = (state * 1103515245 + 12345) % 2**31
            numbers.append(state >> 16)
        left, top = numbers[0] % (width * 3 // 4), numbers[1] % (height * 3 // 4)
        wide, high = 6 + numbers[2] % (width // 4), 6 + numbers[3] % (height // 4)
        pixels[top : top + high, left : left + wide] = [one % 256 for one in numbers[4:7]]
    return pixels


def discs(width, height, seed=0):
    """Three white discs of unlike sizes on black, `seed` pixels further right."""
    rows, columns = np.mgrid[0:height, 0:width]
    lit = np.zeros((height, width), bool)
    for x, y, radius in ((0.2, 0.3, 0.12), (0.55, 0.6, 0.2), (0.85, 0.25, 0.08)):
        far = (columns - seed - x * width) ** 2 + (rows - y * height) ** 2
        lit |= far <= (radius * height) ** 2
    return np.where(lit[..., None], 255, 0).astype(np.uint8).repeat(3, axis=2)


def tilted(width, height, seed=0):
    """Bright stripes that lean by `seed` degrees from upright."""
    rows, columns = np.mgrid[0:height, 0:width]
    angle = np.deg2rad(seed)
    along = (columns - width / 2) * np.cos(angle) + (rows - height / 2) * np.sin(angle)
    return np.where(((along // 20) % 2 == 0)[..., None], 230, 30).astype(np.uint8).repeat(3, axis=2)


def code(width, height, seed=0, text="WEFT-7"):
    """A QR code with a quiet border, enlarged without smoothing."""
    import cv2

    small = cv2.QRCodeEncoder.create().encode(text)
    small = np.pad(small, 4, constant_values=255)
    rows = np.arange(height) * small.shape[0] // height
    columns = np.arange(width) * small.shape[1] // width
    return small[rows][:, columns][..., None].repeat(3, axis=2)


def mosaic(width, height, seed=0, cell=4):
    """Cells whose colours hardly repeat, so that a part of it is found in one place only."""
    rows, columns = np.mgrid[0:height, 0:width] // cell
    mixed = (columns * 73856093) ^ (rows * 19349663) ^ (seed * 83492791)
    mixed = (mixed ^ (mixed >> 13)) * 1274126177
    return np.stack([(mixed >> shift) % 256 for shift in (3, 11, 19)], axis=2).astype(np.uint8)


def sample(width, height, seed=0, name=""):
    """A picture that Weft ships, as it is."""
    return np.asarray(Image.open(io.BytesIO(shipped(name))).convert("RGB"))


ALL = (plain, checker, ramp, blocks, discs, tilted, code, mosaic, sample)
KINDS = {one.__name__: one for one in ALL}


def draw(about):
    """The pixels, in RGB, of `{"drawing": kind, "width": ..., "height": ...}`."""
    about = dict(about)
    kind = KINDS[about.pop("drawing")]
    return kind(about.pop("width", 64), about.pop("height", 48), **about)


FRAME = "video_metadata"


def is_drawing(value):
    return isinstance(value, dict) and "drawing" in value


def filled(value, picture):
    """The same inputs with `picture(pixels)` for every drawing in them, and its frame, if any."""
    if is_drawing(value):
        about = {name: one for name, one in value.items() if name != FRAME}
        made = picture(draw(about))
        return {**made, FRAME: value[FRAME]} if FRAME in value else made
    if isinstance(value, list):
        return [filled(one, picture) for one in value]
    return value


def as_base64(pixels):
    """A picture as clients send it, without loss."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=1)
    return {"type": "base64", "value": base64.b64encode(out.getvalue()).decode()}
