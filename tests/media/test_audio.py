from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from runtime.contracts.errors import BadMediaError
from runtime.contracts.values import Audio
from runtime.media.audio import from_wav, read_audio, resampled, to_wav
from tests.movies import AUDIO_CODECS, movie, pitch, sine, song


@pytest.mark.parametrize("form", AUDIO_CODECS)
def test_every_format_is_decoded_to_the_tone_it_holds(form: str):
    audio = read_audio(BytesIO(song(form, 440)), "tone")
    assert audio.samples.dtype == np.float32
    assert audio.rate == 48_000
    assert len(audio.samples) == pytest.approx(48_000, abs=3000)
    assert pitch(audio.samples, audio.rate) == pytest.approx(440, abs=2)
    loudness = np.sqrt(np.mean(audio.samples[5000:40_000] ** 2))
    assert loudness == pytest.approx(0.5 / np.sqrt(2), abs=0.02)


def test_two_channels_become_one():
    audio = read_audio(BytesIO(song("flac", 300, layout="stereo")), "tone")
    assert audio.samples.ndim == 1
    assert audio.samples == pytest.approx(sine(300, 1.0), abs=1e-3)


def test_its_own_rate_is_kept_up_to_48_kilohertz():
    assert read_audio(BytesIO(song("wav", rate=8000)), "tone").rate == 8000
    high = read_audio(BytesIO(song("wav", 440, rate=96_000)), "tone")
    assert high.rate == 48_000
    assert pitch(high.samples, high.rate) == pytest.approx(440, abs=2)


def test_the_sound_of_a_video_is_read():
    audio = read_audio(BytesIO(movie(20, 10, tone=600)), "clip")
    assert pitch(audio.samples, audio.rate) == pytest.approx(600, abs=2)


def test_a_video_without_sound_says_so():
    with pytest.raises(BadMediaError, match="“clip” has no sound"):
        read_audio(BytesIO(movie(3)), "clip")


def test_another_rate_is_computed_once_for_a_value():
    audio = Audio(sine(440, 1, 48_000), 48_000)
    low = resampled(audio, 16_000)
    assert low.rate == 16_000
    assert len(low.samples) == pytest.approx(16_000, abs=20)
    assert pitch(low.samples, 16_000) == pytest.approx(440, abs=2)
    assert resampled(audio, 16_000) is low
    assert resampled(audio, 48_000) is audio


def test_what_a_node_made_survives_as_wav_bit_by_bit():
    audio = Audio(np.random.default_rng(1).uniform(-1, 1, 333).astype(np.float32), 22_050)
    back = from_wav(to_wav(audio))
    assert back.rate == 22_050
    assert np.array_equal(back.samples, audio.samples)


def test_wav_of_others_is_decoded():
    back = from_wav(song("wav", 440, 0.5, 8000))
    assert back.rate == 8000
    assert back.samples == pytest.approx(sine(440, 0.5, 8000), abs=1e-3)


def test_samples_that_are_no_numbers_become_silence():
    audio = Audio(np.array([0.5, np.nan, np.inf], np.float32), 8000)
    assert np.isfinite(from_wav(to_wav(audio)).samples).all()
