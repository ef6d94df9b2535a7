from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.operators.model import text_recognizer
from runtime.operators.model.text_recognizer import Inputs, Params
from tests.contexts import context_for
from tests.pictures import as_image, line, plate, solid

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions


def read(sessions: Sessions, *images, **params: float):
    context = context_for(text_recognizer, sessions)
    return text_recognizer.run([Inputs(image) for image in images], Params(**params), context)


def test_single_lines_are_read_exactly_and_in_order(sessions: Sessions):
    one, other = read(sessions, line("Mind the step, floor 2"), as_image(plate("WX 482 KD")))
    assert one is not None
    assert other is not None
    assert one.text.raw == "Mind the step, floor 2"
    assert other.text.raw.replace(" ", "") == "WX482KD"
    assert 0.8 < one.score.value <= 1


def test_nothing_to_read_is_absent(sessions: Sessions):
    assert read(sessions, solid(200, 48), line("Words"), min_value=1)[0] is None
