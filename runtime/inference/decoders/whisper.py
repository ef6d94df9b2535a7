"""Hear with a whisper model: half a minute at a time, as a log-mel picture, written token by token.

Reads `preprocess` {`input`, `rate`, `mels`, `seconds`} and what
`runtime.inference.generation.Rules` names: `start`, `forced` (language, task, no time stamps),
`end`, `beams`, `longest`, `suppress`, `begin_suppress`; and `languages` {code: token}, by which the
language can be chosen or recognised. Long sounds are cut at quiet moments; silence is skipped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.encoder_decoder import GraphWriter, encode
from runtime.inference.generation import Rules, write
from runtime.inference.mel import RATE, log_mel
from runtime.inference.sound_windows import Heard, is_silent, windows
from runtime.inference.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model

DEFAULT_MELS = 80
DEFAULT_SECONDS = 30
DETECT = "auto"
"""The language that stands for recognising it, window by window."""
_LANGUAGE_PLACE = 1
"""Where the language stands among the tokens that a text begins with."""


@dataclass(frozen=True)
class Wish:
    """What a caller wants: a language's code, `auto`, or nothing; how many beams."""

    language: str = ""
    beams: int | None = None


def hear(
    model: Model, samples: NDArray[np.float32], wish: Wish, cancel: CancelToken | None = None
) -> Iterator[Heard]:
    """The pieces of a sound at 16 kHz, in their order."""
    told, tokens = model.manifest.preprocess, Tokens.of(model, cancel)
    rules = Rules.of(model.manifest.postprocess).asked(wish.beams, None)
    rules = _in_language(model, rules, wish.language)
    bands, seconds = int(told.get("mels", DEFAULT_MELS)), int(told.get("seconds", DEFAULT_SECONDS))
    name = str(told.get("input", "input_features"))
    for begin, piece in windows(samples, RATE, seconds):
        if is_silent(piece):
            continue
        hidden = encode(model, {name: log_mel(piece, bands, seconds)[None]}, cancel)
        own = rules
        if wish.language == DETECT:
            own = _spoken(rules, recognised(model, hidden, cancel))
        found = write(GraphWriter(model, hidden, cancel=cancel), own)
        text = tokens.decode(found.tokens)
        if text:
            yield Heard(begin / RATE, (begin + len(piece)) / RATE, text)


def recognised(model: Model, hidden: NDArray[np.generic], cancel: CancelToken | None = None) -> int:
    """The token of the language that is most likely spoken."""
    languages = _languages(model)
    start = np.array([[int(model.manifest.postprocess.get("start", 0))]], np.int64)
    scores = GraphWriter(model, hidden, cancel=cancel).after(start)[0]
    known = [token for token in languages.values() if token < len(scores)]
    return known[int(scores[known].argmax())]


def _in_language(model: Model, rules: Rules, language: str) -> Rules:
    if not language or language == DETECT:
        if language == DETECT:
            _languages(model)
        return rules
    languages = _languages(model)
    if language not in languages:
        some = ", ".join(sorted(languages)[:12])
        message = (
            f"The model {model.manifest.title} does not know the language {language}. "
            f"It knows {some}{' and more' if len(languages) > 12 else ''}."
        )
        raise OperatorFailedError(message, param="language")
    return _spoken(rules, languages[language])


def _languages(model: Model) -> dict[str, int]:
    languages = model.manifest.postprocess.get("languages") or {}
    if not languages:
        message = (
            f"The model {model.manifest.title} knows one language only. Leave the language empty."
        )
        raise OperatorFailedError(message, param="language")
    return {str(code): int(token) for code, token in languages.items()}


def _spoken(rules: Rules, token: int) -> Rules:
    """The rules with this language among the tokens that a text begins with."""
    start = list(rules.start)
    if len(start) > _LANGUAGE_PLACE:
        start[_LANGUAGE_PLACE] = token
    else:
        start.append(token)
    return replace(rules, start=tuple(start))
