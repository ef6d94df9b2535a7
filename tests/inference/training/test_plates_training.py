"""The generated scenes keep their promises, and the evaluation counts as it should."""

import re

import numpy as np
import pytest

from runtime.inference.training.plates.evaluate import (
    Found,
    average_precision,
    decode,
    iou,
    suppress,
)
from runtime.inference.training.plates.scenes import (
    SHIFTED_STYLE,
    TRAINING_STYLE,
    Scene,
    Style,
    draw_scene,
)

BOX = (10.0, 10.0, 50.0, 20.0)
FAR_BOX = (100.0, 100.0, 140.0, 110.0)
BOTH_STYLES = pytest.mark.parametrize("style", [TRAINING_STYLE, SHIFTED_STYLE])


def scenes_of(style: Style, count: int = 24) -> list[Scene]:
    return [draw_scene(seed, style) for seed in range(count)]


@BOTH_STYLES
def test_a_seed_always_draws_the_same_scene(style: Style) -> None:
    first, second = draw_scene(7, style), draw_scene(7, style)
    assert np.array_equal(first.pixels, second.pixels)
    assert first.plates == second.plates


def test_another_seed_draws_another_scene() -> None:
    assert not np.array_equal(draw_scene(1).pixels, draw_scene(2).pixels)


@BOTH_STYLES
def test_a_scene_has_the_size_its_style_asks_for(style: Style) -> None:
    width, height = style.size
    for scene in scenes_of(style, 6):
        assert scene.pixels.shape == (height, width, 3)
        assert scene.pixels.dtype == np.uint8


@BOTH_STYLES
def test_every_box_lies_inside_the_picture(style: Style) -> None:
    width, height = style.size
    for scene in scenes_of(style):
        for plate in scene.plates:
            left, top, right, bottom = plate.box
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height


@BOTH_STYLES
def test_every_plate_is_wider_than_high_and_large_enough_to_find(style: Style) -> None:
    plates = [plate for scene in scenes_of(style) for plate in scene.plates]
    for plate in plates:
        left, top, right, bottom = plate.box
        assert right - left >= 20
        assert right - left > bottom - top


def test_every_plate_text_has_letters_and_digits() -> None:
    texts = [plate.text for scene in scenes_of(TRAINING_STYLE) for plate in scene.plates]
    assert texts
    for text in texts:
        assert re.fullmatch(r"[A-Z0-9 -]{5,9}", text)
        assert re.search(r"[A-Z]", text)
        assert re.search(r"[0-9]", text)


def test_scenes_hold_from_no_plate_to_three() -> None:
    counts = {len(scene.plates) for scene in scenes_of(TRAINING_STYLE, 60)}
    assert counts == {0, 1, 2, 3}


def test_a_plate_changes_the_picture_where_its_box_says() -> None:
    bright = [
        float(np.ptp(scene.pixels[int(top) : int(bottom), int(left) : int(right)]))
        for scene in scenes_of(TRAINING_STYLE)
        for left, top, right, bottom in (plate.box for plate in scene.plates)
    ]
    assert min(bright) > 30


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (BOX, 1.0),
        (FAR_BOX, 0.0),
        ((50.0, 10.0, 90.0, 20.0), 0.0),
        ((30.0, 10.0, 70.0, 20.0), 1 / 3),
        ((10.0, 10.0, 30.0, 20.0), 0.5),
    ],
)
def test_iou_is_shared_area_over_joint_area(
    other: tuple[float, float, float, float], expected: float
) -> None:
    assert iou(BOX, other) == pytest.approx(expected)


def test_of_overlapping_detections_the_best_stays() -> None:
    close = (11.0, 10.0, 51.0, 20.0)
    kept = suppress([Found(0.6, close), Found(0.9, BOX), Found(0.5, FAR_BOX)])
    assert kept == [Found(0.9, BOX), Found(0.5, FAR_BOX)]


def test_decoding_turns_centres_into_corners_and_drops_silent_cells() -> None:
    output = np.array([[30, 60], [15, 60], [40, 10], [10, 10], [0.75, 0]], dtype=np.float32)
    assert decode(output) == [Found(0.75, BOX)]


@pytest.mark.parametrize(
    ("found", "truth", "expected"),
    [
        pytest.param([[Found(0.9, BOX)]], [[BOX]], 1.0, id="found"),
        pytest.param([[]], [[BOX]], 0.0, id="missed"),
        pytest.param([[Found(0.9, BOX)]], [[]], 0.0, id="no plates at all"),
        pytest.param([[Found(0.9, BOX)]], [[BOX, FAR_BOX]], 0.5, id="one of two found"),
        pytest.param(
            [[Found(0.9, FAR_BOX), Found(0.8, BOX)]], [[BOX]], 0.5, id="false alarm ranked first"
        ),
        pytest.param(
            [[Found(0.9, BOX), Found(0.8, FAR_BOX)]], [[BOX]], 1.0, id="false alarm ranked last"
        ),
        pytest.param(
            [[Found(0.9, BOX), Found(0.8, BOX)]], [[BOX]], 1.0, id="a second hit is no second plate"
        ),
        pytest.param(
            [[Found(0.9, BOX)], [Found(0.8, BOX), Found(0.7, FAR_BOX)]],
            [[BOX], [FAR_BOX]],
            0.5 + 0.5 * 2 / 3,
            id="ranked over all pictures",
        ),
    ],
)
def test_average_precision_has_known_answers(
    found: list[list[Found]],
    truth: list[list[tuple[float, float, float, float]]],
    expected: float,
) -> None:
    assert average_precision(found, truth, 0.5) == pytest.approx(expected)


def test_a_loose_box_counts_at_half_overlap_and_not_at_three_quarters() -> None:
    loose = [[Found(0.9, (10.0, 10.0, 36.0, 20.0))]]
    assert average_precision(loose, [[BOX]], 0.5) == 1.0
    assert average_precision(loose, [[BOX]], 0.75) == 0.0
