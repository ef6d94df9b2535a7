from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.operators.model import text_orientation
from runtime.operators.model.text_orientation import Inputs, Params
from tests.contexts import context_for
from tests.pictures import line, turned

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions


def test_only_the_line_that_came_upside_down_is_turned(sessions: Sessions):
    upright = line("Payment within 30 days")
    context = context_for(text_orientation, sessions)
    batch = [Inputs(upright), Inputs(turned(upright))]
    one, other = text_orientation.run(batch, Params(), context)
    assert not one.is_turned.value
    assert other.is_turned.value
    assert one.score.value < 0.5
    assert other.score.value >= 0.9
    assert np.array_equal(other.image.pixels, upright.pixels)
    assert one.image is upright
