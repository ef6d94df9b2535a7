"""Speeds, worked out by hand from the rule of the controllers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from runtime.outside.steering import Gains, Seen, Speeds, Steering, Way

WAY = Way(
    Gains(0.25, 0.0, 1.0), dead_zone=50, least_speed=0.05, zoom=False, flip_x=False, flip_y=True
)


def box(x, y, size=40):
    """Around a point of a picture of 1000 by 500."""
    half = size / 2
    return Seen(x - half, y - half, x + half, y + half, 1000, 500)


def told(speeds):
    return tuple(round(one, 6) for one in (speeds.x, speeds.y, speeds.z))


def test_the_further_axis_gets_its_whole_speed_and_the_other_its_share():
    # off by (-400, 100) pixels: -0.4 and 0.2 of the sides; 0.25 * 0.4 = 0.1 and 0.25 * 0.2 = 0.05
    assert told(Steering().aim(box(900, 150), WAY, 10.0)) == (-0.1, -0.0125, 0)


def test_an_axis_within_the_dead_zone_rests_and_flips_turn_it_round():
    assert told(Steering().aim(box(900, 270), WAY, 10.0)) == (-0.1, 0, 0)
    flipped = replace(WAY, flip_x=True, flip_y=False)
    assert told(Steering().aim(box(900, 150), flipped, 10.0)) == (0.1, 0.0125, 0)


def test_in_the_middle_nothing_moves():
    assert Steering().aim(box(520, 240), WAY, 10.0).still


def test_no_movement_is_slower_than_the_least():
    # 0.25 * 0.06 = 0.015 is less than 0.05
    assert told(Steering().aim(box(560, 250), WAY, 10.0)) == (-0.05, 0, 0)


def test_a_change_counts_against_the_speed():
    state = Steering()
    state.aim(box(900, 250), WAY, 10.0)
    # from -0.4 to -0.3 in 0.5 s: 0.25 * 0.3 - 0.1 / 0.5 = -0.125
    assert told(state.aim(box(800, 250), WAY, 10.5)) == (0.125, 0, 0)


def test_what_stays_off_is_answered_harder():
    state, way = Steering(), replace(WAY, gains=Gains(0.25, 0.5, 0.0))
    state.aim(box(900, 250), way, 10.0)
    # 0.25 * 0.4 + 0.5 * 0.4 * 1 s = 0.3
    assert told(state.aim(box(900, 250), way, 11.0)) == (-0.3, 0, 0)
    assert told(state.aim(box(900, 250), way, 1000.0)) == (-1, 0, 0)


def test_it_zooms_in_until_the_box_nears_an_edge_and_backs_off_from_there():
    state, way = Steering(), replace(WAY, zoom=True)
    # the least room is 230: (230 - 25) / 1000 * 0.25 = 0.05125
    assert told(state.aim(box(500, 250), way, 10.0)) == (0, 0, 0.05125)
    assert state.zooming(11.9)
    assert not state.zooming(12.1)
    assert state.aim(box(500, 250, size=440), way, 13.0).still
    assert told(state.aim(box(500, 250, size=500), way, 13.1)) == (0, 0, -0.05)


def test_while_it_zooms_nothing_turns():
    state, way = Steering(), replace(WAY, zoom=True)
    state.aim(box(500, 250), way, 10.0)
    assert told(state.aim(box(700, 250), way, 11.0))[0] == 0
    assert told(state.aim(box(700, 250), way, 12.1))[0] != 0


@pytest.mark.parametrize("sign", [1, -1])
def test_steps_are_as_many_as_the_speed_says(sign):
    state = Steering()
    steps = [state.in_steps(Speeds(x=0.25 * sign), due=True).x for _ in range(8)]
    assert steps == [0, 0, 0, sign, 0, 0, 0, sign]


def test_a_stop_does_not_wait_and_other_commands_do():
    state = Steering()
    assert state.begins_to_stop(Speeds(x=0.5))  # the other axes are told to rest
    assert not state.begins_to_stop(Speeds(x=0.4))
    assert state.begins_to_stop(Speeds())
    state.told_at = 10.0
    assert not state.is_due(10.25, 250)
    assert state.is_due(10.26, 250)


def test_it_goes_on_from_what_was_kept():
    state = Steering(track="7", seeking=True, camera={"x": [-1, 1]})
    state.aim(box(900, 250), WAY, 10.0)
    state.begins_to_stop(Speeds(x=0.5))
    again = Steering()
    again.from_json(json.loads(json.dumps(state.as_json())))
    assert again == state
    assert again.aim(box(800, 250), WAY, 10.5) == state.aim(box(800, 250), WAY, 10.5)
