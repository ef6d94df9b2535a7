from __future__ import annotations

from io import BytesIO

import av
import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import All, Anchor, Audio, Image
from runtime.media.audio import read_audio
from runtime.media.probe import read_media
from runtime.media.video import sample_frames
from runtime.operators.video import video_maker
from tests.contexts import run_with_files
from tests.movies import pitch, sine


def frames(count: int, step_ms: int = 500, size: tuple[int, int] = (64, 48)) -> All[Image]:
    width, height = size
    images = [
        Image(np.full((height, width, 3), (20 + 40 * i) % 256, np.uint8)) for i in range(count)
    ]
    anchors = tuple(Anchor(frame=i, time_ms=i * step_ms) for i in range(count))
    return All(tuple(images), anchors)


def test_frames_become_a_video_that_plays_as_they_were_taken(clips):
    made = run_with_files(video_maker, clips, {"frames": frames(5)}).video
    assert (made.media_type, made.width, made.height) == ("video/mp4", 64, 48)
    assert (made.fps, made.duration_ms) == (2, 2500)
    back = list(sample_frames(BytesIO(clips.read(made)), "made", 100))
    assert [frame.time_ms for frame in back] == [0, 500, 1000, 1500, 2000]
    greys = [frame.image.pixels.mean() for frame in back]
    assert greys == pytest.approx([20, 60, 100, 140, 180], abs=6)


def test_browsers_can_play_it_before_all_of_it_is_there(clips):
    data = clips.read(run_with_files(video_maker, clips, {"frames": frames(5)}).video)
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(BytesIO(data)) as file:
        context = file.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")


def test_the_speed_can_be_chosen(clips):
    made = run_with_files(video_maker, clips, {"frames": frames(10)}, fps=20).video
    assert (made.fps, made.duration_ms) == (20, 500)


def test_odd_sides_grow_by_one_and_other_sizes_are_fitted_in(clips):
    wide = Image(np.full((20, 101, 3), 200, np.uint8))
    given = frames(2, size=(33, 33))
    made = run_with_files(
        video_maker, clips, {"frames": All((*given.values, wide), given.anchors)}
    ).video
    assert (made.width, made.height) == (34, 34)
    last = list(sample_frames(BytesIO(clips.read(made)), "made", 100))[-1].image.pixels
    assert last[2].mean() < 30
    assert last[17].mean() > 180


def test_frames_that_ended_on_the_way_are_left_out(clips):
    given = frames(5)
    holes = All((*given.values[:2], None, *given.values[3:]), given.anchors)
    made = run_with_files(video_maker, clips, {"frames": holes}).video
    back = sample_frames(BytesIO(clips.read(made)), "made", 100)
    assert [frame.time_ms for frame in back] == [0, 500, 1500, 2000]
    assert made.duration_ms == read_media(BytesIO(clips.read(made)), "made").duration_ms == 2500


def test_without_frames_it_says_so(clips):
    outcome = run_with_files(video_maker, clips, {"frames": All((None, None))})
    assert isinstance(outcome, Failure)
    assert "no frame" in outcome.error.message


def test_sound_is_put_under_it_and_ends_with_it(clips):
    sound = Audio(sine(600, 5, 22_050), 22_050)
    made = run_with_files(video_maker, clips, {"frames": frames(5), "sound": sound}).video
    heard = read_audio(BytesIO(clips.read(made)), "made")
    assert heard.duration_ms == pytest.approx(2500, abs=100)
    assert pitch(heard.samples, heard.rate) == pytest.approx(600, abs=3)
