from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Box, Region, Regions
from runtime.operators.text import text_aggregation_operator
from runtime.operators.text.text_aggregation_operator import Inputs, Params
from tests.contexts import context_for


def word(text: str | None, left: float, top: float, wide: float = 0.1, high: float = 0.04):
    return Region(f"{text}", Box(top, left, top + high, left + wide), text=text)


def lines(*regions: Region, **params: object) -> list[str]:
    context = context_for(text_aggregation_operator)
    batch = [Inputs(Regions(regions))]
    (outcome,) = text_aggregation_operator.run(batch, Params(**params), context)
    assert outcome.text.raw == "\n".join(outcome.lines.value)
    return list(outcome.lines.value)


def test_words_side_by_side_make_a_line_from_left_to_right():
    found = lines(
        word("step", 0.4, 0.11), word("Floor 2", 0.1, 0.3), word("the", 0.25, 0.1),
        word("Mind", 0.1, 0.1),
    )  # fmt: skip
    assert found == ["Mind the step", "Floor 2"]


def test_a_wide_gap_starts_a_new_line():
    row = word("left", 0.1, 0.1), word("right", 0.8, 0.1)
    assert lines(*row) == ["left", "right"]
    assert lines(*row, avg_word_width_window_factor=10) == ["left right"]


def test_how_far_words_of_one_line_may_be_offset_is_set():
    row = word("a", 0.1, 0.1), word("b", 0.25, 0.13)
    assert lines(*row) == ["a", "b"]
    assert lines(*row, avg_word_height_window_factor=1) == ["a b"]


def test_regions_without_text_are_left_out():
    assert lines(word(None, 0.1, 0.1), word("a", 0.1, 0.1)) == ["a"]
    assert lines() == []


@pytest.mark.parametrize("factor", [0, -1, 101])
def test_factors_out_of_bounds_are_refused(factor: float):
    with pytest.raises(ValidationError):
        Params(avg_word_width_window_factor=factor)
