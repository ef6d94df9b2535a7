from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.text import text_splitter
from runtime.operators.text.text_splitter import Inputs, Params
from tests.contexts import context_for


def pieces(text: str, **params: object) -> list[str]:
    outcome = text_splitter.run([Inputs(Text(text))], Params(**params), context_for(text_splitter))
    (split,) = outcome
    assert [piece.raw for piece in split.texts.values] == list(split.pieces.value)
    assert split.count.value == len(split.texts.anchors) == len(split.pieces.value)
    return list(split.pieces.value)


@pytest.mark.parametrize(
    ("params", "text", "expected"),
    [
        ({}, "It rains. Take a coat.", ["It rains.", "Take a coat."]),
        ({}, 'He said "Go." Then 3.5 left!  Really', ['He said "Go."', "Then 3.5 left!", "Really"]),
        ({}, "雨です。傘を。", ["雨です。", "傘を。"]),
        ({}, "Heading\n\nText", ["Heading", "Text"]),
        ({"by": "lines"}, "a\r\n\nb\nc", ["a", "b", "c"]),
        ({"by": "paragraphs"}, "a\nb\n \nc", ["a\nb", "c"]),
        ({"by": "words", "size": 3, "overlap": 1}, "a b c d e", ["a b c", "c d e"]),
        ({"by": "words", "size": 3, "overlap": 1}, "a b c d e f", ["a b c", "c d e", "e f"]),
        ({"by": "characters", "size": 2}, "abcde", ["ab", "cd", "e"]),
        ({"by": "characters", "size": 9, "overlap": 8}, "abc", ["abc"]),
        ({}, "  \n", []),
    ],
)
def test_a_text_is_split(params: dict[str, object], text: str, expected: list[str]):
    assert pieces(text, **params) == expected


def test_too_many_pieces_say_what_to_change():
    batch = [Inputs(Text("a" * 10_001)), Inputs(Text("ab"))]
    first, second = text_splitter.run(batch, Params(by="characters"), context_for(text_splitter))
    assert isinstance(first, Failure)
    assert "Raise size" in first.error.message
    assert second.count.value == 2


def test_an_overlap_as_large_as_the_size_is_refused():
    with pytest.raises(ValidationError):
        Params(size=2, overlap=2)
