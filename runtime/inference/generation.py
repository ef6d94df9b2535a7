"""Writes tokens one after the other, keeping the most likely beginnings (beam search).

With one beam it is greedy: the most likely token each time. The model is behind `Writer`; nothing
here knows of graphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

MAX_BEAMS = 5
MAX_TOKENS = 512
DEFAULT_TOKENS = 256


class Writer(Protocol):
    """A model that says what may follow."""

    def after(self, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """Scores (rows, vocabulary) of the token after these (rows, length) ones.

        Each call has the tokens of the one before, in the rows that `keep` put there, and more.
        """

    def keep(self, rows: NDArray[np.intp]) -> None:
        """Go on with these rows, in this order; one may come several times."""


@dataclass(frozen=True)
class Rules:
    """How texts begin, go on and end.

    Read of a card: `start`, `forced` [[place, token]] of places after the start, `end` (one or
    several), `beams`, `longest` with the start counted, `suppress`, `begin_suppress`,
    `length_penalty`, and `no_repeat`: so many tokens never come twice in the same order.
    """

    start: tuple[int, ...]
    end: frozenset[int]
    longest: int = DEFAULT_TOKENS
    """The most tokens after the start: no model has places for more."""
    beams: int = 1
    forced: Mapping[int, int] = field(default_factory=dict)
    suppress: tuple[int, ...] = ()
    begin_suppress: tuple[int, ...] = ()
    length_penalty: float = 1.0
    no_repeat: int = 0

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Rules:
        """The `postprocess` table of a card."""
        end, whole = told.get("end", 0), int(told.get("longest", DEFAULT_TOKENS))
        forced = {int(place): int(token) for place, token in told.get("forced") or ()}
        start = [int(told.get("start", 0))]
        while len(start) in forced:
            start.append(forced.pop(len(start)))
        return cls(
            start=tuple(start),
            end=frozenset(int(item) for item in (end if isinstance(end, list) else [end])),
            longest=max(1, min(MAX_TOKENS, whole) - len(start)),
            beams=max(1, min(MAX_BEAMS, int(told.get("beams", 1)))),
            forced=forced,
            suppress=tuple(int(item) for item in told.get("suppress") or ()),
            begin_suppress=tuple(int(item) for item in told.get("begin_suppress") or ()),
            length_penalty=float(told.get("length_penalty", 1.0)),
            no_repeat=int(told.get("no_repeat", 0)),
        )

    def asked(self, beams: int | None, longest: int | None) -> Rules:
        """The same with what a caller wants; no text becomes longer than the card allows."""
        most = self.longest if longest is None else min(longest, self.longest)
        return replace(self, beams=beams or self.beams, longest=most)


@dataclass(frozen=True)
class Written:
    """The tokens after the start, without the end, and the mean log-likelihood of one."""

    tokens: tuple[int, ...]
    score: float


@dataclass
class _Search:
    """The beginnings that are still being written, and the texts that ended."""

    rules: Rules
    alive: list[tuple[float, list[int]]]
    ended: list[tuple[float, Written]] = field(default_factory=list)

    def end(self, total: float, tokens: Sequence[int], length: int) -> None:
        """Put a text aside; only the best are kept."""
        own = tuple(tokens[len(self.rules.start) :])
        rank = total / max(1, length) ** self.rules.length_penalty
        self.ended.append((rank, Written(own, total / max(1, length))))
        self.ended.sort(key=lambda item: -item[0])
        del self.ended[self.rules.beams :]

    def is_over(self) -> bool:
        """Whether no beginning can still become better than what ended."""
        if not self.alive:
            return True
        if len(self.ended) < self.rules.beams:
            return False
        total, tokens = self.alive[0]
        length = len(tokens) - len(self.rules.start) + 1
        return bool(total / length**self.rules.length_penalty <= self.ended[-1][0])


def write(writer: Writer, rules: Rules) -> Written:
    """The most likely text that was found."""
    search = _Search(rules, [(0.0, list(rules.start))])
    for _ in range(rules.longest):
        tokens = np.array([item[1] for item in search.alive], np.int64)
        scores = _log_shares(writer.after(tokens))
        _forbid(scores, tokens, rules)
        _go_on(search, scores, writer)
        if search.is_over():
            break
    for total, row in search.alive:
        search.end(total, row, len(row) - len(rules.start))
    return search.ended[0][1]


def _go_on(search: _Search, scores: NDArray[np.float32], writer: Writer) -> None:
    """Every beginning by its likeliest tokens; the best go on, those that end are put aside."""
    rules = search.rules
    totals = np.array([[total] for total, _ in search.alive], np.float64) + scores
    flat = totals.ravel()
    count = min(2 * rules.beams, flat.size)
    best = np.argpartition(-flat, count - 1)[:count]
    best = best[np.argsort(-flat[best], kind="stable")]
    rows: list[int] = []
    alive: list[tuple[float, list[int]]] = []
    for rank, place in enumerate(best.tolist()):
        row, token = divmod(place, scores.shape[1])
        total, before = float(flat[place]), search.alive[row][1]
        if not np.isfinite(total):
            continue
        if token in rules.end:
            if rank < rules.beams:
                search.end(total, before, len(before) - len(rules.start) + 1)
        elif len(alive) < rules.beams:
            alive.append((total, [*before, token]))
            rows.append(row)
    search.alive = alive
    if rows:
        writer.keep(np.array(rows, np.intp))


def _log_shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    scores = np.nan_to_num(np.asarray(scores, np.float32), nan=-1e9, posinf=1e9, neginf=-1e9)
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), np.float32)


def _forbid(scores: NDArray[np.float32], tokens: NDArray[np.int64], rules: Rules) -> None:
    """Leave only what may follow, in place."""
    width, place = scores.shape[1], tokens.shape[1]
    forced = rules.forced.get(place)
    if forced is not None and forced < width:
        kept = scores[:, forced].copy()
        scores[:] = -np.inf
        scores[:, forced] = kept
        return
    scores[:, [item for item in rules.suppress if item < width]] = -np.inf
    if place == len(rules.start):
        scores[:, [item for item in rules.begin_suppress if item < width]] = -np.inf
    if rules.no_repeat:
        for row, before in enumerate(tokens[:, len(rules.start) :].tolist()):
            scores[row, _repeats(before, rules.no_repeat)] = -np.inf


def _repeats(tokens: Sequence[int], size: int) -> list[int]:
    """The tokens that would end a run of `size` tokens which was there before."""
    if size < 1 or len(tokens) < size:
        return []
    tail = list(tokens[len(tokens) - size + 1 :])
    return [
        tokens[at + size - 1]
        for at in range(len(tokens) - size + 1)
        if list(tokens[at : at + size - 1]) == tail
    ]
