from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.contracts.operator import Failure
from runtime.operators.audio import speech_to_text_basic
from runtime.operators.audio.speech_to_text_basic import Inputs, Params
from tests.contexts import context_for
from tests.sounds import joined, silence, spoken

if TYPE_CHECKING:
    from runtime.contracts.values import Audio
    from runtime.inference.sessions import Sessions


def written(sessions: Sessions, audio: Audio, **params: object):
    context = context_for(speech_to_text_basic, sessions)
    return speech_to_text_basic.run([Inputs(audio)], Params(**params), context)[0]


def test_speech_is_written_down_with_its_time(sessions: Sessions):
    audio = joined(
        silence(1), spoken("Go forward ten meters."), silence(2), spoken("Good morning everybody."),
    )  # fmt: skip
    outcome = written(sessions, audio)
    first, second = outcome.text.raw.splitlines()
    assert "go forward" in first
    assert second
    assert outcome.table.rows[0][0] == pytest.approx(1, abs=0.3)
    assert outcome.table.rows[1][2] == second
    said = {row[0]: row for row in outcome.words.rows}
    assert 1 < said["forward"][1] < said["forward"][2] < 2.5
    assert 0 < outcome.score.value <= 1


def test_doubtful_words_can_be_left_out(sessions: Sessions):
    audio = spoken("Go forward ten meters.")
    words, sure = written(sessions, audio).words.rows, written(sessions, audio, min_value=0.4)
    assert sure.words.rows == tuple(row for row in words if row[3] >= 0.4)
    assert 0 < len(sure.words.rows) < len(words)


def test_silence_gives_an_empty_text(sessions: Sessions):
    outcome = written(sessions, silence(2))
    assert (outcome.text.raw, outcome.words.rows) == ("", ())


@pytest.mark.parametrize("audio", [silence(0), silence(601, 100)])
def test_no_sound_and_long_sound_fail_with_a_sentence(sessions: Sessions, audio: Audio):
    outcome = written(sessions, audio)
    assert isinstance(outcome, Failure)
    assert "600 can be read" in outcome.error.message
