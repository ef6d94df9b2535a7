from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.inference import pocket_speech
from runtime.operators.audio import voice_command
from runtime.operators.audio.voice_command import Params
from tests.contexts import run_once
from tests.sounds import joined, silence, spoken

COMMANDS = ["turn the light (on|off)", "open the door", "close the door", "volume (up|down)"]


def heard(text: str, **params: object):
    audio = joined(silence(0.1), spoken(text, speed=130), silence(0.1))
    return run_once(voice_command, {"audio": audio}, **{"commands": COMMANDS, **params})


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("turn the light on", COMMANDS[0]),
        ("open the door", COMMANDS[1]),
        ("close the door", COMMANDS[2]),
        ("volume down", COMMANDS[3]),
    ],
)
def test_a_spoken_command_is_heard(said: str, command: str):
    outcome = heard(said)
    assert outcome.said.raw == said
    assert [item.name for item in outcome.concepts.items] == [command]


@pytest.mark.parametrize("said", ["the weather is nice today", "seven red apples"])
def test_other_speech_is_no_command(said: str):
    outcome = heard(said)
    assert (outcome.concepts.items, outcome.said.raw) == ((), "")


def test_a_command_heard_badly_is_dropped():
    assert heard("open the door", min_value=1).concepts.items == ()


def test_silence_is_no_command():
    assert run_once(voice_command, {"audio": silence(1)}).concepts.items == ()


def test_words_that_cannot_be_said_are_named():
    outcome = heard("open the door", commands=["open the fnord"])
    assert isinstance(outcome, Failure)
    assert "how to say: fnord" in outcome.error.message


@pytest.mark.parametrize("seconds", [0, 21])
def test_no_sound_and_long_sound_say_what_to_do(seconds: float):
    outcome = run_once(voice_command, {"audio": silence(seconds)})
    assert isinstance(outcome, Failure)
    assert "Speech segments" in outcome.error.message


@pytest.mark.parametrize(
    "commands",
    [[], [""], ["a" * 301], ["open <door>"], ["play song 7"], ["(a|b"], ["a;b"],
     ["(a|b)" * 12]],
)  # fmt: skip
def test_what_is_no_command_is_refused(commands: list[str]):
    with pytest.raises(ValidationError):
        Params(commands=commands)


def test_without_the_engine_it_says_what_brings_it(monkeypatch):
    monkeypatch.setattr(pocket_speech, "find_spec", lambda name: None)
    assert "pip install pocketsphinx" in voice_command.run.__weft_operator__.available()
