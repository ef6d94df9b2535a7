from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING

import onnx
import pytest

from runtime.contracts.errors import ModelUnavailableError
from runtime.contracts.graph import ModelRef
from runtime.inference import manifests, minilm, written_graphs
from runtime.inference.sessions import Sessions

if TYPE_CHECKING:
    from pathlib import Path

CARD = manifests.builtin()["minilm"]
WEIGHTS = manifests.path_of(CARD)


def test_a_graph_is_written_once_and_kept(tmp_path: Path, monkeypatch):
    first = written_graphs.of(CARD, WEIGHTS, tmp_path / "new")
    onnx.checker.check_model(str(first))
    monkeypatch.setattr(minilm, "graph", lambda _: pytest.fail("it was there already"))
    assert written_graphs.of(CARD, WEIGHTS, tmp_path / "new") == first
    assert [file.name for file in (tmp_path / "new").iterdir()] == [first.name]


def test_several_that_write_at_once_leave_one_whole_file(tmp_path: Path, monkeypatch):
    start = Barrier(4)

    def together(_) -> bytes:
        start.wait()
        return b"same"

    monkeypatch.setattr(minilm, "graph", together)
    threads = [Thread(target=written_graphs.of, args=(CARD, WEIGHTS, tmp_path)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == b"same"


def test_other_weights_are_refused(tmp_path: Path):
    other = tmp_path / "weights"
    other.write_bytes(b"something else")
    with pytest.raises(ModelUnavailableError, match="requirements-weights"):
        written_graphs.of(CARD, other, tmp_path)


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(minilm, "graph", lambda _: b"graph")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ModelUnavailableError, match="Free 1 MB"):
        written_graphs.of(CARD, WEIGHTS, tmp_path / "file" / "below")


def test_what_cannot_be_put_in_place_is_taken_away(tmp_path: Path, monkeypatch):
    def full(*_) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(minilm, "graph", lambda _: b"graph")
    monkeypatch.setattr(type(tmp_path), "replace", full)
    with pytest.raises(ModelUnavailableError, match="Free 1 MB"):
        written_graphs.of(CARD, WEIGHTS, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_sessions_keep_it_in_the_folder_they_are_given(tmp_path: Path):
    Sessions(threads=2, written=tmp_path).get(ModelRef(id="minilm"))
    assert [file.suffix for file in tmp_path.iterdir()] == [".onnx"]
