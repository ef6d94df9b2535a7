from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Audio
from runtime.operators.audio import speech_segments
from runtime.operators.audio.speech_segments import Inputs, Params
from tests.contexts import context_for
from tests.sounds import joined, silence, spoken, tone

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

WINDOW, TRAIN = "Please open the window.", "The train leaves at nine."


def segmented(sessions: Sessions, audio: Audio, **params: object):
    context = context_for(speech_segments, sessions)
    return speech_segments.run([Inputs(audio)], Params(**params), context)[0]


def test_two_sentences_are_two_segments_with_their_times(sessions: Sessions):
    first = spoken(WINDOW)
    audio = joined(silence(1), first, silence(1.5), spoken(TRAIN), silence(1))
    second_starts = 1 + len(first.samples) / first.rate + 1.5
    outcome = segmented(sessions, audio)
    assert outcome.count.value == 2
    starts = [row[0] for row in outcome.table.rows]
    assert starts == pytest.approx([1, second_starts], abs=0.2)
    assert [anchor.time_ms for anchor in outcome.segments.anchors] == [
        round(start * 1000) for start in starts
    ]
    for part, row in zip(outcome.segments.values, outcome.table.rows, strict=True):
        assert len(part.samples) / part.rate == pytest.approx(row[2], abs=0.01)
        assert row[3] > 0.8
    assert outcome.seconds.value == pytest.approx(
        sum(row[2] for row in outcome.table.rows), abs=0.01
    )


def test_short_pauses_stay_within_a_segment_when_asked(sessions: Sessions):
    audio = joined(spoken(WINDOW), silence(1), spoken(TRAIN))
    assert segmented(sessions, audio, merge_gap=3).count.value == 1


def test_the_rate_of_the_sound_does_not_matter(sessions: Sessions):
    source = joined(silence(1, 22_050), spoken(WINDOW), silence(1, 22_050))
    fast = Audio(np.repeat(source.samples, 2), 44_100)
    one, two = segmented(sessions, source), segmented(sessions, fast)
    assert one.table.rows[0][:2] == pytest.approx(two.table.rows[0][:2], abs=0.1)


@pytest.mark.parametrize("audio", [silence(3), tone(3), silence(0.01)])
def test_silence_and_tones_have_no_speech(sessions: Sessions, audio: Audio):
    outcome = segmented(sessions, audio)
    assert (outcome.count.value, outcome.segments.values) == (0, ())


@pytest.mark.parametrize(
    ("audio", "words"), [(silence(0), "empty"), (silence(3601, 100), "60 minutes long")]
)
def test_no_sound_and_hours_of_it_fail_with_a_sentence(sessions: Sessions, audio, words):
    outcome = segmented(sessions, audio)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message
