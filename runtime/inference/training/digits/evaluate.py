"""Measures the digits classifier: python -m runtime.inference.training.digits.evaluate."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from runtime.contracts.graph import ModelRef
from runtime.contracts.values import Image
from runtime.inference.decoders import classifier
from runtime.inference.manifests import builtin
from runtime.inference.pictures import look
from runtime.inference.sessions import Sessions
from runtime.inference.training.digits.samples import Digits, as_pictures, bent, printed, split

Pictures = Sequence[NDArray[np.uint8]]


def accuracy(pictures: Pictures, digits: NDArray[np.intp], sessions: Sessions) -> float:
    """The share of pictures whose best class is right, through the code that Weft runs."""
    model = sessions.get(ModelRef(id="digits"))
    images = [Image(pixels) for pixels in pictures]
    found = [
        classifier.read(seen, min_value=0, limit=1)[0].name
        for seen in look(model, images, classifier.ROLES)
    ]
    return float(np.mean([int(name) == digit for name, digit in zip(found, digits, strict=True)]))


def measure(sessions: Sessions) -> dict[str, float]:
    """Accuracy on what was held out, as it is, bent, light on dark; and on printed digits."""
    _, held = split()
    moved, press = bent(held, 4, seed=900), bent(printed(), 40, seed=901)
    negative: Callable[[Pictures], Pictures] = lambda items: [255 - item for item in items]  # noqa: E731
    sets: dict[str, tuple[Pictures, Digits]] = {
        "held out": (as_pictures(held), held),
        "held out, light on dark": (negative(as_pictures(held)), held),
        "held out, bent": (as_pictures(moved), moved),
        "printed, bent": (as_pictures(press), press),
    }
    return {name: accuracy(shown, told.digits, sessions) for name, (shown, told) in sets.items()}


def main() -> None:
    """Print the figures of the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="another file than the shipped one")
    options = parser.parse_args()
    sessions = Sessions(resolve=lambda ref: builtin()[ref.id])
    if options.model:
        path: Path = options.model
        sessions = Sessions(resolve=lambda ref: builtin()[ref.id], locate=lambda *_: path)
    for name, share in measure(sessions).items():
        print(f"{name:26} {share:.3f}")


if __name__ == "__main__":
    main()
