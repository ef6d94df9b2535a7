"""The reader of pictures on a model that really learned to enlarge, measured against the usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from runtime.contracts.values import Image
from tests.heads import card
from tests.onnx_files import node, port, sessions_of, write
from tests.run_graph import outputs_of, run_operator

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions

LOOK = 5
"""Each small pixel becomes four, by what lies in 5 x 5 around it."""


def drawing(seed: int) -> np.ndarray:
    """Soft hills with hard edges on them, 96 x 96, RGB in 0..255."""
    rng = np.random.default_rng(seed)
    hills = cv2.resize(rng.uniform(60, 200, (4, 4, 3)), (384, 384), interpolation=cv2.INTER_CUBIC)
    for _ in range(9):
        points = rng.integers(0, 384, (rng.integers(3, 6), 2)).astype(np.int32)
        cv2.fillPoly(hills, [points], rng.uniform(0, 255, 3).tolist())
    small = cv2.resize(hills, (96, 96), interpolation=cv2.INTER_AREA)
    return np.clip(np.rint(small), 0, 255).astype(np.uint8)


def halved(pixels: np.ndarray) -> np.ndarray:
    return cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def enlarger(folder: Path) -> Sessions:
    """The least squares way from halved drawings back to the drawings, as one convolution."""
    shown, told = [], []
    for seed in range(30):
        whole = drawing(seed).astype(np.float64) / 255
        small = halved(drawing(seed)).astype(np.float64) / 255
        framed = np.pad(small, ((2, 2), (2, 2), (0, 0)))
        cut = np.lib.stride_tricks.sliding_window_view(framed, (LOOK, LOOK), axis=(0, 1))
        shown.append(cut[2:-2, 2:-2].reshape(-1, LOOK * LOOK))
        fours = whole.reshape(48, 2, 48, 2, 3).transpose(0, 2, 4, 1, 3)
        told.append(fours[2:-2, 2:-2].reshape(-1, 4))
    weights, *_ = np.linalg.lstsq(np.concatenate(shown), np.concatenate(told), rcond=None)
    kernel = np.zeros((12, 3, LOOK, LOOK), np.float32)
    for channel in range(3):
        kernel[channel * 4 : channel * 4 + 4, channel] = weights.T.reshape(4, LOOK, LOOK)
    path = write(
        folder / "m.onnx", [port("images", ["n", 3, "h", "w"])],
        [port("larger", ["n", 3, "high", "wide"])],
        [node("Pad", ["images", "frame"], ["framed"], mode="edge"),
         node("Conv", ["framed", "kernel"], ["fours"]),
         node("DepthToSpace", ["fours"], ["larger"], blocksize=2, mode="CRD")],
        {"kernel": kernel, "frame": np.array([0, 0, 2, 2, 0, 0, 2, 2], np.int64)},
    )  # fmt: skip
    made = card(
        "image-to-image", decoder="super_resolution", postprocess={"scale": 2},
        preprocess={"resize": "keep", "input": "images"},
    )  # fmt: skip
    return sessions_of(made, path)


def away(pixels: np.ndarray, truth: np.ndarray) -> float:
    """Mean square error, the frame left out."""
    apart = pixels.astype(np.float64) - truth.astype(np.float64)
    return float(np.square(apart[4:-4, 4:-4]).mean())


def test_a_trained_enlarger_comes_nearer_than_the_usual_ways(tmp_path: Path):
    truths = [drawing(seed) for seed in range(9000, 9008)]
    small = [halved(truth) for truth in truths]
    result = run_operator(
        "image-to-image", "made", enlarger(tmp_path), [Image(pixels) for pixels in small]
    )
    made = [image.pixels for image in outputs_of(result, "image")]
    assert [pixels.shape for pixels in made] == [(96, 96, 3)] * 8
    learned = np.mean([away(pixels, truth) for pixels, truth in zip(made, truths, strict=True)])
    for way in (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4):
        usual = [cv2.resize(pixels, (96, 96), interpolation=way) for pixels in small]
        assert learned < 0.95 * np.mean(
            [away(pixels, truth) for pixels, truth in zip(usual, truths, strict=True)]
        )
