"""English speech to words by pocketsphinx, in a few processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from runtime.contracts.errors import ModelUnavailableError, OperatorFailedError
from runtime.inference import pocketsphinx_child
from runtime.inference.child_pool import ChildPool
from runtime.inference.side_by_side import usable_cores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken

RATE = pocketsphinx_child.RATE
MOST_SECONDS = 60
"""The longest utterance that is read at once."""
_MOST_CHILDREN = 2
"""Each keeps some 150 MB."""
_MISSING = "needs the package pocketsphinx: pip install pocketsphinx"
_START_SECONDS, _SECONDS_PER_SECOND = 30.0, 10.0


@dataclass(frozen=True)
class Word:
    """A word heard, its time in seconds, and how sure it is."""

    text: str
    start: float
    end: float
    score: float


@dataclass(frozen=True)
class Heard:
    """What was said in one utterance; an empty text for nothing."""

    text: str
    score: float
    words: tuple[Word, ...] = ()


class UnknownWordsError(OperatorFailedError):
    """Commands with words that the engine's dictionary lacks."""


def why_unavailable() -> str | None:
    """None when the engine is installed, else what brings it."""
    return _MISSING if find_spec("pocketsphinx") is None else None


def hear(
    samples: NDArray[np.float32],
    phrases: Sequence[str] | None = None,
    cancel: CancelToken | None = None,
) -> Heard:
    """What is said in an utterance, mono at `RATE`; one of the phrases when they are given."""
    if find_spec("pocketsphinx") is None:
        raise ModelUnavailableError(f"Reading speech {_MISSING}.")
    sound = (np.clip(samples[: MOST_SECONDS * RATE], -1, 1) * 32767).astype("<i2").tobytes()
    seconds = _START_SECONDS + _SECONDS_PER_SECOND * len(samples) / RATE
    with _pool().lent(seconds, cancel) as child:
        answer = child.ask(sound, phrases)
    if "unknown" in answer:
        words = ", ".join(answer["unknown"])
        message = (
            f"The speech engine does not know how to say: {words}. Write other English words; "
            "numbers in letters."
        )
        raise UnknownWordsError(message, param="commands")
    words_heard = tuple(Word(*word) for word in answer["words"])
    return Heard(answer["text"], round(float(answer["score"]), 4), words_heard)


class _Ears:
    """One child process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-I", pocketsphinx_child.__file__],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, sound: bytes, phrases: Sequence[str] | None) -> dict[str, Any]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError
        request = {"bytes": len(sound), "phrases": None if phrases is None else list(phrases)}
        stdin.write(json.dumps(request).encode() + b"\n" + sound)
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise EOFError
        answer: dict[str, Any] = json.loads(line)
        return answer

    def kill(self) -> None:
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)


@cache
def _pool() -> ChildPool[_Ears]:
    return ChildPool(_Ears, min(_MOST_CHILDREN, usable_cores()))
