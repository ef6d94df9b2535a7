"""Writes the classic embedder: python -m runtime.inference.training.classic.write.

Nothing is learned. The vector has three parts, each of length 1 before it is weighted: which
colours occur (100 soft bins of brightness and two opponent colours), where light and colours lie
(the means of four quarters), and which way edges run in each of 4 x 4 fields (9 directions).
"""

import argparse
import math
from pathlib import Path

import numpy as np

from runtime.inference.training.onnx_draft import Draft

WEIGHTS = Path(__file__).resolve().parents[2] / "weights"
SIDE = 96
OPPONENT = (
    (0.299, 0.587, 0.114),
    (-0.1687, -0.3313, 0.5),
    (0.5, -0.4187, -0.0813),
)
"""Brightness in 0..1, then blue against yellow and red against cyan, each in -0.5..0.5."""
BRIGHT_BINS = (0.0, 1 / 3, 2 / 3, 1.0)
COLOUR_BINS = (-0.4, -0.2, 0.0, 0.2, 0.4)
DIRECTIONS = 9
SIZE = len(BRIGHT_BINS) * len(COLOUR_BINS) ** 2 + 12 + DIRECTIONS * 16
TINY = 1e-6
COLOUR_WEIGHT, PLACE_WEIGHT, EDGE_WEIGHT = 0.7, 0.3, 0.65


def write(path: Path) -> None:
    """A graph of pictures [N, 3, 96, 96] to vectors of length 1."""
    draft = Draft()
    mix = np.array(OPPONENT, np.float32)[:, :, None, None]
    opponent = draft.add("Conv", "images", draft.constant(mix))
    parts = [
        _weighted(draft, _colours(draft, opponent), COLOUR_WEIGHT),
        _weighted(draft, _places(draft, opponent), PLACE_WEIGHT),
        _weighted(draft, _edges(draft, opponent), EDGE_WEIGHT),
    ]
    draft.add("Identity", _unit(draft, draft.add("Concat", *parts, axis=1)), output="embedding")
    draft.save(
        path, {"images": ["n", 3, SIDE, SIDE]}, {"embedding": ["n", SIZE]},
        {"task": "image-embed", "imgsz": f"[{SIDE}, {SIDE}]"},
    )  # fmt: skip


def _colours(draft: Draft, opponent: str) -> str:
    """The square roots of the shares of 4 x 5 x 5 colours; a colour counts for its neighbours."""
    small = draft.add("AveragePool", opponent, kernel_shape=[4, 4], strides=[4, 4])
    pixels = (SIDE // 4) ** 2
    soft = []
    for channel, bins in enumerate((BRIGHT_BINS, COLOUR_BINS, COLOUR_BINS)):
        pick = np.zeros((len(bins), 3, 1, 1), np.float32)
        pick[:, channel] = 1
        biases = draft.constant([-centre for centre in bins])
        away = draft.add("Abs", draft.add("Conv", small, draft.constant(pick), biases))
        steps = draft.constant(1 / (bins[1] - bins[0]))
        near = draft.add("Sub", draft.constant(1.0), draft.add("Mul", away, steps))
        shape = [0, 1, 1, 1, pixels]
        shape[channel + 1] = len(bins)
        flat = draft.constant(shape, np.int64)
        soft.append(draft.add("Reshape", draft.add("Relu", near), flat))
    joint = draft.add("Mul", draft.add("Mul", soft[0], soft[1]), soft[2])
    shares = draft.add("ReduceMean", joint, axes=[4], keepdims=0)
    return draft.add("Sqrt", draft.add("Flatten", shares, axis=1))


def _places(draft: Draft, opponent: str) -> str:
    """How the means of the four quarters differ from middle grey."""
    half = SIDE // 2
    means = draft.add("AveragePool", opponent, kernel_shape=[half, half], strides=[half, half])
    grey = draft.constant(np.array([0.5, 0, 0]).reshape(1, 3, 1, 1))
    stretch = draft.constant(np.array([1, 2, 2]).reshape(1, 3, 1, 1))
    return draft.add(
        "Flatten", draft.add("Mul", draft.add("Sub", means, grey), stretch), axis=1
    )  # fmt: skip


def _edges(draft: Draft, opponent: str) -> str:
    """How strong edges of each direction are in each field, strong ones held back."""
    bright = draft.add("Slice", opponent, *_bounds(draft, 0, 1))
    small = draft.add("AveragePool", bright, kernel_shape=[2, 2], strides=[2, 2])
    slopes = np.zeros((2, 1, 3, 3), np.float32)
    slopes[0, 0, 1] = slopes[1, 0, :, 1] = (-0.5, 0, 0.5)
    slope = draft.add("Conv", small, draft.constant(slopes), pads=[1, 1, 1, 1])
    square = draft.add("ReduceSumSquare", slope, axes=[1], keepdims=1)
    strength = draft.add("Sqrt", draft.add("Add", square, draft.constant(TINY)))
    turns = [math.pi * number / DIRECTIONS for number in range(DIRECTIONS)]
    steer = np.array([[math.cos(turn), math.sin(turn)] for turn in turns], np.float32)
    along = draft.add("Abs", draft.add("Conv", slope, draft.constant(steer[:, :, None, None])))
    width = math.cos(math.pi / DIRECTIONS)
    floor = draft.add("Mul", strength, draft.constant(width))
    own = draft.add("Relu", draft.add("Sub", along, floor))
    field = SIDE // 8
    fields = draft.add("AveragePool", own, kernel_shape=[field, field], strides=[field, field])
    flat = _unit(draft, draft.add("Flatten", fields, axis=1))
    return draft.add("Min", flat, draft.constant(0.25))


def _bounds(draft: Draft, start: int, end: int) -> tuple[str, str, str]:
    """From channel `start` to before `end`, as `Slice` takes it."""
    return tuple(draft.constant([value], np.int64) for value in (start, end, 1))  # type: ignore[return-value]  # three values give three names


def _unit(draft: Draft, vector: str) -> str:
    square = draft.add("ReduceSumSquare", vector, axes=[1], keepdims=1)
    length = draft.add("Sqrt", draft.add("Add", square, draft.constant(TINY)))
    return draft.add("Div", vector, length)


def _weighted(draft: Draft, vector: str, weight: float) -> str:
    return draft.add("Mul", _unit(draft, vector), draft.constant(weight))


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS / "classic-embedder.onnx")
    options = parser.parse_args()
    write(options.out)
    print(f"{options.out.name}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
