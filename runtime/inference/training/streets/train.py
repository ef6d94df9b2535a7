"""Trains the street segmenter and writes it: python -m runtime.inference.training.streets.train."""

import argparse
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from runtime.inference.prepare import Recipe, prepare
from runtime.inference.training.streets.network import CELL, HEIGHT, WIDTH, Layers, write
from runtime.inference.training.streets.scenes import Scene, draw_scene

WEIGHTS = Path(__file__).resolve().parents[2] / "weights"
RECIPE = Recipe(resize="stretch", canvas=(WIDTH, HEIGHT))
HIDDEN = (64, 32)
SEED = 3


def cells_of(scene: Scene) -> NDArray[np.intp]:
    """The label in the middle of each cell, (80, 128)."""
    high, wide = scene.labels.shape
    rows = ((np.arange(HEIGHT // CELL) + 0.5) * high / (HEIGHT // CELL)).astype(int)
    columns = ((np.arange(WIDTH // CELL) + 0.5) * wide / (WIDTH // CELL)).astype(int)
    return scene.labels[np.ix_(rows, columns)].astype(np.intp)


def sampled(
    graph: Path, seeds: Sequence[int], cells: int
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """What the next network sees of cells chosen by chance, rare labels more often; and labels."""
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(SEED)
    inputs, answers = [], []
    for seed in seeds:
        scene = draw_scene(seed)
        tensor = prepare(scene.pixels, RECIPE).tensor[None]
        seen = np.asarray(session.run(None, {"images": tensor})[0])[0]
        labels = cells_of(scene).ravel()
        weights = 1 / np.sqrt(np.bincount(labels, minlength=5)[labels])
        chosen = rng.choice(labels.size, cells, replace=False, p=weights / weights.sum())
        inputs.append(seen.reshape(len(seen), -1).T[chosen])
        answers.append(labels[chosen])
    return np.concatenate(inputs), np.concatenate(answers)


def learned(inputs: NDArray[np.float32], answers: NDArray[np.intp], rounds: int) -> Layers:
    """The layers of a network that tells the labels, its inputs' scale folded into the first."""
    from sklearn.neural_network import MLPClassifier

    middle, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-3
    network = MLPClassifier(
        HIDDEN, alpha=1e-4, batch_size=512, max_iter=rounds, random_state=SEED, tol=0.0,
        n_iter_no_change=rounds, learning_rate_init=2e-3,
    )  # fmt: skip
    with warnings.catch_warnings():
        # The rounds are few on purpose, whatever the library thinks of that.
        warnings.simplefilter("ignore")
        network.fit((inputs - middle) / spread, answers)
    weights = [item.astype(np.float64) for item in network.coefs_]
    biases = [item.astype(np.float64) for item in network.intercepts_]
    biases[0] = biases[0] - (middle / spread) @ weights[0]
    weights[0] = weights[0] / spread[:, None]
    pairs = zip(weights, biases, strict=True)
    return [(one.astype(np.float32), two.astype(np.float32)) for one, two in pairs]


def train(path: Path, scenes: int, cells: int, rounds: int) -> None:
    """Train both networks, each on scenes of its own, and write the graph."""
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "features.onnx"
        write(graph)
        first = learned(*sampled(graph, range(scenes), cells), rounds)
        write(graph, first)
        second = learned(*sampled(graph, range(scenes, 2 * scenes), cells), rounds)
    write(path, first, second)


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS / "street-scenes.onnx")
    parser.add_argument("--scenes", type=int, default=1500)
    parser.add_argument("--cells", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=14)
    options = parser.parse_args()
    train(options.out, options.scenes, options.cells, options.rounds)
    print(f"{options.out.name}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
