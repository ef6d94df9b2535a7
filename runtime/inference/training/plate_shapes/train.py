"""Trains the plate segmenter on drawn scenes and writes it as ONNX; needs PyTorch."""

import argparse
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
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from runtime.inference.training.plate_shapes.network import ShapeNetwork, count_weights
from runtime.inference.training.plate_shapes.onward import read
from runtime.inference.training.plate_shapes.windows import (
    MEAN,
    SPREAD,
    STRIDE,
    Window,
    draw_window,
)

LOG = logging.getLogger(__name__)

OPSET = 17
FRESH = 4
"""Windows of a step that are new."""
AGAIN = 8
"""Older ones, in a mirror as often as not; half of them without a plate."""
KEPT = 750
"""Older windows at hand, with a plate and without one each."""
PEAK_LEARNING_RATE, ONWARD_LEARNING_RATE = 3e-3, 1.5e-3
PLATE_WEIGHT = 2.0
OVERLAP_WEIGHT = 2.0
FALSE_WEIGHT = 0.3
WORST = 64
"""Cells of a picture without a plate that count most: those nearest to a false piece."""
SEED_STRIDE = 10_000_000
SETTLING = 24
"""Windows over which a file's network is settled before it is trained onward."""


@dataclass(frozen=True)
class Batch:
    """Pictures [N, 3, H, W] as the network wants them; each cell's share of plate."""

    images: Tensor
    wanted: Tensor


class FreshWindows(IterableDataset[list[Window]]):
    """The new windows of every step, in order, the same ones for the same seed."""

    def __init__(self, seed: int, steps: int) -> None:
        self.seed = seed
        self.steps = steps

    def __iter__(self) -> Iterator[list[Window]]:
        """Draw them step by step."""
        first = self.seed * SEED_STRIDE
        for step in range(self.steps):
            start = first + step * FRESH
            yield [draw_window(number) for number in range(start, start + FRESH)]


class Older:
    """Windows seen before, those without a plate apart, for they are the rarer ones."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.bare: deque[Window] = deque(maxlen=KEPT)
        self.others: deque[Window] = deque(maxlen=KEPT)

    def keep(self, windows: list[Window]) -> None:
        """Have them at hand from now on."""
        for window in windows:
            (self.bare if window.bare else self.others).append(window)

    def some(self) -> list[Window]:
        """As many of either kind, where there are any."""
        kinds = [kind for kind in (self.bare, self.others) if kind]
        chosen = [kinds[number % len(kinds)] for number in range(AGAIN)]
        return [kind[int(self.rng.integers(len(kind)))] for kind in chosen]


def to_batch(windows: list[Window], rng: np.random.Generator) -> Batch:
    """Stack windows, each under a light of its own and perhaps in a mirror."""
    count = len(windows)
    pixels = torch.from_numpy(np.stack([window.pixels for window in windows]))
    cells = torch.from_numpy(np.stack([window.cells for window in windows]))
    light = torch.from_numpy(rng.uniform(0.85, 1.15, (count, 3, 1, 1)).astype(np.float32))
    images = (pixels.permute(0, 3, 1, 2).float() / 255 * light).clamp(max=1)
    wanted = cells[:, None].float() / 255
    turned = torch.from_numpy(rng.random(count) < 0.5)[:, None, None, None]
    images, wanted = (
        torch.where(turned, values.flip(3), values) for values in (images, wanted)
    )  # fmt: skip
    return Batch((images - MEAN) / SPREAD, wanted)


def loss_of(logits: Tensor, wanted: Tensor) -> Tensor:
    """Three wishes: every cell right, every plate's overlap whole, no false piece.

    Cross entropy, where a plate's cells weigh more; for each picture with a plate what its overlap
    lacks, so that small plates count like large ones; for each without one its worst cells.
    """
    told = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    every = ((1 + PLATE_WEIGHT * wanted) * told).sum() / (wanted.sum() + 16 * len(wanted))
    share = torch.sigmoid(logits)
    both = (share * wanted).sum((1, 2, 3))
    either = (share + wanted - share * wanted).sum((1, 2, 3))
    has = (wanted.sum((1, 2, 3)) > 0).float()
    lacking = (has * (1 - both / either.clamp(min=1e-3))).mean()
    worst = told.flatten(1).topk(WORST).values.mean(1)
    return every + OVERLAP_WEIGHT * lacking + FALSE_WEIGHT * ((1 - has) * worst).mean()


def learning_rate(step: int, steps: int) -> float:
    """Share of the peak rate: a short rise, then a cosine down to nothing."""
    rise = max(1, min(60, steps // 10))
    if step < rise:
        return (step + 1) / rise
    return 0.5 * (1 + math.cos(math.pi * (step - rise) / max(1, steps - rise))) + 1e-3


def beginning(seed: int, file: Path | None) -> ShapeNetwork:
    """A network that knows nothing yet, or the one of a written file."""
    torch.manual_seed(seed)
    if file is None:
        return ShapeNetwork()
    windows = [draw_window(seed * SEED_STRIDE + number) for number in range(SETTLING)]
    return read(file, to_batch(windows, np.random.default_rng(seed)).images)


def train(
    steps: int, seed: int, workers: int, file: Path | None = None, *, half: bool
) -> ShapeNetwork:
    """Train a network from nothing, or onward from a file."""
    torch.set_num_threads(1)
    network = beginning(seed, file)
    network.to(memory_format=torch.channels_last)
    LOG.info("%d numbers", count_weights(network))
    peak = ONWARD_LEARNING_RATE if file else PEAK_LEARNING_RATE
    optimiser = torch.optim.AdamW(network.parameters(), peak, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: learning_rate(at, steps))
    loader = DataLoader(
        FreshWindows(seed, steps), 1, num_workers=workers, collate_fn=lambda items: items[0]
    )
    rng, lately, began = np.random.default_rng(seed), 2.0, time.monotonic()
    older = Older(rng)
    for step, fresh in enumerate(loader):
        older.keep(fresh)
        batch = to_batch(fresh + older.some(), rng)
        images = batch.images.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            logits = network(images)
        loss = loss_of(logits.float(), batch.wanted)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimiser.step()
        schedule.step()
        lately += (loss.item() - lately) * 0.02
        if step % 50 == 49:
            spent = time.monotonic() - began, time.process_time()
            LOG.info("step %d: loss %.3f, %.0f s, %.0f CPU s", step + 1, lately, *spent)
    return network.eval()


def export(network: ShapeNetwork, path: Path) -> None:
    """Write the ONNX file with the metadata that the importer reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network.eval(),
        (torch.rand(1, 3, 4 * STRIDE, 4 * STRIDE),),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["images"],
        output_names=["logits"],
        dynamic_axes={
            "images": {0: "n", 2: "high", 3: "wide"},
            "logits": {0: "n", 2: "rows", 3: "columns"},
        },
    )
    model = onnx.load(str(path))
    names = {"task": "segment", "names": "{0: 'plate'}", "stride": str(STRIDE)}
    onnx.helper.set_model_props(model, {**names, "author": "Weft", "license": "Apache-2.0"})
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def main() -> None:
    """Train and export, as the command line asks."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that draw scenes")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--onward", type=Path, help="a file of this script to train further")
    parser.add_argument("--bfloat16", action="store_true", help="faster where the CPU has it")
    options = parser.parse_args()
    network = train(
        options.steps, options.seed, options.workers, options.onward, half=options.bfloat16
    )
    export(network, options.out)
    LOG.info("%s: %d bytes", options.out.name, options.out.stat().st_size)


if __name__ == "__main__":
    main()
