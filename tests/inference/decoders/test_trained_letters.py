"""The reader of letters on a model that really learned to hear them, in noise it never heard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.graph import ModelRef
from runtime.inference.decoders.ctc_speech import hear
from tests.heads import card
from tests.onnx_files import node, port, sessions_of, write
from tests.trained_grids import quick

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.model import Model

RATE, MOMENT = 16_000, 320
FADE = 0.02
"""Seconds in which a letter comes and goes."""
LETTERS = ("<pad>", "A", "B", "C", "|")
TONES = {"A": 400.0, "B": 700.0, "C": 1100.0, " ": 1700.0}
"""How high each letter sounds; noise alone is no letter."""
BANDS = np.arange(250, 2250, 100)
"""What the model listens to; none of them is a letter's own height."""


def spoken(text: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A sound of these letters, each of its own length, height, loudness; the class of moments."""
    parts, classes = [], []
    for letter in text:
        hum, pause = rng.integers(1500, 2600), rng.integers(900, 1600)
        pitch = TONES[letter] * rng.uniform(0.96, 1.04)
        times = np.arange(hum) / RATE
        loud = rng.uniform(0.2, 0.5) * np.clip(np.minimum(times, times[::-1]) / FADE, 0, 1)
        parts += [loud * np.sin(2 * np.pi * pitch * times + rng.uniform(0, 6)), np.zeros(pause)]
        number = LETTERS.index("|" if letter == " " else letter)
        fade = round(FADE * RATE)
        classes += [
            np.zeros(fade, int),
            np.full(hum - 2 * fade, number),
            np.zeros(fade + pause, int),
        ]
    sound = np.concatenate([np.zeros(800), *parts])
    sound += rng.normal(0, rng.uniform(0.005, 0.03), len(sound))
    of_samples = np.concatenate([np.zeros(800, int), *classes])
    middles = np.arange(len(sound) // MOMENT) * MOMENT + MOMENT // 2
    return sound.astype(np.float32), of_samples[middles]


def written(rng: np.random.Generator, length: int) -> str:
    """Letters by chance, doubled ones too, with a gap here and there."""
    words = ["".join(rng.choice(list("ABC"), rng.integers(1, 5))) for _ in range(length)]
    return " ".join(words)


def waves() -> np.ndarray:
    """A sine and a cosine of each band, fading in and out over a moment: (2 bands, moment)."""
    turns = 2 * np.pi * BANDS[:, None] * np.arange(MOMENT) / RATE
    return np.concatenate([np.sin(turns), np.cos(turns)]) * np.hanning(MOMENT) / MOMENT


def energies(sound: np.ndarray) -> np.ndarray:
    """What the graph below makes of a sound before it judges: (moments, bands)."""
    sound = (sound - sound.mean()) / np.sqrt(sound.var() + 1e-7)
    moments = sound[: len(sound) // MOMENT * MOMENT].reshape(-1, MOMENT) @ waves().T
    sine, cosine = np.split(moments, 2, axis=1)
    return np.log(sine**2 + cosine**2 + 1e-6)


def listener(folder: Path) -> Model:
    """Learns from some sounds which energies, in three moments on end, are which letter."""
    from sklearn.neural_network import MLPClassifier

    rng = np.random.default_rng(11)
    heard = [spoken(written(rng, 2), rng) for _ in range(120)]
    felt = [energies(sound) for sound, _ in heard]
    told = np.concatenate([classes for _, classes in heard])
    mean, spread = np.concatenate(felt).mean(axis=0), np.concatenate(felt).std(axis=0)
    framed = [np.pad((each - mean) / spread, ((1, 1), (0, 0))) for each in felt]
    shown = np.concatenate([np.hstack([each[:-2], each[1:-1], each[2:]]) for each in framed])
    with quick():
        learned = MLPClassifier((24,), random_state=3, max_iter=12, n_iter_no_change=12)
        learned.fit(shown, told)
    (first, second), (low, high) = learned.coefs_, learned.intercepts_
    pairs = np.tile(np.eye(len(BANDS)), (1, 2))[:, :, None]
    path = write(
        folder / "m.onnx", [port("input_values", [1, "n"])], [port("logits", [1, "t", 5])],
        [node("Unsqueeze", ["input_values", "axis"], ["sound"]),
         node("Conv", ["sound", "waves"], ["swing"], strides=[MOMENT]),
         node("Mul", ["swing", "swing"], ["squares"]),
         node("Conv", ["squares", "pairs"], ["power"]),
         node("Add", ["power", "floor"], ["above"]), node("Log", ["above"], ["energy"]),
         node("Sub", ["energy", "mean"], ["centred"]), node("Div", ["centred", "spread"], ["even"]),
         node("Conv", ["even", "first", "low"], ["felt"], pads=[1, 1]),
         node("Relu", ["felt"], ["kept"]), node("Conv", ["kept", "second", "high"], ["judged"]),
         node("Transpose", ["judged"], ["logits"], perm=[0, 2, 1])],
        {"axis": np.array([1], np.int64), "waves": waves()[:, None].astype(np.float32),
         "pairs": pairs.astype(np.float32), "floor": np.array(1e-6, np.float32),
         "mean": mean[:, None].astype(np.float32), "spread": spread[:, None].astype(np.float32),
         "first": first.reshape(3, len(BANDS), -1).transpose(2, 1, 0).astype(np.float32),
         "low": low.astype(np.float32), "second": second.T[:, :, None].astype(np.float32),
         "high": high.astype(np.float32)},
    )  # fmt: skip
    vocabulary = {letter: number for number, letter in enumerate(LETTERS)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    made = card(
        "speech-to-text", decoder="ctc_speech", file="m.onnx", postprocess={"blank": 0},
        preprocess={"input": "input_values", "rate": RATE, "normalise": True},
        side_files={"vocabulary": "vocab.json"},
    )  # fmt: skip
    files = {"m.onnx": path, "vocab.json": folder / "vocab.json"}
    return sessions_of(made, files).get(ModelRef(id="made"))


def test_a_trained_listener_writes_down_what_it_never_heard(tmp_path: Path):
    model, rng = listener(tmp_path), np.random.default_rng(99)
    right = 0
    for _ in range(25):
        text = written(rng, 3)
        sound, _ = spoken(text, rng)
        right += " ".join(piece.text for piece in hear(model, sound)) == text
    assert right >= 23
