"""Trains the sample plate detector on generated scenes and writes it as ONNX."""

import argparse
import dataclasses
import logging
import math
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from runtime.inference.training.plates.network import (
    STRIDE,
    ExportedPlateNetwork,
    PlateNetwork,
    boxes_of,
)
from runtime.inference.training.plates.scenes import TRAINING_STYLE, Box, Scene, draw_scene

LOG = logging.getLogger(__name__)

OPSET = 17
EXPORT_SIZE = (640, 640)
BATCH = 16
LARGE_EVERY = 4
LARGE_STYLE = dataclasses.replace(TRAINING_STYLE, size=(448, 352))
PEAK_LEARNING_RATE = 3e-3
SEED_STRIDE = 10_000_000
BOX_WEIGHT = 3.0
BOX_CELL_FLOOR = 0.2
MIN_SPREAD = 0.65
REPLAY_BATCHES = 64


@dataclass(frozen=True)
class Batch:
    """Pictures [N, 3, H, W] uint8; per cell: heat, and the box as l, t, r, b in pixels."""

    images: Tensor
    heat: Tensor
    corners: Tensor

    def mirrored(self) -> "Batch":
        """The same pictures seen in a mirror."""
        left, top, right, bottom = self.corners.flip(3).unbind(1)
        width = self.images.shape[3]
        corners = torch.stack((width - right, top, width - left, bottom), 1)
        return Batch(self.images.flip(3), self.heat.flip(3), corners)


def cell_targets(boxes: list[Box], rows: int, columns: int) -> tuple[Tensor, Tensor]:
    """A bump about each box centre, 1 in its cell; for each cell the box that it serves."""
    heat, corners = torch.zeros(rows, columns), torch.zeros(4, rows, columns)
    x, y = torch.arange(columns)[None, :] + 0.5, torch.arange(rows)[:, None] + 0.5
    for left, top, right, bottom in boxes:
        middle_x, middle_y = (left + right) / 2 / STRIDE, (top + bottom) / 2 / STRIDE
        spread_x = max(MIN_SPREAD, (right - left) / STRIDE / 9)
        spread_y = max(MIN_SPREAD, (bottom - top) / STRIDE / 7)
        bump = torch.exp(
            -((x - middle_x) ** 2) / (2 * spread_x**2) - ((y - middle_y) ** 2) / (2 * spread_y**2)
        )
        bump[min(rows - 1, int(middle_y)), min(columns - 1, int(middle_x))] = 1
        nearer = bump > heat
        heat = torch.where(nearer, bump, heat)
        edges = torch.tensor([left, top, right, bottom])[:, None, None]
        corners = torch.where(nearer[None], edges, corners)
    return heat, corners


def to_batch(scenes: list[Scene]) -> Batch:
    """Stack scenes of one size."""
    pixels = np.stack([scene.pixels for scene in scenes])
    rows, columns = pixels.shape[1] // STRIDE, pixels.shape[2] // STRIDE
    targets = [
        cell_targets([plate.box for plate in scene.plates], rows, columns) for scene in scenes
    ]
    return Batch(
        torch.from_numpy(pixels).permute(0, 3, 1, 2),
        torch.stack([heat for heat, _ in targets])[:, None],
        torch.stack([corners for _, corners in targets]),
    )


class SceneBatches(IterableDataset[Batch]):
    """Fresh scenes for every step; each LARGE_EVERY-th batch has half as many, larger ones."""

    def __init__(self, seed: int, steps: int) -> None:
        self.seed = seed
        self.steps = steps

    def __iter__(self) -> Iterator[Batch]:
        """Draw the batches in order, the same ones for the same seed."""
        first = self.seed * SEED_STRIDE
        for step in range(self.steps):
            large = step % LARGE_EVERY == LARGE_EVERY - 1
            style, count = (LARGE_STYLE, BATCH // 2) if large else (TRAINING_STYLE, BATCH)
            start = first + step * BATCH
            yield to_batch([draw_scene(start + item, style) for item in range(count)])


def heat_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Focal loss for centres: cells near a centre count less, the centres count in full."""
    score = torch.sigmoid(logits).clamp(1e-4, 1 - 1e-4)
    centre = (target > 0.999).float()
    found = centre * (1 - score) ** 2 * torch.log(score)
    empty = (1 - centre) * (1 - target) ** 4 * score**2 * torch.log(1 - score)
    return -(found.sum() + empty.sum()) / centre.sum().clamp(min=1)


def box_loss(shapes: Tensor, batch: Batch) -> Tensor:
    """One minus IoU, plus the error of the shapes, where a cell serves a box."""
    rows = torch.arange(shapes.shape[2], dtype=torch.float32)
    columns = torch.arange(shapes.shape[3], dtype=torch.float32)
    weight = batch.heat[:, 0] * (batch.heat[:, 0] > BOX_CELL_FLOOR).float()
    wanted_low, wanted_high = batch.corners[:, :2], batch.corners[:, 2:]
    boxes = boxes_of(shapes, rows, columns)
    low, high = boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2
    shared = (torch.minimum(high, wanted_high) - torch.maximum(low, wanted_low)).clamp(min=0)
    wanted_size = (wanted_high - wanted_low).clamp(min=1)
    overlap = shared.prod(1)
    joint = boxes[:, 2:].prod(1) + wanted_size.prod(1) - overlap
    size_error = (shapes[:, 2:] - (wanted_size / STRIDE).log()).abs().mean(1)
    centre_error = boxes[:, :2] - (wanted_low + wanted_high) / 2
    apart = (centre_error / wanted_size).abs().mean(1).clamp(max=4)
    loss = 1 - overlap / joint + 0.3 * size_error + 0.3 * apart
    return (loss * weight).sum() / weight.sum().clamp(min=1)


def learning_rate(step: int, steps: int) -> float:
    """Share of the peak rate: a short rise, then a cosine down to nothing."""
    rise = max(1, min(60, steps // 10))
    if step < rise:
        return (step + 1) / rise
    return 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, steps - rise))) + 1e-3


def _unbatched(items: list[Batch]) -> Batch:
    return items[0]


def update(
    network: PlateNetwork, optimiser: torch.optim.Optimizer, batch: Batch, *, half: bool
) -> tuple[float, float]:
    """Take one step down the gradient; the two losses before it."""
    images = (batch.images.float() / 255).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        heat, shapes = network(images)
    centres, boxes = heat_loss(heat.float(), batch.heat), box_loss(shapes.float(), batch)
    optimiser.zero_grad()
    torch.autograd.backward(centres + BOX_WEIGHT * boxes)
    torch.nn.utils.clip_grad_norm_(network.parameters(), 10)
    optimiser.step()
    return centres.item(), boxes.item()


def train(steps: int, seed: int, workers: int, *, half: bool) -> PlateNetwork:
    """Train a network from nothing; every second step replays an older batch, mirrored."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    network = PlateNetwork()
    network.to(memory_format=torch.channels_last)
    LOG.info("%d parameters", sum(weight.numel() for weight in network.parameters()))
    optimiser = torch.optim.AdamW(network.parameters(), PEAK_LEARNING_RATE, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: learning_rate(at, steps))
    batches = SceneBatches(seed, (steps + 1) // 2)
    loader = DataLoader(batches, 1, num_workers=workers, collate_fn=_unbatched)
    kept: deque[Batch] = deque(maxlen=REPLAY_BATCHES)
    random, started = np.random.default_rng(seed), time.monotonic()
    for number, fresh in enumerate(loader):
        kept.append(fresh)
        for batch in (fresh, kept[int(random.integers(len(kept)))].mirrored()):
            centres, boxes = update(network, optimiser, batch, half=half)
            schedule.step()
        if number % 50 == 0:
            spent = time.monotonic() - started, time.process_time()
            LOG.info(
                "step %d centres %.3f boxes %.3f, %.0f s, %.0f CPU s",
                number * 2,
                centres,
                boxes,
                *spent,
            )
    return network.eval()


def export(network: PlateNetwork, path: Path) -> None:
    """Write the ONNX file with the metadata that the importer reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    height, width = EXPORT_SIZE
    torch.onnx.export(
        ExportedPlateNetwork(network).eval(),
        (torch.rand(1, 3, height, width),),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["images"],
        output_names=["output0"],
        dynamic_axes={"images": {0: "N", 2: "H", 3: "W"}, "output0": {0: "N", 2: "A"}},
    )
    model = onnx.load(str(path))
    onnx.helper.set_model_props(
        model,
        {
            "task": "detect",
            "names": "{0: 'plate'}",
            "imgsz": str([height, width]),
            "stride": str(STRIDE * 4),
            "author": "Weft",
            "license": "Apache-2.0",
            "description": "Sample licence-plate detector, trained on generated scenes",
        },
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def main() -> None:
    """Train and export, as the command line asks."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that draw scenes")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bfloat16", action="store_true", help="faster where the CPU has it")
    options = parser.parse_args()
    network = train(options.steps, options.seed, options.workers, half=options.bfloat16)
    export(network, options.out)


if __name__ == "__main__":
    main()
