from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Audio
from runtime.operators.audio import audio_trim
from tests.contexts import run_once
from tests.movies import pitch, sine

RATE = 8000
LOW_HIGH = Audio(np.concatenate([sine(200, 2, RATE), sine(900, 2, RATE)]), RATE)


def test_a_part_is_cut_out_by_its_times():
    outcome = run_once(audio_trim, {"audio": LOW_HIGH}, start=2.5, end=3.5)
    assert outcome.audio.duration_ms == 1000
    assert pitch(outcome.audio.samples, RATE) == pytest.approx(900, abs=2)
    assert outcome.begins.value == 2.5


def test_without_an_end_it_goes_on_to_the_last_sample():
    assert run_once(audio_trim, {"audio": LOW_HIGH}, start=3).audio.duration_ms == 1000
    assert run_once(audio_trim, {"audio": LOW_HIGH}, end=99).audio.duration_ms == 4000


def test_silence_goes_off_both_ends_but_not_out_of_the_middle():
    quiet = np.zeros(RATE, np.float32)
    tone = sine(440, 0.5, RATE)
    audio = Audio(np.concatenate([quiet, tone, quiet, tone, quiet]), RATE)
    outcome = run_once(audio_trim, {"audio": audio}, trim_silence=True, margin=0)
    assert outcome.audio.duration_ms == pytest.approx(2000, abs=20)
    assert outcome.begins.value == pytest.approx(1, abs=0.02)
    wide = run_once(audio_trim, {"audio": audio}, trim_silence=True, margin=0.2)
    assert wide.audio.duration_ms == pytest.approx(2400, abs=20)


def test_where_nothing_is_left_the_branch_ends():
    silent = Audio(np.zeros(RATE, np.float32), RATE)
    assert run_once(audio_trim, {"audio": silent}, trim_silence=True) is None
    assert run_once(audio_trim, {"audio": silent}, start=5) is None


def test_an_end_before_the_start_says_so():
    outcome = run_once(audio_trim, {"audio": LOW_HIGH}, start=3, end=2)
    assert isinstance(outcome, Failure)
    assert outcome.error.message == "The end, 2 s, is not after the start, 3 s."
