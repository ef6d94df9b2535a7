"""Trains the classifier of smiles: python -m runtime.inference.training.smiles.train."""

import argparse
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from runtime.inference.training.onnx_draft import Draft
from runtime.inference.training.smiles.faces import LABELS, SIDE, Faces, drawn

WEIGHTS = Path(__file__).resolve().parents[2] / "weights"
SEED = 5
HIDDEN = (96, 32)
FIELD = 2
TOP, LEFT, RIGHT = 24, 8, 40
"""The part where the mouth lies, and only that is looked at."""
LEAST_SPREAD = 0.05

Layers = list[tuple[NDArray[np.float32], NDArray[np.float32]]]


def features(faces: Faces) -> NDArray[np.float32]:
    """What the graph computes before its network: the light about the mouth, evened, in fields."""
    grey = faces.pixels.mean(axis=3)[:, TOP:, LEFT:RIGHT]
    mean = grey.mean(axis=(1, 2), keepdims=True)
    spread = np.sqrt(((grey - mean) ** 2).mean(axis=(1, 2), keepdims=True))
    even = (grey - mean) / np.maximum(spread, LEAST_SPREAD)
    rows, columns = (SIDE - TOP) // FIELD, (RIGHT - LEFT) // FIELD
    fields = even.reshape(len(even), rows, FIELD, columns, FIELD).mean(axis=(2, 4))
    return np.asarray(fields.reshape(len(fields), -1), np.float32)


def learned(count: int, rounds: int) -> Layers:
    """The layers' weights and biases."""
    from sklearn.neural_network import MLPClassifier

    faces = drawn(count, SEED)
    network = MLPClassifier(
        HIDDEN, alpha=1e-2, batch_size=128, max_iter=rounds, random_state=SEED, tol=0.0,
        n_iter_no_change=rounds,
    )  # fmt: skip
    with warnings.catch_warnings():
        # The rounds are few on purpose, whatever the library thinks of that.
        warnings.simplefilter("ignore")
        network.fit(features(faces), faces.labels)
    pairs = zip(network.coefs_, network.intercepts_, strict=True)
    return [(weights.astype(np.float32), biases.astype(np.float32)) for weights, biases in pairs]


def write(layers: Layers, path: Path) -> None:
    """A graph of faces [N, 3, 48, 48] to the shares of both labels."""
    draft = Draft()
    grey = draft.add("ReduceMean", "images", axes=[1], keepdims=1)
    lower = draft.add(
        "Slice",
        grey,
        draft.constant([TOP, LEFT], np.int64),
        draft.constant([SIDE, RIGHT], np.int64),
        draft.constant([2, 3], np.int64),
    )
    light = draft.add("Sub", lower, draft.add("ReduceMean", lower, axes=[2, 3], keepdims=1))
    squares = draft.add("ReduceMean", draft.add("Mul", light, light), axes=[2, 3], keepdims=1)
    spread = draft.add("Max", draft.add("Sqrt", squares), draft.constant(LEAST_SPREAD))
    even = draft.add("Div", light, spread)
    fields = draft.add("AveragePool", even, kernel_shape=[FIELD, FIELD], strides=[FIELD, FIELD])
    flow = draft.add("Flatten", fields, axis=1)
    for number, (weights, biases) in enumerate(layers):
        flow = draft.add("Gemm", flow, draft.constant(weights), draft.constant(biases))
        if number < len(layers) - 1:
            flow = draft.add("Relu", flow)
    # One unit says how sure "not smiling" is: the second label of two.
    second = draft.add("Sigmoid", flow)
    first = draft.add("Sub", draft.constant(1.0), second)
    draft.add("Concat", first, second, output="scores", axis=1)
    draft.save(
        path, {"images": ["n", 3, SIDE, SIDE]}, {"scores": ["n", 2]},
        {"task": "classify", "names": str(dict(enumerate(LABELS))), "imgsz": f"[{SIDE}, {SIDE}]"},
    )  # fmt: skip


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS / "smiles.onnx")
    parser.add_argument("--faces", type=int, default=16000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    write(learned(options.faces, options.rounds), options.out)
    print(f"{options.out.name}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
