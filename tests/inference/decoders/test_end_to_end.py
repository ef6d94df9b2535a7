from __future__ import annotations

from typing import Any

import numpy as np

from runtime.inference.decoders.end_to_end import read
from tests.heads import ask, card, seen


def decode(*rows: tuple[float, ...], **asked: Any):
    table = np.array(rows, np.float32)
    return read(seen({"boxes": table}, card(decoder="end_to_end", labels=["a", "b"])), ask(**asked))


def test_rows_are_answered_best_first_and_doubles_are_left_alone():
    found = decode((1, 2, 3, 4, 0.5, 0), (1, 2, 3, 4, 0.9, 0), (5, 6, 7, 8, 0.7, 1))
    assert found.boxes.tolist() == [[1, 2, 3, 4], [5, 6, 7, 8], [1, 2, 3, 4]]
    assert found.classes.tolist() == [0, 1, 0]


def test_empty_rows_never_count():
    assert len(decode((0, 0, 0, 0, 0, 0), least=0).boxes) == 0


def test_only_wanted_classes_up_to_the_limit():
    rows = [(1, 2, 3, 4, 0.9, 0), (1, 2, 3, 4, 0.8, 1), (1, 2, 3, 4, 0.7, 1)]
    assert decode(*rows, wanted=frozenset({1}), limit=1).scores.tolist() == [np.float32(0.8)]
