from __future__ import annotations

from dataclasses import replace

import numpy as np

from runtime.contracts.values import Image, Regions
from runtime.operators.tracking import track_trails
from tests.contexts import run_along
from tests.scenes import at

BLACK = Image(np.zeros((101, 101, 3), np.uint8))


def go(*points: tuple[float, float] | None, **params):
    elements = [
        {
            "image": BLACK,
            "regions": Regions((replace(at("a", *point), track_id="1"),) if point else ()),
        }
        for point in points
    ]
    return [one.image.pixels for one in run_along(track_trails, elements, **params)]


def test_the_way_is_drawn_behind_an_object():
    pictures = go((0.2, 0.5), (0.8, 0.5))
    assert not pictures[0][50, 50].any()
    assert pictures[1][50, 50].any()
    assert not pictures[1][20, 50].any()
    assert not BLACK.pixels.any()


def test_old_places_leave_the_trail():
    pictures = go((0.2, 0.2), (0.2, 0.5), (0.2, 0.8), (0.2, 0.9), length=2)
    assert pictures[1][35, 20].any()
    assert not pictures[3][35, 20].any()


def test_a_trail_ends_when_its_object_is_gone():
    pictures = go((0.2, 0.5), (0.8, 0.5), None, None, length=2)
    assert not pictures[-1].any()


def test_two_objects_have_two_colours():
    pair = Regions(
        (replace(at("a", 0.2, 0.5), track_id="1"), replace(at("b", 0.8, 0.5), track_id="2"))
    )
    (outcome,) = run_along(track_trails, [{"image": BLACK, "regions": pair}])
    assert outcome.image.pixels[50, 20].tolist() != outcome.image.pixels[50, 80].tolist()
