from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from runtime.inference.decoders.classifier import best, read
from tests.heads import card, seen


def classified(logits: list[float], activation: str | None = None, **asked: Any):
    post = {"activation": activation} if activation else {}
    made = card("classify", labels=["cat", "dog"], postprocess=post)
    bounds: dict[str, Any] = {"min_value": 0.0, "limit": 5, **asked}
    found = read(seen({"logits": np.array(logits, np.float32)}, made), **bounds)
    return [(concept.name, concept.value) for concept in found]


def test_classes_come_best_first_with_ready_scores():
    assert classified([0.2, 0.8]) == [("dog", pytest.approx(0.8)), ("cat", pytest.approx(0.2))]


def test_softmax_and_sigmoid_are_applied_when_told():
    assert classified([0, np.log(3)], "softmax")[0] == ("dog", pytest.approx(0.75))
    assert classified([0, 2], "sigmoid") == [
        ("dog", pytest.approx(1 / (1 + np.exp(-2)))), ("cat", pytest.approx(0.5)),
    ]  # fmt: skip


def test_weak_classes_and_those_beyond_the_limit_are_left_out():
    assert [name for name, _ in classified([0.2, 0.8], min_value=0.5)] == ["dog"]
    assert [name for name, _ in classified([0.2, 0.8], limit=1)] == ["dog"]
    assert [name for name, _ in classified([0.2, 0.8], classes=["cat"])] == ["cat"]


def test_a_class_without_a_label_is_numbered():
    assert (
        best(np.array([0, 0, 1.0], np.float32), ["a"], min_value=0.5, limit=3)[0].name == "class 2"
    )
