from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.inference.decoders.seq2seq import pieces
from runtime.inference.tokens import Tokens
from runtime.media.sentence_breaks import split_sentences
from tests.translator_file import translator

if TYPE_CHECKING:
    from pathlib import Path


def tokens(folder: Path, limit: int) -> Tokens:
    return Tokens.of(translator(folder, tokens=limit))


def cut(folder: Path, line: str, limit: int) -> list[str]:
    return list(pieces(tokens(folder, limit), line, split_sentences))


def test_a_line_that_fits_is_one_piece_and_a_blank_one_is_none(tmp_path: Path):
    assert cut(tmp_path, "  one two. ", 8) == ["one two."]
    assert cut(tmp_path, "   ", 8) == []


def test_a_longer_line_is_cut_between_sentences(tmp_path: Path):
    line = "one two. two one. one one."
    assert cut(tmp_path, line, 8) == ["one two. two one.", "one one."]


@pytest.mark.parametrize("limit", [4, 5, 7])
def test_a_sentence_that_is_too_long_is_cut_between_words(tmp_path: Path, limit: int):
    found = cut(tmp_path, "one two " * 9, limit)
    assert " ".join(found).split() == ["one", "two"] * 9
    held = tokens(tmp_path, limit)
    assert all(held.count(piece) <= limit for piece in found)
