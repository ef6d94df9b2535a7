"""Trains the digits classifier and writes it: python -m runtime.inference.training.digits.train."""

import argparse
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from runtime.inference.training.digits.samples import SEED, SIDE, Digits, bent, printed, split
from runtime.inference.training.onnx_draft import Draft

WEIGHTS = Path(__file__).resolve().parents[2] / "weights"
HIDDEN = (128, 64)
FIELD = 4
"""Pixels of a field's side; the network sees the mean ink of each field."""
LEAST_CONTRAST = 0.05


def features(digits: Digits) -> NDArray[np.float32]:
    """What the graph computes before its network: contrast to the full, means of the fields."""
    low = digits.ink.min(axis=(1, 2), keepdims=True)
    spread = digits.ink.max(axis=(1, 2), keepdims=True) - low
    full = (digits.ink - low) / np.maximum(spread, LEAST_CONTRAST)
    fields = full.reshape(-1, SIDE // FIELD, FIELD, SIDE // FIELD, FIELD).mean(axis=(2, 4))
    return np.asarray(fields.reshape(len(fields), -1), np.float32)


def learned(copies: int, rounds: int) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """The layers' weights and biases, after training on the digits that are not held out."""
    from sklearn.neural_network import MLPClassifier

    hand, _ = split()
    sets = (hand, bent(hand, copies, SEED), bent(printed(), copies * 20, SEED + 1))
    inputs = np.concatenate([features(item) for item in sets])
    answers = np.concatenate([item.digits for item in sets])
    network = MLPClassifier(
        HIDDEN, alpha=1e-3, batch_size=256, max_iter=rounds, random_state=SEED, tol=0.0,
        n_iter_no_change=rounds,
    )  # fmt: skip
    with warnings.catch_warnings():
        # The rounds are few on purpose, whatever the library thinks of that.
        warnings.simplefilter("ignore")
        network.fit(inputs, answers)
    pairs = zip(network.coefs_, network.intercepts_, strict=True)
    return [(weights.astype(np.float32), biases.astype(np.float32)) for weights, biases in pairs]


def write(layers: list[tuple[NDArray[np.float32], NDArray[np.float32]]], path: Path) -> None:
    """A graph of pictures [N, 3, 32, 32], dark on light or light on dark, to ten shares."""
    draft = Draft()
    grey = draft.add("ReduceMean", "images", axes=[1], keepdims=1)
    low = draft.add("ReduceMin", grey, axes=[2, 3], keepdims=1)
    spread = draft.add("Sub", draft.add("ReduceMax", grey, axes=[2, 3], keepdims=1), low)
    spread = draft.add("Max", spread, draft.constant(LEAST_CONTRAST))
    light = draft.add("Div", draft.add("Sub", grey, low), spread)
    border = np.ones((1, 1, SIDE, SIDE), np.float32)
    border[:, :, 2:-2, 2:-2] = 0
    edge = draft.add("Mul", light, draft.constant(border / border.sum()))
    paper = draft.add("ReduceSum", edge, draft.constant([2, 3], np.int64), keepdims=1)
    is_light = draft.add("Greater", paper, draft.constant(0.5))
    ink = draft.add("Where", is_light, draft.add("Sub", draft.constant(1.0), light), light)
    fields = draft.add("AveragePool", ink, kernel_shape=[FIELD, FIELD], strides=[FIELD, FIELD])
    flow = draft.add("Flatten", fields, axis=1)
    for number, (weights, biases) in enumerate(layers):
        flow = draft.add("Gemm", flow, draft.constant(weights), draft.constant(biases))
        if number < len(layers) - 1:
            flow = draft.add("Relu", flow)
    draft.add("Softmax", flow, output="scores", axis=-1)
    names = str({digit: str(digit) for digit in range(10)})
    draft.save(
        path, {"images": ["n", 3, SIDE, SIDE]}, {"scores": ["n", 10]},
        {"task": "classify", "names": names, "imgsz": f"[{SIDE}, {SIDE}]"},
    )  # fmt: skip


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS / "digits.onnx")
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    write(learned(options.copies, options.rounds), options.out)
    print(f"{options.out.name}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
