from __future__ import annotations

import pytest

from runtime.contracts.values import Text
from runtime.operators.text import text_statistics
from runtime.operators.text.text_statistics import Inputs, Params
from tests.contexts import context_for


def measured(text: str):
    return text_statistics.run([Inputs(Text(text))], Params(), context_for(text_statistics))[0]


def test_it_counts_what_the_page_says():
    outcome = measured("It rains. Take a coat.")
    assert outcome.json.value == {
        "characters": 22,
        "words": 5,
        "sentences": 2,
        "lines": 1,
        "longest_word": 5,
        "mean_word_length": 3.2,
    }
    assert (outcome.characters.value, outcome.words.value) == (22, 5)
    assert (outcome.sentences.value, outcome.lines.value) == (2, 1)


@pytest.mark.parametrize(
    ("text", "words", "sentences", "lines"),
    [
        ("", 0, 0, 0),
        ("A well-known man's 3.5 miles", 5, 1, 1),
        ("one\n\ntwo!?", 2, 1, 2),
    ],
)
def test_words_sentences_and_lines(text: str, words: int, sentences: int, lines: int):
    outcome = measured(text)
    assert (outcome.words.value, outcome.sentences.value, outcome.lines.value) == (
        words,
        sentences,
        lines,
    )
