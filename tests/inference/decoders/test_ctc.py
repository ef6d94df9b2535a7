from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.ctc import alphabet, decode

LETTERS = alphabet("a\nb\nc")


def steps(*numbers: int, score: float = 0.8) -> np.ndarray:
    output = np.zeros((1, len(numbers), len(LETTERS)), np.float32)
    output[0, np.arange(len(numbers)), numbers] = score
    return output


def test_the_alphabet_is_blank_then_letters_then_space():
    assert LETTERS == ("", "a", "b", "c", " ")


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((1, 2, 3), "abc"), ((1, 1, 2, 2), "ab"), ((1, 0, 1), "aa"), ((0, 0, 2, 0, 4, 3), "b c")],
)
def test_repeats_join_unless_a_blank_lies_between(numbers: tuple[int, ...], text: str):
    assert decode(steps(*numbers), LETTERS)[0][0] == text


def test_the_score_is_the_mean_over_the_letters_read():
    output = steps(1, 0, 2)
    output[0, 2] *= 0.5
    assert decode(output, LETTERS)[0][1] == pytest.approx(0.6)


def test_only_blanks_read_as_nothing_with_no_score():
    assert decode(steps(0, 0), LETTERS) == [("", 0.0)]
