"""How a sentence feels, from VADER's list of rated words; kept whole and shared by all threads."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from runtime.contracts.errors import ModelUnavailableError

_MOST_WORDS = 100
"""The library compares all words of a sentence with one another, so long ones are read in parts."""


def why_unavailable() -> str | None:
    """None when the library is installed, else what brings it."""
    if find_spec("vaderSentiment") is None:
        return "needs the package vaderSentiment: pip install vaderSentiment"
    return None


def compound(sentence: str) -> float:
    """From -1, all negative, to 1, all positive. Raises `ModelUnavailableError`."""
    words = sentence.split()
    parts = [
        " ".join(words[start : start + _MOST_WORDS]) for start in range(0, len(words), _MOST_WORDS)
    ]
    scores = [float(_analyser().polarity_scores(part)["compound"]) for part in parts]
    return sum(scores) / len(scores) if scores else 0.0


@cache
def _analyser() -> Any:
    reason = why_unavailable()
    if reason is not None:
        raise ModelUnavailableError(f"Sentiment {reason}.")
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
