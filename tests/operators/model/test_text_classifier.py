from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.values import Text
from tests.heads import card
from tests.onnx_files import INT64, node, port, sessions_of, write
from tests.run_graph import outputs_of, run_operator
from tests.tokenizer_files import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    ("I love this", "good"), ("love it", "good"), ("this is great", "good"),
    ("great and good", "good"),
    ("I hate this", "bad"), ("hate it", "bad"), ("this is awful", "bad"), ("awful and bad", "bad"),
]  # fmt: skip
WORDS = ("i", "love", "this", "it", "is", "great", "and", "good", "hate", "awful", "bad")


def trained(folder: Path, **post: object):
    """A classifier of counted words that scikit-learn really trained on these texts."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    write_tokenizer(folder / "tokenizer.json", WORDS, framed=False)
    counter = CountVectorizer(vocabulary=list(WORDS), token_pattern=r"\w+")
    counts = counter.transform([text for text, _ in TEXTS])
    learned = LogisticRegression(C=50).fit(counts, [label for _, label in TEXTS])
    weights = np.zeros((4 + len(WORDS), 2), np.float32)
    weights[4:, 1] = learned.coef_[0]
    path = write(
        folder / "words.onnx", [port("input_ids", ["n", "s"], INT64)], [port("logits", ["n", 2])],
        [node("Gather", ["weights", "input_ids"], ["each"]),
         node("ReduceSum", ["each", "axis"], ["total"], keepdims=0),
         node("Add", ["total", "bias"], ["logits"])],
        {"weights": weights, "axis": np.array([1], np.int64),
         "bias": np.array([0, learned.intercept_[0]], np.float32)},
    )  # fmt: skip
    made = card(
        "text-classify", decoder="text_classifier", file="words.onnx", labels=["bad", "good"],
        side_files={"tokenizer": "tokenizer.json"}, postprocess=post,
    )  # fmt: skip
    return sessions_of(
        made, {"words.onnx": path, "tokenizer.json": folder / "tokenizer.json"}
    )  # fmt: skip


def test_a_trained_classifier_knows_its_texts(tmp_path: Path):
    result = run_operator(
        "text-classifier", "made", trained(tmp_path), [Text(text) for text, _ in TEXTS]
    )
    found = outputs_of(result, "concepts")
    assert [concepts.items[0].name for concepts in found] == [label for _, label in TEXTS]
    assert sum(concept.value for concept in found[0].items) == pytest.approx(1)
    assert found[0].items[0].value > 0.8


def test_bounds_leave_classes_out(tmp_path: Path):
    result = run_operator(
        "text-classifier", "made", trained(tmp_path), [Text("I love this")], min_value=0.5
    )
    assert len(outputs_of(result, "concepts")[0].items) == 1


def test_classes_may_be_judged_one_by_one(tmp_path: Path):
    result = run_operator(
        "text-classifier", "made", trained(tmp_path, activation="sigmoid"), [Text("I love this")]
    )
    values = {item.name: item.value for item in outputs_of(result, "concepts")[0].items}
    assert values["bad"] == pytest.approx(0.5)
