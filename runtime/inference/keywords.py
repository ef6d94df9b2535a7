"""Words and phrases that a text is about, by counting or by how its words are linked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.inference import languages
from runtime.inference.stop_words import stop_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_MOST_WORDS = 20_000
_MOST_LINKED = 1000
"""The most frequent words are linked with one another; the rest is weighed by its number."""
_REACH = 4
"""Words up to so far apart are linked."""
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_LANGUAGE_SENTENCES, _LANGUAGE_LETTERS = 100, 5000


@dataclass(frozen=True)
class Keyword:
    """A word or phrase in lower case, its weight, and how often it stands in the text."""

    text: str
    score: float
    count: int


def find(
    sentences: Sequence[str], *, by_links: bool, longest: int = 3, leave_out: Collection[str] = ()
) -> list[Keyword]:
    """The keywords of a text by its sentences, weightiest first.

    A phrase counts that stands there at least twice, and for half as often as its words; it weighs
    as much as they do together. A word that mostly stands in a weightier phrase is left out.
    """
    runs = list(_runs(sentences, leave_out))
    words = Counter(word for run in runs for word in run)
    scores = _linked(runs, words) if by_links else {}
    most = max(words.values(), default=1)
    total = sum(scores.values()) or 1.0
    worth = {word: scores.get(word, 0) / total + 1e-6 * words[word] / most for word in words}
    if not by_links:
        worth = {word: float(count) for word, count in words.items()}
    phrases = Counter(
        tuple(run[start : start + size])
        for run in runs
        for size in range(2, longest + 1)
        for start in range(len(run) - size + 1)
    )
    found = [Keyword(word, worth[word], count) for word, count in words.items()]
    for phrase, count in phrases.items():
        alone = max(words[word] for word in phrase)
        if count > 1 and 2 * count >= alone and len(set(phrase)) == len(phrase):
            together = sum(worth[word] for word in phrase)
            found.append(Keyword(" ".join(phrase), together, count))
    found.sort(key=lambda item: (-item.score, item.text))
    return _without_parts(found)


def content_words(sentences: Sequence[str]) -> Iterator[str]:
    """The words of sentences that say what it is about, in lower case."""
    for run in _runs(sentences, ()):
        yield from run


def _runs(sentences: Sequence[str], leave_out: Collection[str]) -> Iterator[list[str]]:
    """Words that follow one another with no common word and no mark between them."""
    code = "en"
    if languages.why_unavailable() is None:
        code = languages.identify(" ".join(sentences[:_LANGUAGE_SENTENCES])[:_LANGUAGE_LETTERS])[
            0
        ].id
    common = stop_words(code) | {word.strip().lower() for word in leave_out}
    left = _MOST_WORDS
    for sentence in sentences:
        for part in re.split(r"[,;:()\[\]\"\u201c\u201d/|]+", sentence):
            run: list[str] = []
            for match in _WORD.finditer(part):
                word = match[0].replace("\u2019", "'").strip("'-").removesuffix("'s").lower()
                if left and len(word) > 1 and word not in common:
                    run.append(word)
                elif run:
                    yield run
                    run = []
                left = max(0, left - 1)
            if run:
                yield run
        if not left:
            return


def _linked(runs: list[list[str]], words: Counter[str]) -> dict[str, float]:
    import numpy as np

    from runtime.inference.weighing import weights

    known = {word: place for place, (word, _) in enumerate(words.most_common(_MOST_LINKED))}
    links = np.zeros((len(known), len(known)))
    line = [known.get(word) for run in runs for word in run]
    for place, first in enumerate(line):
        for second in line[place + 1 : place + _REACH]:
            if first is not None and second is not None and first != second:
                links[first, second] += 1
                links[second, first] += 1
    if not known:
        return {}
    found = weights(links)
    return {word: float(found[place]) for word, place in known.items()}


def _without_parts(found: list[Keyword]) -> list[Keyword]:
    """Without words and phrases that mostly stand within a phrase that weighs more."""
    kept: list[Keyword] = []
    for item in found:
        inside = sum(other.count for other in kept if f" {item.text} " in f" {other.text} ")
        if 2 * inside < item.count or not inside:
            kept.append(item)
        if len(kept) >= 200:
            break
    return kept
