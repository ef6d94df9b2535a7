from __future__ import annotations

import pytest

from builder.formats.roboflow.film_frames import metadata_of, shot_of, told_frame

SENT = {"video_identifier": "yard", "frame_number": "7", "frame_timestamp": "2026-01-02T03:04:05Z"}


def test_what_a_client_says_of_a_frame_is_told_back_whole():
    told = metadata_of({**SENT, "other": 1})
    assert told == {
        "video_identifier": "yard", "frame_number": 7,
        "frame_timestamp": "2026-01-02T03:04:05+00:00", "fps": None, "measured_fps": None,
        "comes_from_video_file": None, "total_frames": None,
    }  # fmt: skip
    assert told_frame(shot_of({**SENT, "fps": 5}), "image") == {**told, "fps": 5.0}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "no object"),
        ([], "no object"),
        ({"frame_number": 1}, "video_identifier"),
        ({**SENT, "frame_number": 1.5}, "frame_number"),
        ({**SENT, "frame_timestamp": "noon"}, "frame_timestamp"),
        ({**SENT, "fps": "fast"}, "fps"),
    ],
)
def test_what_is_no_frame_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        metadata_of(given)
