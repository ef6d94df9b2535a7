from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.values import Text
from tests.run_graph import outputs_of, run_operator
from tests.translator_file import translators

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, *texts: str, tokens: int = 20, **params: object) -> list[str]:
    models = translators(folder, tokens=tokens)
    result = run_operator("text-to-text", "made", models, [Text(text) for text in texts], **params)
    return [text.raw for text in outputs_of(result, "text")]


def test_a_text_is_translated(tmp_path: Path):
    assert written(tmp_path, "one two three", "Two.") == ["uno dos tres", "dos."]


def test_long_texts_are_written_piece_by_piece_and_lines_stay(tmp_path: Path):
    text = "one two three. three two one.\n\none one one one one one one one one"
    assert written(tmp_path, text, tokens=7) == [
        "uno dos tres. tres dos uno.\n\nuno uno uno uno uno uno uno uno uno"
    ]


def test_a_prefix_goes_before_every_piece(tmp_path: Path):
    assert written(tmp_path, "one", prefix="please ") == ["favor uno"]


def test_an_answer_is_no_longer_than_asked(tmp_path: Path):
    assert written(tmp_path, "one two three", max_tokens=2, beams=1) == ["uno dos"]
