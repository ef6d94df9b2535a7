"""A tokenizer that came with a user's model works in the model's child, and harms only there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from runtime.contracts.errors import CancelledError, ModelUnavailableError, OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.inference import tokenizer_file
from runtime.inference.children import packed_texts
from runtime.inference.children.home import Home
from runtime.inference.children.limits import Limits
from runtime.inference.sessions import Sessions
from runtime.inference.tokens import Tokens
from tests import hostile_tokenizers as hostile
from tests import onnx_graphs as graphs
from tests.inference.children.test_home import FiredWhileComputing, card, child_of
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runtime.inference.children.imported_model import ImportedModel

    Open = Callable[..., ImportedModel]

WORDS = ("one", "two", "three", "##teen")
ROOMY, TIGHT = Limits(), Limits(memory_megabytes=192)
HASTY = Limits(tokenizer_seconds=1, stop_seconds=0.3)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens a model in a child with this tokenizer beside it."""
    homes: list[Home] = []

    def open_with(told: str | None, limits: Limits = ROOMY, **preprocess: object) -> ImportedModel:
        files = {"graph": graphs.saved(graphs.doubler(), tmp_path / "m.onnx"),
                 "words": write_tokenizer(tmp_path / "tokenizer.json", WORDS)}  # fmt: skip
        if told is not None:
            files["words"].write_text(told)
        made = card(file="graph", side_files={"tokenizer": "words"}, preprocess=preprocess)
        home = Home(lambda _, name: files[name], threads=1, limits=limits)
        homes.append(home)
        return home.get(ModelRef(id="mine"), made)

    yield open_with
    for home in homes:
        home.close()


def still_computes(model: ImportedModel) -> bool:
    return model.run({"x": np.zeros((1, 4), np.float32)})[0].shape == (1, 4)


def flat(encodings: Any) -> list[Any]:
    """All that decoders read of encodings."""
    return [
        (list(each.ids), list(each.type_ids), list(each.offsets), list(each.word_ids),
         list(each.special_tokens_mask), flat(each.overflowing))
        for each in encodings
    ]  # fmt: skip


@pytest.mark.parametrize("limit", [4, 7, 512])
def test_it_cuts_texts_as_it_would_in_process(opened: Open, tmp_path: Path, limit: int):
    there = opened(None, tokens=limit).tokenizer()
    here = tokenizer_file.opened(tmp_path / "tokenizer.json", card(preprocess={"tokens": limit}))
    texts = [
        "one two",
        "",
        "Three, threeteen \N{SNOWMAN}\N{FACE WITH TEARS OF JOY} one",
        "two " * 99,
    ]
    assert flat(there.encode(texts)) == flat(here.encode(texts))
    assert there.encode([]) == []
    assert there.decode([4, 5, 6, 7]) == here.decode([4, 5, 6, 7]) == "one two threeteen"
    assert (there.id_of("two"), there.id_of("nowhere")) == (5, None)
    assert there.decode([]) == ""


def test_text_that_is_no_text_is_read_all_the_same(opened: Open):
    (found,) = opened(None).tokenizer().encode(["one \ud800 two"])
    assert list(found.offsets)[1] == (0, 3)


def test_a_long_text_is_cut_in_good_time(opened: Open):
    tokens = Tokens.of(opened(None))
    assert tokens.count("one two " * 60_000) > 120_000


@pytest.mark.parametrize("told", ["", "{}", "[1, 2]", "\0\xff", hostile.DEEP])
def test_a_file_that_cannot_be_read_fails_the_node_and_not_the_child(opened: Open, told: str):
    model = opened(told)
    pid = child_of(model).pid
    with pytest.raises(ModelUnavailableError, match="tokenizer of the model Mine is damaged"):
        model.tokenizer().encode(["one"])
    assert still_computes(model)
    assert child_of(model).pid == pid


def test_a_pattern_at_which_the_library_panics_fails_the_node_and_not_the_child(opened: Open):
    model = opened(hostile.PANICS)
    pid = child_of(model).pid
    for _ in range(2):
        with pytest.raises(OperatorFailedError, match="tokenizer of the model Mine could not read"):
            model.tokenizer().encode([hostile.LONG])
    assert still_computes(model)
    assert child_of(model).pid == pid


def test_a_pattern_that_takes_for_ever_is_stopped(opened: Open):
    model = opened(hostile.HANGS, HASTY)
    with pytest.raises(OperatorFailedError, match="tokenizer of the model Mine took longer than 1"):
        model.tokenizer().encode([hostile.LONG * 8])
    assert still_computes(model)


def test_a_run_that_is_cancelled_does_not_wait_for_a_tokenizer(opened: Open):
    model = opened(hostile.HANGS, Limits(stop_seconds=0.3))
    with pytest.raises(CancelledError):
        Tokens.of(model, FiredWhileComputing()).encode([hostile.LONG * 8])
    assert still_computes(model)


@pytest.mark.parametrize("told", [hostile.GROWS, hostile.told(words=1_500_000)])
def test_what_eats_memory_ends_with_the_child(opened: Open, told: str):
    model = opened(told, TIGHT)
    with pytest.raises(OperatorFailedError, match=r"crashed|needs more than 192 MB"):
        model.tokenizer().encode([hostile.LONG])
    assert still_computes(model)


def test_a_model_without_a_tokenizer_says_so(opened: Open, tmp_path: Path):
    path = graphs.saved(graphs.doubler(), tmp_path / "bare.onnx")
    home = Home(lambda *_: path, threads=1)
    model = Sessions(resolve=lambda _: card(), home=home).get(ModelRef(id="mine"))
    with pytest.raises(ModelUnavailableError, match="came without its tokenizer file"):
        Tokens.of(model)
    home.close()


GOOD = np.array([[1, 0, 0, 3, 0, 0], [2, 0, 4, 7, 1, 0]], np.int64)
OWNERS = np.array([[0, 2], [1, 0]], np.int64)
LIES: dict[str, list[np.ndarray[Any, Any]]] = {
    "no arrays": [],
    "one array": [GOOD],
    "arrays of another kind": [GOOD.astype(np.float32), OWNERS],
    "another shape": [GOOD[:, :5], OWNERS],
    "a text without a window": [GOOD, OWNERS[:1]],
    "a text that is not there": [GOOD, np.array([[0, 2], [2, 0]], np.int64)],
    "texts out of order": [GOOD, OWNERS[::-1]],
    "a window longer than the model reads": [np.repeat(GOOD, 5, 0), OWNERS * 5],
    "a length below nothing": [GOOD, np.array([[0, 3], [1, -1]], np.int64)],
    "more tokens than told": [np.repeat(GOOD, 2, 0), OWNERS],
    "a place outside the text": [GOOD + np.array([0, 0, 0, 1, 0, 0]), OWNERS],
    "a place before the text": [GOOD - np.array([0, 0, 1, 0, 0, 0]), OWNERS],
}


@pytest.mark.parametrize("lie", LIES)
def test_what_a_child_says_is_looked_at_before_it_is_believed(lie: str):
    texts = ["one two", ""]
    assert len(packed_texts.unpack_windows([GOOD, OWNERS], texts, 4)) == 2
    with pytest.raises(packed_texts.UnbelievableError):
        packed_texts.unpack_windows(LIES[lie], texts, 4)
