from __future__ import annotations

from dataclasses import replace

import pytest

from runtime.contracts.errors import CancelledError
from runtime.contracts.operator import Failure
from runtime.contracts.values import Video
from runtime.media.encode import encode_image
from runtime.operators.video import video_frames
from tests.contexts import context_for, run_with_files
from tests.movies import grey_of, movie


def test_a_frame_comes_out_every_so_often_with_its_number_and_time(clips):
    outcome = run_with_files(video_frames, clips, {"video": clips.video(movie(30, 10))},
                             sample_ms=500)  # fmt: skip
    anchors = outcome.frames.anchors
    assert [(anchor.frame, anchor.time_ms) for anchor in anchors] == [
        (0, 0), (1, 500), (2, 1000), (3, 1500), (4, 2000), (5, 2500),
    ]  # fmt: skip
    greys = [image.pixels.mean() for image in outcome.frames.values]
    assert greys == pytest.approx([grey_of(index) for index in range(0, 30, 5)], abs=8)


def test_a_frame_knows_its_place_in_the_film(clips):
    film = clips.video(movie(30, 10))
    for video, number in ((film, 11), (replace(film, fps=0.0), 3)):
        outcome = run_with_files(video_frames, clips, {"video": video}, sample_ms=500)
        image = outcome.frames.values[2]
        shot = image.shot
        assert (shot.film, shot.number, shot.time_ms) == (video.blob, number, 1000)
        assert shot.at == "1970-01-01T00:00:01+00:00"
        assert image.part(0, 0, 5, 5).shot == image.with_pixels(image.pixels).shot == shot


def test_a_part_and_a_most_are_kept_to(clips):
    video = clips.video(movie(50, 10))
    part = run_with_files(
        video_frames, clips, {"video": video}, sample_ms=300, start_ms=1500, end_ms=2500
    )
    assert [anchor.time_ms for anchor in part.frames.anchors] == [1500, 1800, 2100, 2400]
    assert [anchor.frame for anchor in part.frames.anchors] == [0, 1, 2, 3]
    most = run_with_files(video_frames, clips, {"video": video}, sample_ms=100, max_frames=7)
    assert len(most.frames.values) == 7


def test_frames_are_kept_compressed_and_stored_as_they_are(clips):
    video = clips.video(movie(5, 5, (640, 480)))
    image = run_with_files(video_frames, clips, {"video": video}).frames.values[0]
    assert (image.width, image.height) == (640, 480)
    assert image.held_bytes < 640 * 480 * 3 / 10
    data, media_type = encode_image(image)
    assert (media_type, len(data)) == ("image/jpeg", image.held_bytes)


def test_an_end_before_the_start_says_so(clips):
    video = clips.video(movie(5))
    outcome = run_with_files(video_frames, clips, {"video": video}, start_ms=400, end_ms=300)
    assert isinstance(outcome, Failure)
    assert outcome.error.message == "The end, 300 ms, is not after the start, 400 ms."


def test_a_video_that_is_gone_fails_only_its_own_element(clips):
    good = clips.video(movie(5))
    context = replace(context_for(video_frames), files=clips)
    batch = [video_frames.Inputs(video) for video in (good, Video("0" * 64), good)]
    outcomes = video_frames.run(batch, video_frames.Params(), context)
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, True, False]
    assert "not stored" in outcomes[1].error.message


def test_it_stops_when_the_run_is_cancelled(clips):
    context = replace(context_for(video_frames), files=clips)
    context.cancel.cancel()
    with pytest.raises(CancelledError):
        video_frames.run(
            [video_frames.Inputs(clips.video(movie(5)))], video_frames.Params(), context
        )
