from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.contracts.errors import WeftError
from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import Context
from runtime.contracts.values import String, Text
from runtime.engine.cancel import Cancel
from runtime.operators.model import shared_embedder
from tests.pictures import solid
from tests.run_graph import outputs_of, run_operator
from tests.two_sided import PICTURES, two_sided

if TYPE_CHECKING:
    from pathlib import Path


def vectors(models, values, **params):
    result = run_operator("shared-embedder", "made", models, values, **params)
    return [list(one.vectors[0]) for one in outputs_of(result, "embeddings")]


def near(*numbers):
    return pytest.approx(numbers, abs=0.03)


def test_pictures_and_texts_lie_in_one_space(tmp_path: Path):
    models = two_sided(tmp_path, joint=False)
    assert vectors(models, PICTURES) == [near(1, 0.02, 0.02), near(0.02, 0.02, 1)]
    assert vectors(models, [Text("red"), Text("blue")]) == [near(1, 0, 0), near(0, 0, 1)]
    assert vectors(models, [String("blue")]) == [near(0, 0, 1)]


def test_a_written_text_counts_where_nothing_is_wired(tmp_path: Path):
    models = two_sided(tmp_path, joint=True)
    model = models.get(ModelRef(id="made"))
    given = (PICTURES[0], None, Text("blue"), None)
    batch = [shared_embedder.Inputs(one) for one in given]
    context = Context(cancel=Cancel(), progress=lambda done, of: None, model=model)
    for text, written in (("red", near(1, 0, 0)), (None, None)):
        outcomes = shared_embedder.run(batch, shared_embedder.Params(text=text), context)
        found = [one and list(one.embeddings.vectors[0]) for one in outcomes]
        assert found == [near(1, 0.02, 0.02), written, near(0, 0, 1), written]


def test_a_model_for_pictures_takes_pictures_only(sessions):
    result = run_operator("shared-embedder", "classic-embedder", sessions, [solid(3, 200)])
    assert len(outputs_of(result, "embeddings")[0].vectors[0]) == 256
    with pytest.raises(WeftError, match="texts"):
        run_operator("shared-embedder", "classic-embedder", sessions, [Text("red")])
