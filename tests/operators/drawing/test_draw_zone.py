from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from runtime.operators.drawing import draw_zone
from tests.contexts import run_once
from tests.pictures import yard


def zoned(**params):
    return run_once(draw_zone, {"image": yard()}, **params).image.pixels


@pytest.mark.parametrize("zone", [[[10, 30], [140, 90], [20, 110]], "[[10,30],[140,90],[20,110]]"])
def test_a_zone_is_brighter_by_its_colour(zone):
    new = zoned(zone=zone)
    assert new.mean() == pytest.approx(108.8457, abs=1e-3)
    before = yard().pixels[60, 15].astype(int)
    assert new[60, 15].tolist() == (before + np.rint([0x5B * 0.3, 0xB5 * 0.3, 0x73 * 0.3])).tolist()


def test_several_zones():
    zones = [[[10, 30], [60, 30], [20, 60]], [[80, 30], [120, 30], [120, 60]]]
    new = zoned(zone=zones, opacity=0.6, color="#ff8800")
    assert new.mean() == pytest.approx(103.013, abs=1e-3)
    assert new[40, 42].tolist() == [255, 112, 40]


@pytest.mark.parametrize("zone", [[], None, ""])
def test_no_zone_leaves_the_picture(zone):
    assert np.array_equal(zoned(zone=zone), yard().pixels)


@pytest.mark.parametrize("zone", ["[[1, 2]", 7, [["a", "b"]], [[[[1]]]]])
def test_what_is_no_zone_is_refused(zone):
    with pytest.raises(ValidationError):
        draw_zone.Params(zone=zone)
