from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.inference.embedding import embed_pictures, embed_texts
from tests.run_graph import outputs_of, run_operator
from tests.two_sided import PICTURES, two_sided

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("joint", [True, False])
def test_the_label_that_fits_best_comes_first(tmp_path: Path, joint: bool):
    models = two_sided(tmp_path, joint=joint)
    result = run_operator(
        "zero-shot-visual-classifier", "made", models, PICTURES, labels=["red", "blue"]
    )
    found = outputs_of(result, "concepts")
    assert [concepts.items[0].name for concepts in found] == ["red", "blue"]
    assert sum(item.value for item in found[0].items) == pytest.approx(1)


def test_labels_may_be_judged_one_by_one(tmp_path: Path):
    post = {"activation": "sigmoid", "scale": 10, "bias": -5}
    models = two_sided(tmp_path, joint=False, **post)
    result = run_operator(
        "zero-shot-visual-classifier", "made", models, PICTURES[:1], labels=["blue", "red"]
    )
    red, blue = outputs_of(result, "concepts")[0].items
    assert (red.name, blue.name) == ("red", "blue")
    assert red.value == pytest.approx(1 / (1 + np.exp(-5)), abs=0.01)
    assert blue.value < 0.05


@pytest.mark.parametrize("joint", [True, False])
def test_pictures_and_texts_are_embedded_into_one_space(tmp_path: Path, joint: bool):
    model = two_sided(tmp_path, joint=joint).get(ModelRef(id="made"))
    pictures = np.stack(list(embed_pictures(model, PICTURES)))
    texts = np.stack(list(embed_texts(model, ["red", "a blue thing"])))
    assert np.linalg.norm(texts, axis=1).tolist() == pytest.approx([1, 1])
    assert np.allclose(pictures @ texts.T, [[1, 0.02], [0.02, 1]], atol=0.01)


def test_a_model_that_knows_no_texts_is_named(sessions):
    with pytest.raises(OperatorFailedError, match="knows no texts"):
        run_operator("zero-shot-visual-classifier", "classic-embedder", sessions, PICTURES)
