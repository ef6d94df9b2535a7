"""Which language a text is in: lingua's 75 languages, in the mode that needs no large tables."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from runtime.contracts.errors import ModelUnavailableError
from runtime.contracts.values import Concept

LEAST_LETTERS = 12
"""Shorter texts are answered with `und`: every detector guesses wildly on a word or two."""
LEAST_LEAD = 0.1
"""How far the best language must lead the next one to be believed."""
UNDETERMINED = Concept(id="und", name="Undetermined", value=1.0)


def why_unavailable() -> str | None:
    """None when the library is installed, else what brings it."""
    if find_spec("lingua") is None:
        return "needs the package lingua-language-detector: pip install lingua-language-detector"
    return None


def identify(text: str) -> tuple[Concept, ...]:
    """Languages with confidence, best first; `und` alone when the text is short or unclear."""
    if sum(letter.isalpha() for letter in text) < LEAST_LETTERS:
        return (UNDETERMINED,)
    ranked = _detector().compute_language_confidence_values(text)
    if len(ranked) < 2 or ranked[0].value - ranked[1].value < LEAST_LEAD:
        return (UNDETERMINED,)
    return tuple(
        Concept(
            id=entry.language.iso_code_639_1.name.lower(),
            name=entry.language.name.title(),
            value=float(entry.value),
        )
        for entry in ranked
    )


@cache
def _detector() -> Any:
    """One for the process: immutable once built, shared by all threads."""
    reason = why_unavailable()
    if reason is not None:
        raise ModelUnavailableError(f"Telling languages apart {reason}.")
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()
