"""Read a tagger of tokens: which stretches of a text are names, places, dates and the like.

Reads `outputs` {`logits`: [tokens, classes]} and `activation` (softmax unless told). Labels are
`B-X` for the first token of an X and `I-X` for those that follow, or X alone; `O` and `0` are
nothing. A word takes the label of its first token, so that no word is cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.decoders.boxes import activated
from runtime.inference.text_models import by_role
from runtime.inference.tokenizer_file import OVERLAP
from runtime.inference.tokens import Tokens, batch_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model
    from runtime.contracts.tokenizer import Encoding

ROLES = ("logits",)
_NOTHING = ("O", "0", "")


@dataclass(frozen=True)
class Span:
    """A stretch of a text: where it stands, what it is, and how surely."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    label: str
    score: float


def tag(model: Model, text: str, cancel: CancelToken | None = None) -> list[Span]:
    """The spans of one text in their order; a long text is read window by window."""
    tokens = Tokens.of(model, cancel)
    (whole,) = tokens.encode([text])
    shift = len(tokens.prefix)
    words: list[_Word] = []
    for window in (whole, *whole.overflowing):
        batch = batch_of([window], tokens, model)
        output = by_role(model, model.run(batch.feeds, cancel), ROLES)["logits"]
        told = model.manifest.postprocess.get("activation", "softmax")
        scores = activated(np.asarray(output, np.float32)[0], told)
        fresh = [word for word in _words(window, scores, model.manifest.labels)
                 if word.start >= shift]  # fmt: skip
        words = _joined(words, fresh)
    return [
        Span(span.start - shift, span.end - shift, span.label, span.score)
        for span in _merged(words, tokens.prefix + text)
    ]


def _words(window: Encoding, scores: NDArray[np.float32], labels: Sequence[str]) -> Iterator[_Word]:
    """The words of a window, each with the label of its first token."""
    last = object()
    current: _Word | None = None
    for place, (start, end) in enumerate(window.offsets):
        if window.special_tokens_mask[place] or end <= start:
            continue
        word = window.word_ids[place]
        if current is not None and word is not None and word == last:
            current = _Word(current.start, end, current.label, current.score)
            continue
        if current is not None:
            yield current
        which = int(scores[place].argmax())
        label = labels[which] if which < len(labels) else f"class {which}"
        current, last = _Word(start, end, label, float(scores[place, which])), word
    if current is not None:
        yield current


def _joined(before: list[_Word], fresh: list[_Word]) -> list[_Word]:
    """Two windows that share some words: each is taken from where it stands further inside."""
    if not before or not fresh:
        return before or fresh
    shared = [word.start for word in before[-OVERLAP:] if word.start >= fresh[0].start]
    middle = shared[len(shared) // 2] if shared else fresh[0].start
    return [word for word in before if word.start < middle] + [
        word for word in fresh if word.start >= middle
    ]


def _merged(words: Sequence[_Word], text: str) -> Iterator[Span]:
    """Neighbours of one kind as one span, trimmed of the blanks that some tokens carry."""
    group: list[_Word] = []
    kind = ""
    for word in words:
        part, own = _parts(word.label)
        if group and (own != kind or part in ("B", "S", "U")):
            yield _span(group, kind, text)
            group = []
        if own:
            group.append(word)
        kind = own
    if group:
        yield _span(group, kind, text)


def _parts(label: str) -> tuple[str, str]:
    """`B-PER` as (`B`, `PER`), `PER` as (`I`, `PER`), `O` as nothing."""
    if label in _NOTHING:
        return "", ""
    head, dash, rest = label.partition("-")
    if dash and len(head) == 1 and head in "BIESLU":
        return head, rest
    return "I", label


def _span(group: Sequence[_Word], kind: str, text: str) -> Span:
    start, end = group[0].start, group[-1].end
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return Span(start, end, kind, float(np.mean([word.score for word in group])))
