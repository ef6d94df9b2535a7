"""Measures the street segmenter: python -m runtime.inference.training.streets.evaluate."""

import argparse

import numpy as np
from numpy.typing import NDArray

from runtime.contracts.graph import ModelRef
from runtime.contracts.values import Image
from runtime.inference.decoders import segmenter
from runtime.inference.manifests import builtin
from runtime.inference.pictures import look
from runtime.inference.sessions import Sessions
from runtime.inference.training.streets.scenes import LABELS, draw_scene

HELD_OUT_SEED = 800_000_000


def confusion(sessions: Sessions, scenes: int) -> NDArray[np.int64]:
    """Pixels by true label (rows) and answered label, on scenes it was not trained on."""
    model = sessions.get(ModelRef(id="street-scenes"))
    counts = np.zeros((len(LABELS), len(LABELS)), np.int64)
    for seed in range(HELD_OUT_SEED, HELD_OUT_SEED + scenes):
        scene = draw_scene(seed)
        seen = next(look(model, [Image(scene.pixels)], segmenter.ROLES))
        answered = segmenter.read(seen).classes
        pairs = scene.labels.astype(np.int64) * len(LABELS) + answered
        counts += np.bincount(pairs.ravel(), minlength=counts.size).reshape(counts.shape)
    return counts


def overlaps(counts: NDArray[np.int64]) -> dict[str, float]:
    """Intersection over union per label."""
    right = np.diag(counts)
    union = counts.sum(axis=0) + counts.sum(axis=1) - right
    return {name: float(share) for name, share in zip(LABELS, right / union, strict=True)}


def main() -> None:
    """Print the figures of the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=200)
    options = parser.parse_args()
    counts = confusion(Sessions(resolve=lambda ref: builtin()[ref.id]), options.scenes)
    shares = overlaps(counts)
    for name, share in shares.items():
        print(f"{name:10} overlap {share:.3f}")
    print(f"mean       overlap {np.mean(list(shares.values())):.3f}")
    print(f"pixels right       {np.diag(counts).sum() / counts.sum():.3f}")


if __name__ == "__main__":
    main()
