"""Measures the plate segmenter: python -m runtime.inference.training.plate_shapes.evaluate."""

from __future__ import annotations

import argparse
import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.graph import ModelRef
from runtime.contracts.values import Image
from runtime.inference.decoders import segmenter
from runtime.inference.manifests import builtin
from runtime.inference.pictures import look
from runtime.inference.sessions import Sessions
from runtime.inference.training.plate_shapes.scenes import LARGE_STYLE, STYLE, draw_scene
from runtime.inference.training.plates.scenes import SHIFTED_STYLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.inference.training.plates.scenes import Style

HELD_OUT_SEED = 700_000_000
STYLES: dict[str, Style] = {
    "the training style": STYLE,
    "the same, larger": LARGE_STYLE,
    "other sizes, schemes, letterings, tilt": dataclasses.replace(SHIFTED_STYLE, page_share=0.12),
}


@dataclass(frozen=True)
class Counted:
    """Pixels of one scene: plate in truth, plate in the answer, plate in both."""

    truth: int
    answer: int
    both: int

    @property
    def overlap(self) -> float:
        """Intersection over union; 1 where there is no plate and none was answered."""
        union = self.truth + self.answer - self.both
        return self.both / union if union else 1.0


def sessions_of(file: Path | None) -> Sessions:
    """The built-in models, the segmenter's card with this file instead of its own."""
    if file is None:
        return Sessions()
    return Sessions(resolve=lambda ref: builtin()[ref.id], locate=lambda _card, _name: file)


def measure(
    sessions: Sessions, style: Style, scenes: int, first: int = HELD_OUT_SEED
) -> list[Counted]:
    """The answers to scenes it was not trained on, read as a run reads them."""
    model = sessions.get(ModelRef(id="plate-segmenter"))
    counts = []
    for seed in range(first, first + scenes):
        scene = draw_scene(seed, style)
        seen = next(look(model, [Image(scene.pixels)], segmenter.ROLES))
        answer, truth = segmenter.read(seen).classes == 1, scene.plate > 0.5
        counts.append(Counted(int(truth.sum()), int(answer.sum()), int((answer & truth).sum())))
    return counts


def overlap(counts: Sequence[Counted]) -> float:
    """Intersection over union of all scenes' pixels together."""
    truth, answer, both = (
        sum(getattr(count, name) for count in counts) for name in ("truth", "answer", "both")
    )  # fmt: skip
    return Counted(truth, answer, both).overlap


def mean_overlap(counts: Sequence[Counted]) -> float:
    """The mean over scenes that have a plate, large or small."""
    return float(np.mean([count.overlap for count in counts if count.truth]))


def main() -> None:
    """Print the figures of the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=300)
    parser.add_argument("--seed", type=int, default=HELD_OUT_SEED, help="the first scene's")
    parser.add_argument("--model", type=Path, help="another file than the one that comes along")
    options = parser.parse_args()
    sessions = sessions_of(options.model)
    for name, style in STYLES.items():
        counts = measure(sessions, style, options.scenes, options.seed)
        bare = [count for count in counts if not count.truth]
        print(
            f"{name}, {style.size[0]}x{style.size[1]}: of all pixels {overlap(counts):.3f}, "
            f"mean of {len(counts) - len(bare)} scenes with a plate {mean_overlap(counts):.3f}, "
            f"{sum(count.answer == 0 for count in bare)} of {len(bare)} without one left empty"
        )


if __name__ == "__main__":
    main()
