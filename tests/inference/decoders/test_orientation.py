from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.orientation import decode, page_is_turned


def test_the_second_column_is_upside_down():
    assert decode(np.array([[0.9, 0.1], [0.2, 0.8]])).tolist() == pytest.approx([0.1, 0.8])


@pytest.mark.parametrize(
    ("turned", "verdict"),
    [([0.95], True), ([0.8], False), ([1, 1, 1, 0], True), ([1, 0, 0, 0], False), ([], False)],
)
def test_lines_vote_and_a_lone_line_has_to_be_sure(turned: list[float], verdict: bool):
    answers = np.array(turned, np.float32)
    assert page_is_turned(answers, np.ones_like(answers)) is verdict


def test_long_lines_count_more():
    assert page_is_turned(np.array([1, 0], np.float32), np.array([900, 30], np.float32))
