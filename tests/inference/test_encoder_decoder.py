from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import CancelledError, OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.inference.children.home import Home
from runtime.inference.encoder_decoder import GraphWriter, encode
from runtime.inference.generation import Rules, write
from runtime.inference.sessions import Sessions
from tests.contexts import Token
from tests.heads import card
from tests.writer_files import KINDS, scores, weights, write_model, written

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.contracts.model import Model

WORDS = 9
SOURCE = [4, 7, 5]


class ByNumpy:
    """The same model, computed from the start each time."""

    def __init__(self, held: dict[str, np.ndarray]) -> None:
        self._held = held

    def after(self, tokens: np.ndarray) -> np.ndarray:
        return np.stack([scores(self._held, SOURCE, row) for row in tokens.tolist()])

    def keep(self, rows: np.ndarray) -> None:
        pass


def writer(folder: Path, kind: str, held: dict[str, np.ndarray], cancel=None) -> GraphWriter:
    return about(write_model(folder, kind, held), cancel)


def about(model: Model, cancel=None) -> GraphWriter:
    """The model, having read the source."""
    ids = np.array([SOURCE], np.int64)
    hidden = encode(model, {"input_ids": ids, "attention_mask": np.ones_like(ids)}, cancel)
    return GraphWriter(model, hidden, np.ones_like(ids), cancel)


@pytest.mark.parametrize("beams", [1, 2, 5])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_however_it_is_cut_up_a_model_writes_the_same(
    tmp_path: Path, kind: str, beams: int, seed: int
):
    held = weights(WORDS, seed)
    rules = Rules.of({"start": 2, "end": 3, "beams": beams, "longest": 12, "forced": [[1, 6]]})
    wanted = write(ByNumpy(held), rules)
    found = write(writer(tmp_path, kind, held), rules)
    assert found.tokens == wanted.tokens
    assert found.score == pytest.approx(wanted.score, abs=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_an_imported_model_writes_the_same_in_its_child(tmp_path: Path, kind: str):
    held = weights(WORDS, 1)
    made, files = written(tmp_path, kind, held, imported=True)

    def locate(_: ModelRef, file: str) -> Path:
        return files[file]

    home = Home(locate, threads=1)
    rules = Rules.of({"start": 2, "end": 3, "beams": 3, "longest": 12})
    try:
        model = Sessions(resolve=lambda _: made, home=home).get(ModelRef(id="made"))
        assert write(about(model), rules).tokens == write(ByNumpy(held), rules).tokens
    finally:
        home.close()


def test_later_steps_read_one_token_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = writer(tmp_path, "past", weights(WORDS))
    seen = []
    run = made._model.run

    def watched(feeds, cancel=None, graph=""):
        seen.append((graph, feeds["input_ids"].shape[1]))
        return run(feeds, cancel, graph)

    monkeypatch.setattr(made._model, "run", watched)
    write(made, Rules.of({"start": 2, "end": 3, "longest": 4, "suppress": [3], "forced": [[1, 5]]}))
    assert seen[0] == ("decoder", 2)
    assert set(seen[1:]) == {("decoder_with_past", 1)}


def test_a_model_without_its_decoder_is_named():
    with pytest.raises(OperatorFailedError, match="without its decoder"):
        GraphWriter(NoDecoder(), np.zeros((1, 1, 1), np.float32))


class NoDecoder:
    manifest = card("text-to-text", file=None, graphs={"encoder": "x"})


def test_a_cancelled_run_stops_between_two_tokens(tmp_path: Path):
    token = Token()
    made = writer(tmp_path, "merged", weights(WORDS), token)
    token.cancel()
    with pytest.raises(CancelledError):
        write(made, Rules.of({"start": 2, "end": 3}))
