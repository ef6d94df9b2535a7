"""Trains the plate segmenter: python -m runtime.inference.training.plate_shapes.train."""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.training.plate_shapes.layers import Plane, Tape, Weights
from runtime.inference.training.plate_shapes.network import (
    ANSWER,
    CELL,
    QUARTER,
    plan,
    read,
    size_of,
    write,
)
from runtime.inference.training.plate_shapes.scenes import NEAR_STYLE, STYLE, draw_scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from runtime.inference.training.plate_shapes.layers import Floats

    Pair = tuple[NDArray[np.uint8], Floats]

WEIGHTS = Path(__file__).resolve().parents[2] / "weights"
MEAN, SPREAD = 0.5, 0.25
"""What the card takes off the colours, and by what it divides them."""
FRESH = 4
"""Scenes of a step that are new; as many again are older ones in a mirror."""
KEPT = 600
PEAK_RATE = 2e-3
PLATE_WEIGHT = 2.0
OVERLAP_WEIGHT = 3.0
SEED = 5


def batches(steps: int, begin: int) -> Iterator[tuple[Floats, Floats]]:
    """Pictures [N, rows, columns, 3] as the network wants them, and each cell's share of plate."""
    rng = np.random.default_rng(SEED)
    kept: list[Pair] = []
    for step in range(steps):
        seed = begin + step * FRESH
        fresh = [_pair(number) for number in range(seed, seed + FRESH)]
        kept = (kept + fresh)[-KEPT:]
        again = [kept[int(rng.integers(len(kept)))] for _ in range(FRESH)]
        chosen = fresh + [(pixels[:, ::-1], share[:, ::-1]) for pixels, share in again]
        pictures = np.stack([pixels for pixels, _ in chosen]).astype(np.float32) / np.float32(255)
        tints = rng.uniform(0.85, 1.15, (len(chosen), 1, 1, 3)).astype(np.float32)
        wanted = np.stack([share for _, share in chosen])
        tinted = np.clip(pictures * tints, 0, 1)
        yield ((tinted - MEAN) / SPREAD).astype(np.float32), wanted


def gradient(logits: Floats, wanted: Floats) -> tuple[float, Floats]:
    """The loss and what it asks of every logit.

    Cross entropy, where a plate's cells weigh more; and for each picture with a plate what its
    overlap lacks, so that small plates count like large ones.
    """
    share = 1 / (1 + np.exp(-logits))
    weight = 1 + PLATE_WEIGHT * wanted
    area = wanted.sum() + len(wanted)
    told = wanted * np.log(share + 1e-7) + (1 - wanted) * np.log(1 - share + 1e-7)
    loss = -float((weight * told).sum() / area)
    asked = weight * (share - wanted) / area
    both = (share * wanted).sum(axis=(1, 2), keepdims=True)
    either = (share + wanted - share * wanted).sum(axis=(1, 2), keepdims=True)
    has = (wanted.sum(axis=(1, 2), keepdims=True) > 0) / len(wanted)
    rise = (wanted * either - both * (1 - wanted)) / either**2
    asked -= OVERLAP_WEIGHT * has * rise * share * (1 - share)
    lacking = OVERLAP_WEIGHT * float((has * (1 - both / either)).sum())
    return loss + lacking, asked.astype(np.float32)


class Adam:
    """Steps down the gradient, each number at its own pace."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.taken = 0
        self._mean: dict[tuple[str, int], Floats] = {}
        self._square: dict[tuple[str, int], Floats] = {}

    def step(self, gradients: dict[str, tuple[Floats, Floats]], rate: float) -> None:
        """One step, in place; a gradient that is too long is shortened."""
        self.taken += 1
        length = math.sqrt(sum(float((g * g).sum()) for pair in gradients.values() for g in pair))
        rate *= math.sqrt(1 - 0.999**self.taken) / (1 - 0.9**self.taken)
        for name, pair in gradients.items():
            for part, found in enumerate(pair):
                slope, key = found * min(1.0, 5 / (length + 1e-6)), (name, part)
                mean = 0.9 * self._mean.get(key, np.zeros_like(slope)) + 0.1 * slope
                square = 0.999 * self._square.get(key, np.zeros_like(slope)) + 0.001 * slope**2
                self._mean[key], self._square[key] = mean, square
                self.weights.held[name][part][...] -= rate * mean / (np.sqrt(square) + 1e-8)


def beginning() -> Weights:
    """Weights by chance, whose answer is near no plate anywhere, as for most cells it should be."""
    weights = Weights(SEED)
    kernel, biases = weights.of(ANSWER, QUARTER, (4 // CELL) ** 2, 1)
    kernel *= 0.1
    biases -= 3
    return weights


def train(path: Path, steps: int, onward: Path | None = None, begin: int = 0) -> Weights:
    """Train from nothing or onward from a file, on scenes from this seed on; write the file."""
    weights = read(onward) if onward else beginning()
    adam, lately, began = Adam(weights), 1.0, time.monotonic()
    for step, (pictures, wanted) in enumerate(batches(steps, begin)):
        tape = Tape(weights)
        answer = plan(tape, Plane(pictures))
        loss, asked = gradient(answer.value[..., 0], wanted)
        tape.back(answer, asked[..., None])
        rise = min(1.0, (step + 1) / 20)
        adam.step(tape.gradients, PEAK_RATE * rise * (1 + math.cos(math.pi * step / steps)) / 2)
        lately += (loss - lately) * min(1.0, 1 / (step % 50 + 1))
        if step % 50 == 49:
            print(f"step {step + 1}: loss {lately:.3f}, {time.monotonic() - began:.0f} s")
    write(path, weights)
    return weights


def _pair(seed: int) -> Pair:
    """A picture and its cells; of four scenes two are windows of larger ones."""
    near = seed % 4 > 1
    scene = draw_scene(seed, NEAR_STYLE if near else STYLE)
    wide, high = STYLE.size
    rng = np.random.default_rng(seed)
    top, left = (
        int(rng.integers(whole - part + 1))
        for whole, part in zip(scene.plate.shape, (high, wide), strict=True)
    )
    window = (slice(top, top + high), slice(left, left + wide))
    cells = scene.plate[window].reshape(high // CELL, CELL, wide // CELL, CELL)
    return scene.pixels[window], cells.mean(axis=(1, 3))


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS / "plate-segmenter.onnx")
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--onward", type=Path, help="a file of this script to train further")
    parser.add_argument("--begin", type=int, default=0, help="the first scene's seed")
    options = parser.parse_args()
    weights = train(options.out, options.steps, options.onward, options.begin)
    print(f"{options.out.name}: {size_of(weights)} numbers, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
