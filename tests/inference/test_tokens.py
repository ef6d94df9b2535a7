from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import ModelUnavailableError
from runtime.inference.tokens import Tokens, batch_of, text_batches
from tests.heads import card
from tests.onnx_files import INT64, load, node, port, write
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.model import Model

WORDS = ("one", "two", "three", "##teen")


def echo(
    folder: Path,
    length: int | str = "length",
    inputs: tuple[str, ...] = ("input_ids", "attention_mask"),
    **preprocess: object,
) -> Model:
    """A model that answers the ids it was given."""
    write_tokenizer(folder / "tokenizer.json", WORDS)
    path = write(
        folder / "echo.onnx", [port(name, ["n", length], INT64) for name in inputs],
        [port("ids", ["n", length], INT64)], [node("Identity", ["input_ids"], ["ids"])],
    )  # fmt: skip
    made = card(
        "text-embed", preprocess=preprocess, side_files={"tokenizer": "tokenizer.json"},
        file="echo.onnx",
    )  # fmt: skip
    return load(made, {"echo.onnx": path, "tokenizer.json": folder / "tokenizer.json"})


def ids(model: Model, *texts: str) -> list[list[int]]:
    return [
        row
        for batch in text_batches(Tokens.of(model), model, texts)
        for row in np.asarray(model.run(batch.feeds)[0]).tolist()
    ]


def test_words_and_their_parts_become_numbers_in_a_frame(tmp_path: Path):
    assert ids(echo(tmp_path), "two threeteen") == [[2, 5, 6, 7, 3]]


def test_a_longer_text_is_cut_and_keeps_its_frame(tmp_path: Path):
    assert ids(echo(tmp_path, tokens=4), "one two three one") == [[2, 4, 5, 3]]


def test_texts_side_by_side_are_filled_up_and_masked(tmp_path: Path):
    model = echo(tmp_path, pad=9)
    tokens = Tokens.of(model)
    batch = batch_of(tokens.encode(["one", "one two three"]), tokens, model)
    assert batch.feeds["input_ids"].tolist() == [[2, 4, 3, 9, 9], [2, 4, 5, 6, 3]]
    assert batch.mask.tolist() == [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]


def test_a_graph_of_a_fixed_length_is_filled_up_to_it(tmp_path: Path):
    assert ids(echo(tmp_path, 6, tokens=6), "one") == [[2, 4, 3, 0, 0, 0]]


def test_a_graph_is_only_given_what_it_takes(tmp_path: Path):
    model = echo(tmp_path, inputs=("input_ids", "token_type_ids", "position_ids"))
    tokens = Tokens.of(model)
    feeds = batch_of(tokens.encode(["one"]), tokens, model).feeds
    assert set(feeds) == {"input_ids", "token_type_ids", "position_ids"}
    assert feeds["position_ids"].tolist() == [[0, 1, 2]]


def test_a_prefix_goes_before_each_text(tmp_path: Path):
    assert ids(echo(tmp_path, prefix="one "), "two") == [[2, 4, 5, 3]]


def test_an_empty_text_is_its_frame(tmp_path: Path):
    assert ids(echo(tmp_path), "") == [[2, 3]]


def test_tokens_are_counted_however_long_the_text(tmp_path: Path):
    tokens = Tokens.of(echo(tmp_path, tokens=4))
    assert tokens.count("one " * 9) > 9
    assert tokens.id_of("two") == 5
    assert tokens.id_of("nowhere") is None


def test_a_damaged_tokenizer_says_what_to_do(tmp_path: Path):
    model = echo(tmp_path / ".")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelUnavailableError, match="tokenizer of the model"):
        Tokens.of(model)
