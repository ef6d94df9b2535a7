"""Hear with a model that gives every moment of sound a letter, such as wav2vec2.

Reads `preprocess` {`input`, `rate`, `normalise`, `seconds` of a window (30 unless told)}, `outputs`
{`logits`: [moments, letters]}, `blank` and the side file `vocabulary` (JSON, letter -> number).
Repeats are joined and blanks dropped; `|` parts words; letters in angle or square brackets are
none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import ModelUnavailableError
from runtime.inference.sound_windows import Heard, is_silent
from runtime.inference.text_models import by_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model

ROLES = ("logits",)
DEFAULT_SECONDS = 30
OVERLAP_SECONDS = 1.0
"""Sound at both ends of a window that is heard twice and read once."""
MAX_BYTES = 4 * 1024 * 1024
MAX_LETTERS = 100_000
"""Of a vocabulary, which is read in the worker; no writing has more."""
PAUSE_SECONDS = 0.7
"""Words so far apart belong to different pieces."""
_SPACE = ("|", " ")


@dataclass(frozen=True)
class _Word:
    start: float
    end: float
    text: str


def hear(
    model: Model, samples: NDArray[np.float32], cancel: CancelToken | None = None
) -> Iterator[Heard]:
    """The pieces of a sound at the model's rate, parted by pauses."""
    told = model.manifest.preprocess
    rate = int(told.get("rate", 16_000))
    letters = _letters(model)
    best, moment = _best(model, samples, rate, cancel)
    blank = int(model.manifest.postprocess.get("blank", 0))
    pieces: list[list[_Word]] = []
    for word in _words(best, letters, blank, moment):
        if not pieces or word.start - pieces[-1][-1].end > PAUSE_SECONDS:
            pieces.append([])
        pieces[-1].append(word)
    for words in pieces:
        yield Heard(words[0].start, words[-1].end, " ".join(word.text for word in words))


def _best(
    model: Model, samples: NDArray[np.float32], rate: int, cancel: CancelToken | None
) -> tuple[NDArray[np.intp], float]:
    """The best letter of every moment, and how many seconds a moment lasts."""
    told = model.manifest.preprocess
    length = round(float(told.get("seconds", DEFAULT_SECONDS)) * rate)
    edge = min(round(OVERLAP_SECONDS * rate), length // 4)
    step = length - 2 * edge
    blank = int(model.manifest.postprocess.get("blank", 0))
    found, moment = [], 0.02
    for begin in range(0, max(1, len(samples)), step):
        first, last = max(0, begin - edge), min(len(samples), begin + step + edge)
        piece = samples[first:last]
        if is_silent(piece):
            count = round(min(step, len(samples) - begin) / rate / moment)
            found.append(np.full(count, blank, np.intp))
            continue
        scores = _scores(model, piece, cancel)
        per_moment = len(piece) / max(1, len(scores))
        moment = per_moment / rate
        left = round((begin - first) / per_moment)
        right = round((min(begin + step, len(samples)) - first) / per_moment)
        found.append(scores.argmax(axis=1)[left:right])
    return (np.concatenate(found) if found else np.zeros(0, np.intp)), moment


def _scores(
    model: Model, piece: NDArray[np.float32], cancel: CancelToken | None
) -> NDArray[np.float32]:
    told = model.manifest.preprocess
    if told.get("normalise"):
        piece = np.asarray((piece - piece.mean()) / np.sqrt(piece.var() + 1e-7), np.float32)
    name = str(told.get("input", "input_values"))
    feeds: dict[str, NDArray[np.generic]] = {name: np.asarray(piece, np.float32)[None]}
    if "attention_mask" in model.inputs():
        feeds["attention_mask"] = np.ones((1, len(piece)), np.int64)
    outputs = by_role(model, model.run(feeds, cancel), ROLES)
    scores: NDArray[np.float32] = np.asarray(outputs["logits"], np.float32)[0]
    return scores


def _words(
    best: NDArray[np.intp], letters: Sequence[str], blank: int, moment: float
) -> Iterator[_Word]:
    keep = best != blank
    keep[1:] &= best[1:] != best[:-1]
    start, last, text = 0.0, 0.0, ""
    for place in np.flatnonzero(keep):
        number = int(best[place])
        letter = letters[number] if number < len(letters) else ""
        if letter in _SPACE:
            if text:
                yield _Word(start, last, text)
            text = ""
            continue
        if letter:
            if text and place * moment - last > PAUSE_SECONDS:
                yield _Word(start, last, text)
                text = ""
            start = start if text else place * moment
            last = (place + 1) * moment
            text += letter
    if text:
        yield _Word(start, last, text)


def _letters(model: Model) -> list[str]:
    """Letter by number; what stands in brackets is no letter."""
    card = model.manifest
    try:
        numbers = _numbered(model.side_file("vocabulary"))
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        message = f"The vocabulary of the model {card.title} is damaged. Import the model again."
        raise ModelUnavailableError(message, model=card.id) from error
    letters = [""] * (max(numbers, default=-1) + 1)
    for number, token in numbers.items():
        bracketed = len(token) > 1 and token[0] in "<[" and token[-1] in ">]"
        letters[number] = "" if bracketed else token
    return letters


def _numbered(path: Path) -> dict[int, str]:
    """Letter by number. Raises one of a few errors for a file that is none or too much."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError
    told = json.loads(path.read_text("utf-8"))
    numbers = {int(number): str(token) for token, number in told.items()}
    if not all(0 <= number < MAX_LETTERS for number in numbers):
        raise ValueError
    return numbers
