"""Measures an ONNX plate detector on generated scenes it was not trained on."""

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from runtime.inference.training.plates.scenes import (
    SHIFTED_STYLE,
    TRAINING_STYLE,
    Box,
    Scene,
    Style,
    draw_scene,
)

LOG = logging.getLogger(__name__)

FLOOR_SCORE = 0.02
USED_SCORE = 0.55
SUPPRESSION_IOU = 0.5
HELD_OUT_SEED = 900_000_000


@dataclass(frozen=True)
class Found:
    """One detection."""

    score: float
    box: Box


@dataclass(frozen=True)
class Report:
    """What was measured: average precisions, and counts at the score that Weft uses."""

    scenes: int
    plates: int
    ap50: float
    ap75: float
    false_alarms: int
    missed: int


def iou(one: Box, other: Box) -> float:
    """Shared area over joint area."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return across * down / (sum(areas) - across * down)


def suppress(found: Sequence[Found]) -> list[Found]:
    """Keep the best of any detections that overlap."""
    kept: list[Found] = []
    for candidate in sorted(found, key=lambda item: -item.score):
        if all(iou(candidate.box, other.box) < SUPPRESSION_IOU for other in kept):
            kept.append(candidate)
    return kept


def decode(output: NDArray[np.float32]) -> list[Found]:
    """Detections from one picture's [5, A] output in YOLOv8 layout."""
    chosen = output[:, output[4] > FLOOR_SCORE]
    found = [
        Found(
            float(score), (float(x - w / 2), float(y - h / 2), float(x + w / 2), float(y + h / 2))
        )
        for x, y, w, h, score in chosen.T
    ]
    return suppress(found)


def match(found: Sequence[Found], truth: Sequence[Box], threshold: float) -> list[bool]:
    """Which detections, best score first, are the first to reach a true box."""
    free, hits = list(truth), []
    for detection in sorted(found, key=lambda item: -item.score):
        best = max(free, key=lambda box: iou(detection.box, box), default=None)
        hit = best is not None and iou(detection.box, best) >= threshold
        if hit and best is not None:
            free.remove(best)
        hits.append(hit)
    return hits


def average_precision(
    found: Sequence[Sequence[Found]], truth: Sequence[Sequence[Box]], threshold: float
) -> float:
    """Area under the precision-recall curve, precision made monotone; 0 without plates."""
    ranked: list[tuple[float, bool]] = []
    for detections, boxes in zip(found, truth, strict=True):
        scores = sorted((item.score for item in detections), reverse=True)
        ranked += zip(scores, match(detections, boxes, threshold), strict=True)
    total = sum(len(boxes) for boxes in truth)
    if total == 0 or not ranked:
        return 0.0
    hits = np.array([hit for _, hit in sorted(ranked, key=lambda item: -item[0])], dtype=float)
    right = np.cumsum(hits)
    precision = right / np.arange(1, len(hits) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(envelope * hits) / total)


def detect(session: onnxruntime.InferenceSession, scene: Scene) -> list[Found]:
    """Run the detector on one scene."""
    images = scene.pixels.transpose(2, 0, 1)[None].astype(np.float32) / 255
    output = session.run(["output0"], {"images": images})[0]
    return decode(np.asarray(output, dtype=np.float32)[0])


def measure(session: onnxruntime.InferenceSession, style: Style, count: int, seed: int) -> Report:
    """Average precision over `count` scenes of the style, from the seed on."""
    found, truth, alarms, missed = [], [], 0, 0
    for number in range(seed, seed + count):
        scene = draw_scene(number, style)
        detections, boxes = detect(session, scene), [plate.box for plate in scene.plates]
        hits = match([item for item in detections if item.score >= USED_SCORE], boxes, 0.5)
        alarms += hits.count(False)
        missed += len(boxes) - hits.count(True)
        found.append(detections)
        truth.append(boxes)
    plates = sum(len(boxes) for boxes in truth)
    ap50, ap75 = (average_precision(found, truth, threshold) for threshold in (0.5, 0.75))
    return Report(count, plates, ap50, ap75, alarms, missed)


def main() -> None:
    """Report on held-out scenes and on the shifted style."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--scenes", type=int, default=400)
    parser.add_argument("--seed", type=int, default=HELD_OUT_SEED)
    options = parser.parse_args()
    session = onnxruntime.InferenceSession(str(options.model), providers=["CPUExecutionProvider"])
    runs = (("held-out", TRAINING_STYLE, 0), ("shifted", SHIFTED_STYLE, options.scenes))
    for name, style, offset in runs:
        report = measure(session, style, options.scenes, options.seed + offset)
        LOG.info("%s %dx%d: %s", name, *style.size, report)


if __name__ == "__main__":
    main()
