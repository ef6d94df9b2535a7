from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.contracts.errors import OperatorFailedError
from tests.run_graph import outputs_of, run_operator
from tests.two_sided import PICTURES, two_sided

if TYPE_CHECKING:
    from pathlib import Path


def test_similarities_stay_as_they_are_measured_in_the_order_of_the_texts(tmp_path: Path):
    models = two_sided(tmp_path, joint=False)
    result = run_operator(
        "picture-text-similarity", "made", models, PICTURES, texts=["blue", "red"]
    )
    on_red, on_blue = (one.value for one in outputs_of(result, "similarities"))
    assert list(on_red) == pytest.approx([0.02, 1], abs=0.01)
    assert list(on_blue) == pytest.approx([1, 0.02], abs=0.01)
    assert [one.value for one in outputs_of(result, "most_alike")] == ["red", "blue"]
    assert [one.value for one in outputs_of(result, "least_alike")] == ["blue", "red"]
    assert outputs_of(result, "highest")[0].value == pytest.approx(1, abs=0.01)
    assert outputs_of(result, "lowest")[0].value == pytest.approx(0.02, abs=0.01)
    first = outputs_of(result, "concepts")[0]
    assert [(item.name, item.number) for item in first.items] == [("red", 1), ("blue", 0)]
    assert (first.placement.width, first.placement.height) == (9, 9)


def test_a_model_that_knows_no_texts_is_named(sessions):
    with pytest.raises(OperatorFailedError, match="knows no texts"):
        run_operator("picture-text-similarity", "classic-embedder", sessions, PICTURES)
