"""Measures the classic embedder: python -m runtime.inference.training.classic.evaluate."""

import argparse
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from runtime.contracts.graph import ModelRef
from runtime.contracts.values import Image
from runtime.inference.embedding import embed_pictures
from runtime.inference.manifests import builtin
from runtime.inference.sessions import Sessions
from runtime.inference.training.plates.scenes import draw_scene

Pixels = NDArray[np.uint8]
COLOURS = {
    "red": (200, 40, 40), "green": (50, 160, 60), "blue": (50, 80, 200), "yellow": (230, 200, 50),
    "white": (240, 240, 240), "black": (30, 30, 30),
}  # fmt: skip
SHAPES = ("disc", "square", "triangle", "bars", "cross", "ring")


def altered(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """The same scene cut by a tenth, lit otherwise, with noise and as a poor JPEG."""
    height, width = pixels.shape[:2]
    top, left = (int(rng.uniform(0, 0.1) * side) for side in (height, width))
    cut = pixels[top : top + int(height * 0.9), left : left + int(width * 0.9)]
    noisy = cut * rng.uniform(0.8, 1.2) + rng.normal(0, 6, cut.shape)
    _, code = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8),
                           [cv2.IMWRITE_JPEG_QUALITY, 50])  # fmt: skip
    return np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8)


def thing(shape: str, colour: str, rng: np.random.Generator) -> Pixels:
    """A drawn thing of a size and place of its own on a ground of its own."""
    grey = int(rng.integers(90, 170))
    canvas = np.full((120, 120, 3), grey, np.uint8)
    paint = tuple(int(np.clip(value + rng.normal(0, 12), 0, 255)) for value in COLOURS[colour])
    x, y = (int(60 + rng.uniform(-8, 8)) for _ in range(2))
    size = int(rng.uniform(32, 46))
    if shape == "disc":
        cv2.circle(canvas, (x, y), size, paint, -1)
    elif shape == "ring":
        cv2.circle(canvas, (x, y), size, paint, size // 4)
    elif shape == "square":
        cv2.rectangle(canvas, (x - size, y - size), (x + size, y + size), paint, -1)
    elif shape == "triangle":
        corners = np.array([[x, y - size], [x + size, y + size], [x - size, y + size]])
        cv2.fillPoly(canvas, [corners], paint)
    elif shape == "cross":
        cv2.line(canvas, (x - size, y - size), (x + size, y + size), paint, size // 3)
        cv2.line(canvas, (x - size, y + size), (x + size, y - size), paint, size // 3)
    else:
        for step in range(-size, size, size // 2):
            cv2.rectangle(canvas, (x + step, y - size), (x + step + size // 4, y + size), paint, -1)
    return np.clip(canvas + rng.normal(0, 5, canvas.shape), 0, 255).astype(np.uint8)


def nearest(asked: NDArray[np.float32], kept: NDArray[np.float32]) -> NDArray[np.intp]:
    """The row of `kept` that is most alike, for each row of `asked`."""
    return np.asarray((asked @ kept.T).argmax(axis=1), np.intp)


def measure(sessions: Sessions, scenes: int) -> dict[str, float]:
    """How often the best find is right."""
    model, rng = sessions.get(ModelRef(id="classic-embedder")), np.random.default_rng(5)

    def vectors(pictures: Sequence[Pixels]) -> NDArray[np.float32]:
        return np.stack(list(embed_pictures(model, [Image(pixels) for pixels in pictures])))

    drawn = [draw_scene(seed).pixels for seed in range(700_000_000, 700_000_000 + scenes)]
    found = nearest(vectors([altered(pixels, rng) for pixels in drawn]), vectors(drawn))
    kinds = [(shape, colour) for shape in SHAPES for colour in COLOURS]
    kept = vectors([thing(*kind, rng) for kind in kinds for _ in range(3)])
    asked = vectors([thing(*kind, rng) for kind in kinds for _ in range(5)])
    told = nearest(asked, kept) // 3
    truth = np.repeat(np.arange(len(kinds)), 5)
    colours = len(COLOURS)
    return {
        f"altered scene found among {scenes}": float((found == np.arange(scenes)).mean()),
        "thing: shape and colour right": float((told == truth).mean()),
        "thing: colour right": float((told % colours == truth % colours).mean()),
        "thing: shape right": float((told // colours == truth // colours).mean()),
    }


def main() -> None:
    """Print the figures of the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=400)
    options = parser.parse_args()
    sessions = Sessions(resolve=lambda ref: builtin()[ref.id])
    for name, share in measure(sessions, options.scenes).items():
        print(f"{name:36} {share:.3f}")


if __name__ == "__main__":
    main()
