from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runtime.contracts.errors import CancelledError
from runtime.operators.model import optical_character_recognizer
from runtime.operators.model.optical_character_recognizer import Inputs, Params
from tests.contexts import Token, context_for
from tests.pictures import as_image, page, plate, solid

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions


def run(sessions: Sessions, *images, **params: object):
    context = context_for(optical_character_recognizer, sessions)
    batch = [Inputs(image) for image in images]
    return optical_character_recognizer.run(batch, Params(**params), context), context


def test_it_reads_lines_as_regions_and_as_one_text(sessions: Sessions):
    (outcome,), _ = run(sessions, page(("Mind the step", "Floor 2")))
    assert outcome.text.raw == "Mind the step\nFloor 2"
    assert [region.text for region in outcome.regions.items] == ["Mind the step", "Floor 2"]
    assert [region.id for region in outcome.regions.items] == ["r1", "r2"]
    assert all(region.score > 0.8 and len(region.polygon) == 4 for region in outcome.regions.items)


def test_it_reads_each_picture_of_the_batch(sessions: Sessions):
    pictures = as_image(plate("WX 482 KD")), solid(150, 40), as_image(plate("HRT 7315"))
    outcomes, context = run(sessions, *pictures)
    read = [outcome.text.raw.replace(" ", "") for outcome in outcomes]
    assert read == ["WX482KD", "", "HRT7315"]
    assert context.progress == [(1, 3), (2, 3), (3, 3)]


def test_lines_under_the_least_score_are_left_out(sessions: Sessions):
    (outcome,), _ = run(sessions, page(("Words",)), min_value=1)
    assert outcome.text.raw == ""


def test_a_cancelled_run_stops(sessions: Sessions):
    context = context_for(optical_character_recognizer, sessions)
    assert isinstance(context.cancel, Token)
    context.cancel.cancel()
    with pytest.raises(CancelledError):
        optical_character_recognizer.run([Inputs(page(("Words",)))], Params(), context)
