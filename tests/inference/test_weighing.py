from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.weighing import weights


def test_the_one_that_all_agree_with_weighs_most():
    likeness = np.array([[1, 0.9, 0.9, 0.9], [0.9, 1, 0, 0], [0.9, 0, 1, 0], [0.9, 0, 0, 1]])
    found = weights(likeness)
    assert found.argmax() == 0
    assert found.sum() == pytest.approx(1)
    assert found[1] == pytest.approx(found[2])


@pytest.mark.parametrize("likeness", [np.zeros((3, 3)), np.ones((3, 3)), -np.ones((3, 3))])
def test_without_a_difference_all_weigh_the_same(likeness):
    assert weights(likeness) == pytest.approx([1 / 3] * 3)
