from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from runtime.contracts.errors import BadMediaError
from runtime.media.containers import open_media
from runtime.media.video import Wanted, decoded_from, poster, sample_frames
from tests.movies import VIDEO_CODECS, grey_of, movie, song


def times_and_greys(data: bytes, *args) -> list[tuple[int, int]]:
    frames = sample_frames(BytesIO(data), "clip", *args)
    return [(frame.time_ms, round(float(frame.image.pixels.mean()))) for frame in frames]


@pytest.mark.parametrize("form", VIDEO_CODECS)
def test_frames_come_at_the_wanted_times(form: str):
    found = times_and_greys(movie(30, 10, form=form), 500)
    assert [time for time, _ in found] == pytest.approx([0, 500, 1000, 1500, 2000, 2500], abs=2)
    for (_, grey), index in zip(found, (0, 5, 10, 15, 20, 25), strict=True):
        assert grey == pytest.approx(grey_of(index), abs=8)


def test_a_frame_is_given_once_however_often_it_is_asked_for():
    assert [time for time, _ in times_and_greys(movie(5, 2), 100)] == [0, 500, 1000, 1500, 2000]


def test_a_part_is_cut_out_by_its_times():
    found = times_and_greys(movie(50, 10), 300, 1500, 2500)
    assert [time for time, _ in found] == [1500, 1800, 2100, 2400]
    assert found[0][1] == pytest.approx(grey_of(15), abs=8)


def test_a_turned_video_comes_upright():
    """The left half is white; a quarter turn counter-clockwise brings its right side to the top."""

    def halves(_: int) -> np.ndarray:
        pixels = np.zeros((48, 64, 3), np.uint8)
        pixels[:, :32] = 255
        return pixels

    frame = next(sample_frames(BytesIO(movie(3, turned=90, picture=halves)), "clip", 1000))
    assert frame.image.pixels.shape == (64, 48, 3)
    assert frame.image.pixels[:20].mean() < 20
    assert frame.image.pixels[-20:].mean() > 235


def test_colours_are_kept():
    def red(_: int) -> np.ndarray:
        return np.full((48, 64, 3), (200, 30, 60), np.uint8)

    frame = next(sample_frames(BytesIO(movie(3, picture=red)), "clip", 1000))
    assert frame.image.pixels[20, 20].tolist() == pytest.approx([200, 30, 60], abs=10)


def test_damage_in_the_middle_costs_only_what_it_hit():
    data = bytearray(movie(50, 10, form="matroska", codec="mpeg4"))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    assert len(times_and_greys(bytes(data), 100)) > 20


def test_a_poster_is_not_the_first_frame():
    assert poster(BytesIO(movie(30, 10)), "clip").pixels.mean() == pytest.approx(grey_of(10), abs=8)
    assert poster(BytesIO(movie(3, 10)), "clip").pixels.mean() == pytest.approx(grey_of(0), abs=8)


def test_sound_alone_has_no_frames():
    with pytest.raises(BadMediaError, match="no picture, only sound"):
        next(sample_frames(BytesIO(song("mp3")), "song", 1000))


def test_stretches_between_two_frames_are_not_decoded():
    """A key picture every half second; with a frame every two seconds most packets are dropped."""
    data = movie(100, 10, options={"g": "5", "keyint_min": "5"})
    found = times_and_greys(data, 2000)
    assert [time for time, _ in found] == [0, 2000, 4000, 6000, 8000]
    greys = [grey for _, grey in found]
    assert greys == pytest.approx([grey_of(index) for index in range(0, 100, 20)], abs=8)
    with open_media(BytesIO(data), "clip") as opened:
        stream = opened.streams.video[0]
        wanted = Wanted(0, 6000)
        times = [picture.time for picture in decoded_from(opened, stream, wanted)]
    assert times[0] == pytest.approx(6, abs=0.6)
    assert times[-1] == pytest.approx(9.9, abs=0.05)


@pytest.mark.parametrize("sample_ms", [300, 700, 1100, 2600])
@pytest.mark.parametrize("form", ["mp4", "webm", "avi"])
def test_dropping_packets_loses_no_frame(form: str, sample_ms: int):
    data = movie(80, 10, form=form, options={"g": "7", "bf": "2"} if form != "webm" else None)
    found = times_and_greys(data, sample_ms)
    expected = list(range(0, 8000, sample_ms))
    expected = [-(-time // 100) * 100 for time in expected if time <= 7900]
    assert [time for time, _ in found] == pytest.approx(expected, abs=2)
    greys = [grey_of(time // 100) for time in expected]
    assert [grey for _, grey in found] == pytest.approx(greys, abs=9)


def test_it_stops_when_it_is_told_to():
    frames = sample_frames(BytesIO(movie(30, 10)), "clip", 100, stop=lambda: True)
    assert list(frames) == []
