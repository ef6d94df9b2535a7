from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.inference.decoders.text_tagger import tag
from tests.heads import card
from tests.onnx_files import INT64, load, node, port, write
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
WORDS = {
    "ada": "B-PER", "love": "I-PER", "##lace": "O", "in": "O", "london": "B-LOC", "paris": "B-LOC",
    "and": "O",
}  # fmt: skip


def model(folder: Path, labels: tuple[str, ...] = LABELS, words=WORDS, **preprocess: object):
    """A model that knows the label of each word by heart, with a score of about 0.98."""
    write_tokenizer(folder / "tokenizer.json", list(words))
    table = np.zeros((4 + len(words), len(labels)), np.float32)
    table[:4, 0] = 5
    for row, label in enumerate(words.values(), 4):
        table[row, labels.index(label)] = 5
    path = write(
        folder / "tags.onnx", [port("input_ids", ["n", "s"], INT64)],
        [port("logits", ["n", "s", len(labels)])],
        [node("Gather", ["table", "input_ids"], ["logits"])], {"table": table},
    )  # fmt: skip
    made = card("text-tag", labels=labels, preprocess=preprocess, file="tags.onnx",
                side_files={"tokenizer": "tokenizer.json"})  # fmt: skip
    return load(made, {"tags.onnx": path, "tokenizer.json": folder / "tokenizer.json"})


def found(text: str, spans) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.label) for span in spans]


def test_neighbours_of_one_kind_are_one_span_and_no_word_is_cut(tmp_path: Path):
    text = "Ada Lovelace in London"
    spans = tag(model(tmp_path), text)
    assert found(text, spans) == [("Ada Lovelace", "PER"), ("London", "LOC")]
    assert spans[0].score == pytest.approx(np.exp(5) / (np.exp(5) + 4), abs=1e-4)


def test_a_new_beginning_ends_the_span_before(tmp_path: Path):
    assert found("London Paris", tag(model(tmp_path), "London Paris")) == [
        ("London", "LOC"), ("Paris", "LOC"),
    ]  # fmt: skip


def test_labels_without_a_beginning_join_their_neighbours(tmp_path: Path):
    words = {"ada": "PER", "love": "PER", "in": "O"}
    text = "ada love in ada"
    spans = tag(model(tmp_path, ("O", "PER"), words), text)
    assert found(text, spans) == [("ada love", "PER"), ("ada", "PER")]


def test_a_long_text_is_read_window_by_window_without_doubles(tmp_path: Path):
    text = "in london and " * 40
    spans = tag(model(tmp_path, tokens=20), text)
    assert found(text, spans) == [("london", "LOC")] * 40
    assert [span.start for span in spans] == sorted({span.start for span in spans})


def test_places_are_those_of_the_text_without_the_prefix(tmp_path: Path):
    spans = tag(model(tmp_path, prefix="in "), "Paris")
    assert found("Paris", spans) == [("Paris", "LOC")]


def test_a_text_without_finds_has_none(tmp_path: Path):
    assert tag(model(tmp_path), "and in") == []
    assert tag(model(tmp_path), "") == []
