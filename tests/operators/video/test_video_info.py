from __future__ import annotations

import pytest

from runtime.operators.video import video_info
from tests.contexts import run_with_files
from tests.movies import movie


def test_it_tells_length_size_speed_and_sound(clips):
    loud = run_with_files(video_info, clips, {"video": clips.video(movie(30, 10, tone=440))})
    assert (loud.seconds.value, loud.fps.value) == pytest.approx((3, 10), abs=0.05)
    assert (loud.width.value, loud.height.value) == (64, 48)
    assert loud.has_sound.value
    assert loud.media_type.value == "video/mp4"
    still = run_with_files(video_info, clips, {"video": clips.video(movie(3, turned=90))})
    assert (still.width.value, still.height.value, still.has_sound.value) == (48, 64, False)
