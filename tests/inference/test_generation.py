from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from runtime.inference.generation import MAX_BEAMS, MAX_TOKENS, Rules, Written, write

START, END = 0, 1


class Table:
    """Says what follows from the tokens so far; `keep` must have been told the same texts."""

    def __init__(self, follows: dict[tuple[int, ...], dict[int, float]], words: int = 6) -> None:
        self._follows, self._words = follows, words
        self.rows: list[tuple[int, ...]] | None = None
        self.steps = 0

    def after(self, tokens: np.ndarray) -> np.ndarray:
        self.steps += 1
        texts = [tuple(row) for row in tokens.tolist()]
        if self.rows is not None:
            assert [text[:-1] for text in texts] == self.rows
        self._texts = texts
        shares = np.full((len(texts), self._words), 1e-6)
        for row, text in enumerate(texts):
            for token, share in self._follows.get(text[1:], {END: 1.0}).items():
                shares[row, token] = share
        return np.log(shares).astype(np.float32)

    def keep(self, rows: np.ndarray) -> None:
        self.rows = [self._texts[row] for row in rows]


TRAP = {
    (): {2: 0.6, 3: 0.4},
    (2,): {4: 0.5, 5: 0.5},
    (3,): {4: 0.95, 5: 0.05},
    (2, 4): {END: 1.0},
}
"""The likeliest first token leads to a text that is less likely as a whole."""


def wrote(follows: dict, **told: Any) -> tuple[int, ...]:
    rules = Rules.of({"start": START, "end": END, **told}).asked(None, told.get("longest"))
    return write(Table(follows), rules).tokens


def test_one_beam_takes_the_likeliest_token_each_time():
    assert wrote(TRAP)[0] == 2


def test_more_beams_find_the_likelier_text():
    assert wrote(TRAP, beams=2) == (3, 4)


def test_the_score_is_the_mean_log_likelihood():
    found = write(Table(TRAP), Rules.of({"start": START, "end": END, "beams": 2}))
    assert found.score == pytest.approx(np.log(0.4 * 0.95) / 3, abs=1e-3)


@pytest.mark.parametrize("seed", range(8))
def test_wide_beams_find_what_trying_everything_finds(seed: int):
    """Three words and the end, at most three tokens: five beams see nearly all of it."""
    rng = np.random.default_rng(seed)
    words, longest = (END, 2, 3), 3
    follows = {}
    for length in range(longest):
        for text in product((2, 3), repeat=length):
            follows[text] = dict(zip(words, rng.dirichlet((1, 1, 1)).tolist(), strict=True))
    best = max(
        (
            (*text, END)[:longest]
            for length in range(longest + 1)
            for text in product((2, 3), repeat=length)
        ),
        key=lambda text: sum(
            np.log(follows[text[:at]][token]) for at, token in enumerate(text)
        ) / len(text),
    )  # fmt: skip
    found = wrote(follows, beams=5, longest=longest + 1)
    assert found == tuple(token for token in best if token != END)


def test_it_ends_at_the_longest_text_the_start_counted():
    endless: dict = {(2,) * length: {2: 1.0} for length in range(20)}
    assert wrote(endless, longest=5) == (2, 2, 2, 2)


def test_forced_tokens_begin_the_text_and_stand_where_they_are_told():
    follows = {(4,): {2: 0.9, 3: 0.1}, (4, 2): {5: 0.9}, (4, 2, 3): {END: 1.0}}
    rules = Rules.of({"start": START, "end": END, "forced": [[1, 4], [3, 3]]})
    assert rules.start == (START, 4)
    assert write(Table(follows), rules).tokens == (2, 3)


def test_suppressed_tokens_are_never_written():
    follows = {(): {2: 0.6, 3: 0.4}, (3,): {2: 0.9, 3: 0.1}, (3, 3): {END: 1}}
    assert wrote(follows, suppress=[2, 99]) == (3, 3)
    assert wrote({(): {END: 0.7, 3: 0.3}, (3,): {END: 1}}, begin_suppress=[END]) == (3,)


def test_nothing_comes_twice_in_the_same_order_when_so_told():
    circle = {(2, 3) * n + rest: {2: 0.5, 3: 0.3, 4: 0.1} for n in range(3) for rest in ((), (2,))}
    found = wrote({**circle, (2, 2): {4: 1}, (2, 2, 4): {END: 1}}, no_repeat=2, longest=8)
    pairs = list(pairwise(found))
    assert len(pairs) == len(set(pairs))


def test_several_tokens_may_end_a_text():
    assert wrote({(): {2: 1.0}, (2,): {5: 1.0}}, end=[END, 5]) == (2,)


def test_bounds_hold_whatever_the_card_says():
    rules = Rules.of({"start": 0, "end": 1, "beams": 99, "longest": 10**9})
    assert (rules.beams, rules.longest) == (MAX_BEAMS, MAX_TOKENS - 1)
    assert Rules.of({"start": 0, "end": 1, "longest": 1}).longest == 1
    assert rules.asked(2, 10**9).longest == MAX_TOKENS - 1
    assert (rules.asked(2, 7).beams, rules.asked(None, 7).longest) == (2, 7)


def test_a_search_ends_as_soon_as_nothing_better_can_come():
    table = Table({(): {END: 0.99, 2: 0.01}})
    assert write(table, Rules.of({"start": START, "end": END})) == Written(
        (), pytest.approx(np.log(0.99), abs=1e-3)
    )
    assert table.steps == 1


def test_numbers_that_are_none_do_not_stop_it():
    class Broken(Table):
        def after(self, tokens: np.ndarray) -> np.ndarray:
            scores = super().after(tokens)
            scores[:, 3] = np.nan
            return scores

    assert write(Broken(TRAP), Rules.of({"start": START, "end": END})).tokens[0] == 2
