"""Draws the sample film, two cars on a street: python -m builder.samples.film.

Twelve pictures a second for eight seconds; the red car drives away on the right, the blue one
comes nearer on the left, and both can be followed from their plates.
"""

from copy import copy
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from builder.samples.artwork import Canvas
from builder.samples.car_art import Car, Plate, draw_front, draw_rear
from builder.samples.street_art import DAY_GLASS, village

HERE = Path(__file__).parent
SIZE = (960, 600)
RATE = 12
SECONDS = 8


def main() -> None:
    """Write street.mp4 beside this file."""
    backdrop = village()
    with av.open(str(HERE / "street.mp4"), "w", options={"movflags": "faststart"}) as film:
        stream = film.add_stream("libx264", RATE, options={"crf": "27", "preset": "slow"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.time_base = Fraction(1, RATE)
        for number in range(RATE * SECONDS):
            picture = frame(backdrop, number / (RATE * SECONDS - 1))
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                film.mux(packet)
        for packet in stream.encode():
            film.mux(packet)


def frame(backdrop: Canvas, time: float) -> np.ndarray:
    """The street at a share of the film's length."""
    canvas = copy(backdrop)
    canvas.image = backdrop.image.copy()
    away = 560 - 230 * time
    near = 330 + 220 * time
    draw_rear(
        Car(canvas, 920 - 190 * time, 590 + away * 0.24, away, (198, 44, 46)),
        Plate("KT52 LMR", (250, 206, 60)),
        DAY_GLASS,
    )
    draw_front(
        Car(canvas, 470 - 190 * time, 575 + near * 0.27, near, (44, 92, 158)),
        Plate("WFT 7423"),
        DAY_GLASS,
    )
    return np.asarray(canvas.image.resize(SIZE, Image.Resampling.LANCZOS))


if __name__ == "__main__":
    main()
