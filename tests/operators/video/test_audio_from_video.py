from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.operators.video import audio_from_video
from tests.contexts import run_with_files
from tests.movies import movie, pitch


def test_the_tone_of_a_film_comes_out(clips):
    audio = run_with_files(
        audio_from_video, clips, {"video": clips.video(movie(20, 10, tone=880))}
    ).audio
    assert audio.duration_ms == pytest.approx(2000, abs=60)
    assert pitch(audio.samples, audio.rate) == pytest.approx(880, abs=2)


def test_a_silent_film_fails_with_a_sentence_or_ends_quietly(clips):
    video = clips.video(movie(3))
    outcome = run_with_files(audio_from_video, clips, {"video": video})
    assert isinstance(outcome, Failure)
    assert "has no sound" in outcome.error.message
    assert run_with_files(audio_from_video, clips, {"video": video}, skip_silent=True) is None
