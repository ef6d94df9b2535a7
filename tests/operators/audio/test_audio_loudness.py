from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Audio
from runtime.operators.audio import audio_loudness
from tests.contexts import run_once
from tests.movies import sine

TONE = Audio(sine(440, 1, 8000), 8000)
"""A sine at half of full loudness: -9.03 dB over all, peaks at -6.02."""


def level(audio: Audio) -> float:
    return 10 * np.log10(np.mean(audio.samples.astype(float) ** 2))


@pytest.mark.parametrize("target", [-30, -20, -10])
def test_it_is_as_loud_as_was_asked_for(target: float):
    outcome = run_once(audio_loudness, {"audio": TONE}, target_db=target)
    assert level(outcome.audio) == pytest.approx(target, abs=0.01)
    assert outcome.loudness.value == pytest.approx(-9.03, abs=0.01)
    assert outcome.gain.value == pytest.approx(target + 9.03, abs=0.01)


def test_peaks_stay_under_the_highest():
    outcome = run_once(audio_loudness, {"audio": TONE}, target_db=0, peak_db=-3)
    assert 20 * np.log10(np.abs(outcome.audio.samples).max()) == pytest.approx(-3, abs=0.01)


def test_a_whisper_is_not_raised_beyond_measure():
    whisper = Audio(TONE.samples / np.float32(1000), 8000)
    outcome = run_once(audio_loudness, {"audio": whisper}, target_db=-10, max_gain_db=20)
    assert outcome.gain.value == 20


def test_silence_stays_silence():
    silent = Audio(np.zeros(8000, np.float32), 8000)
    outcome = run_once(audio_loudness, {"audio": silent})
    assert outcome.audio is silent
    assert (outcome.loudness.value, outcome.gain.value) == (-100, 0)
