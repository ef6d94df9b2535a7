from __future__ import annotations

import pytest

from runtime.operators.measure import image_size
from tests.contexts import run_once
from tests.pictures import solid


@pytest.mark.parametrize(
    ("size", "aspect", "orientation"),
    [((40, 20), 2, "landscape"), ((20, 40), 0.5, "portrait"), ((9, 9), 1, "square")],
)
def test_it_says_the_size_and_the_shape(size, aspect, orientation):
    outcome = run_once(image_size, {"image": solid(*size)})
    assert (outcome.width.value, outcome.height.value) == size
    assert outcome.aspect.value == aspect
    assert outcome.orientation.value == orientation
    assert outcome.megapixels.value == size[0] * size[1] / 1e6
