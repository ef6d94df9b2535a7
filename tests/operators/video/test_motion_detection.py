from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.operators.video import motion_detection
from tests.contexts import run_along
from tests.operators.video.test_background_subtraction import film

LEFT_HALF = [[0, 0], [80, 0], [80, 120], [0, 120]]


def watched(**params):
    frames = [{"image": frame} for frame in film()]
    return run_along(motion_detection, frames, history=5, minimum_contour_area=50, **params)


def boxes(outcome):
    return [
        tuple(
            round(side)
            for side in (
                region.box.left * 160,
                region.box.top * 120,
                region.box.right * 160,
                region.box.bottom * 120,
            )
        )
        for region in outcome.regions.items
    ]


def test_motion_is_told_in_every_frame_and_the_alarm_once():
    outcomes = watched()
    assert [outcome.motion.value for outcome in outcomes] == [False] * 8 + [True] * 6
    assert [outcome.alarm.value for outcome in outcomes] == [False] * 8 + [True] + [False] * 5
    assert boxes(outcomes[8]) == [(10, 80, 30, 100)]
    (region,) = outcomes[8].regions.items
    assert (region.concepts[0].name, region.score) == ("motion", 1.0)
    assert outcomes[8].regions.placement.width == 160
    assert min(outcomes[8].zones.value[0]) == [10, 81]


def test_without_waiting_the_first_frame_is_all_motion():
    outcomes = watched(suppress_first_detections=False)
    assert boxes(outcomes[0]) == [(0, 0, 160, 120)]
    assert outcomes[0].alarm.value


@pytest.mark.parametrize("zone", [LEFT_HALF, str(LEFT_HALF)])
def test_only_the_zone_counts(zone):
    outcomes = watched(detection_zone=zone)
    assert boxes(outcomes[8]) == [(10, 80, 30, 100)]
    assert not outcomes[13].motion.value  # it has driven out


def test_small_shapes_are_left_out():
    outcomes = watched(morphological_kernel_size=41)
    assert not any(outcome.motion.value for outcome in outcomes)


def test_a_zone_that_is_not_json_is_refused():
    with pytest.raises(ValidationError, match="not JSON"):
        motion_detection.Params(detection_zone="[[0, 0], ")
    assert motion_detection.Params(detection_zone=None).detection_zone == []
