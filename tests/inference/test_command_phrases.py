from __future__ import annotations

import pytest

from runtime.inference.command_phrases import PhraseError, phrases


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("Stop the  music", ["stop the music"]),
        ("turn it (on|off)", ["turn it on", "turn it off"]),
        ("[please] go", ["go", "please go"]),
        ("(a|b) (c|d)", ["a c", "a d", "b c", "b d"]),
        ("go [to (the|a) door] now", ["go now", "go to the door now", "go to a door now"]),
        ("yes|no", ["yes", "no"]),
        ("don't [stop]", ["don't", "don't stop"]),
        ("[a]", ["a"]),
    ],
)
def test_a_command_unfolds_to_all_its_ways(command: str, expected: list[str]):
    assert phrases(command) == expected


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", "English letters"),
        ("play 7", "numbers in letters"),
        ("a; public <b> = c", "English letters"),
        ("(a|b", "bracket"),
        ("a)", "bracket"),
        ("(a]", "bracket"),
        ("()", "no words"),
        ("((((((a))))))", "nested too deep"),
        ("(a|b)" * 12, "more than 500 ways"),
    ],
)
def test_what_is_no_command_says_why(command: str, words: str):
    with pytest.raises(PhraseError, match=words.replace("(", r"\(")):
        phrases(command)
