from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.image_embedder import read, unit
from tests.heads import card, seen


def embedded(output: object, **post: object) -> list[float]:
    made = card("image-embed", postprocess=post)
    return read(seen({"embedding": np.array(output, np.float32)}, made)).tolist()


def test_one_vector_stays_and_is_normalised_when_told():
    assert embedded([3, 4]) == [3, 4]
    assert embedded([3, 4], normalise=True) == pytest.approx([0.6, 0.8])


def test_patches_are_pooled_by_their_mean_or_by_the_first():
    assert embedded([[1, 2], [3, 6]]) == [2, 4]
    assert embedded([[1, 2], [3, 6]], pooling="cls") == [1, 2]


def test_a_map_of_features_is_averaged_over_its_cells():
    assert embedded([[[1, 3]], [[5, 5]]]) == [2, 5]


def test_nothing_has_no_direction():
    assert unit(np.zeros((1, 2), np.float32)).tolist() == [[0, 0]]
