from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Audio, Image, Mask, Text
from runtime.media.audio import resampled


@pytest.mark.parametrize(
    "make",
    [
        lambda: Audio(np.zeros(4, np.float32), 8000),
        lambda: Image(np.zeros((2, 2, 3), np.uint8)),
        lambda: Mask(np.zeros((2, 2), np.uint8)),
    ],
)
def test_two_media_are_never_taken_for_one(make):
    one, two = make(), make()
    assert one == one  # noqa: PLR0124 - that is the question
    assert one != two
    assert len({one: 1, two: 2}) == 2


def test_texts_are_equal_by_what_they_say():
    assert Text("a") == Text("a")
    assert Text("a") != Text("b")


def test_each_sound_is_resampled_by_itself():
    loud, quiet = (Audio(np.full(800, level, np.float32), 8000) for level in (0.5, 0.1))
    assert resampled(loud, 16_000).samples.mean() > 0.4
    assert resampled(quiet, 16_000).samples.mean() < 0.2
