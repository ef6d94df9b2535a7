from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image as Pillow

from runtime.contracts.values import (
    Concept,
    Concepts,
    Embeddings,
    Image,
    Json,
    Keypoint,
    Regions,
    Shot,
)
from runtime.query.errors import QueryError
from runtime.query.evaluate import Scope, apply
from runtime.query.grammar import Operation
from runtime.query.parse import parse_operations
from tests.query.samples import ANIMALS, PLACEMENT, compare, detection, op, region

PICTURE = Image(np.full((80, 100, 3), 127, np.uint8))
LEFT = op("DetectionsPropertyExtract", property_name="x_min")
MULTI = {
    "predicted_classes": ["x", "y"],
    "predictions": {
        "y": {"class_id": 0, "confidence": 0.8},
        "x": {"class_id": 1, "confidence": 0.7},
    },
}
SINGLE = {
    "top": "x",
    "confidence": 0.7,
    "predictions": [{"class": "x", "confidence": 0.7}, {"class": "y", "confidence": 0.3}],
}


def run(value, *operations, **names):
    return apply(parse_operations(list(operations)), value, Scope(names))


ANSWERS = [
    ("AbC", op("StringToLowerCase"), "abc"),
    ("AbC", op("StringToUpperCase"), "ABC"),
    ("abcdef", op("StringSubSequence", start=1, end=3), "bc"),
    ("abcdef", op("StringSubSequence"), "abcde"),
    ("abc1", op("StringMatches", regex="[0-9]$"), True),
    ("abc", op("StringMatches", regex="[0-9]$"), False),
    (True, op("ToString"), "True"),
    ([1, "a", 2.5], op("ToString"), "[1, 'a', 2.5]"),
    (Embeddings(((0.5, 1e-7),)), op("ToString"), "[0.5, 1e-07]"),
    (Embeddings(((0.5,), (2.0,))), op("ToString"), "[[0.5], [2.0]]"),
    ("3.7", op("ToNumber", cast_to="int"), 3),
    (True, op("ToNumber", cast_to="float"), 1.0),
    ([], op("ToBoolean"), False),
    (0.5, op("ToBoolean"), True),
    (2.5, op("NumberRound", decimal_digits=0), 2.0),
    (3.14159, op("NumberRound", decimal_digits=2), 3.14),
    (3, op("NumberRound", decimal_digits=2), 3),
    (4, op("Multiply", other=2.5), 10.0),
    (7, op("Divide", other=2), 3.5),
    ("anything", op("RandomNumber", min_value=3, max_value=3), 3.0),
    ("a", op("LookupTable", lookup_table={"a": 1}), 1),
    (["a", "b"], op("SequenceMap", lookup_table={"a": 1, "b": 2}), [1, 2]),
    ([1, 2], op("SequenceApply", operations=[op("Multiply", other=3), op("ToString")]), ["3", "6"]),
    ([3, 1, 2], op("NumericSequenceAggregate", function="min"), 1),
    ([3, 1, 2], op("NumericSequenceAggregate", function="max"), 3),
    ([3, 1, 2], op("NumericSequenceAggregate", function="sum"), 6),
    ([], op("NumericSequenceAggregate", function="max", neutral_value=-1), -1),
    (["a", "b", "b"], op("SequenceAggregate", mode="most_common"), "b"),
    (["a", "b", "b", "c"], op("SequenceAggregate", mode="least_common"), "c"),
    ([1, 2], op("SequenceAggregate", mode="first"), 1),
    ([1, 2], op("SequenceAggregate", mode="last"), 2),
    ("héllo", op("SequenceLength"), 5),
    ({"a": 1, "b": 2}, op("SequenceLength"), 2),
    (ANIMALS, op("SequenceLength"), 3),
    (["a", 1, "a"], op("SequenceElementsCount"), {"a": 2, "1": 1}),
    (["a", 1, True], op("SequenceJoin"), "a, 1, True"),
    (["a", "b"], op("SequenceJoin", separator="-"), "a-b"),
    ({"a": [1, None]}, op("ConvertDictionaryToJSON"), '{"a": [1, null]}'),
    (datetime(2026, 11, 21, 18, 40, tzinfo=UTC), op("TimestampToISOFormat"),
     "2026-11-21T18:40:00+00:00"),
    (SINGLE, op("ClassificationPropertyExtract", property_name="top_class"), "x"),
    (SINGLE, op("ClassificationPropertyExtract", property_name="all_classes"), ["x", "y"]),
    (SINGLE, op("ClassificationPropertyExtract", property_name="top_class_confidence"), 0.7),
    (MULTI, op("ClassificationPropertyExtract", property_name="top_class"), ["x", "y"]),
    (MULTI, op("ClassificationPropertyExtract", property_name="top_class_confidence"), [0.7, 0.8]),
    (MULTI, op("ClassificationPropertyExtract", property_name="top_class_confidence_single"), 0.8),
    (MULTI, op("ClassificationPropertyExtract", property_name="all_classes"), ["y", "x"]),
    (MULTI, op("ClassificationPropertyExtract", property_name="all_confidences"), [0.8, 0.7]),
    (PICTURE, op("ExtractImageProperty", property_name="size"), 8000),
    (PICTURE, op("ExtractImageProperty", property_name="width"), 100),
    (PICTURE, op("ExtractImageProperty", property_name="height"), 80),
    (PICTURE, op("ExtractImageProperty", property_name="aspect_ratio"), 1.25),
]  # fmt: skip


@pytest.mark.parametrize(("value", "operation", "answer"), ANSWERS)
def test_an_operation_gives_its_known_answer(value, operation, answer):
    found = run(value, operation)
    assert (found, type(found)) == (answer, type(answer))


def test_every_operation_has_a_known_answer_here():
    source = open(__file__, encoding="utf-8").read()  # noqa: PTH123, SIM115 - itself
    every = [one.__name__ for one in Operation.__args__[0].__args__]
    assert len(every) == 36
    assert [name for name in every if f'"{name}"' not in source] == []


PROPERTIES = {
    "confidence": [0.9, 0.6, 0.75],
    "class_name": ["cat", "dog", "cat"],
    "x_min": [15.0, 40.0, 50.0],
    "x_max": [25.0, 70.0, 55.0],
    "y_min": [10.0, 20.0, 38.5],
    "y_max": [30.0, 60.0, 43.5],
    "size": [200.0, 1200.0, 25.0],
    "class_id": [3, 1, 3],
    "center": [[20, 20], [55, 40], [52, 41]],
    "top_left": [[15, 10], [40, 20], [50, 38]],
    "top_right": [[25, 10], [70, 20], [55, 38]],
    "bottom_left": [[15, 30], [40, 60], [50, 44]],
    "bottom_right": [[25, 30], [70, 60], [55, 44]],
    "image_dimensions": [[80, 100]] * 3,
    "prediction_type": ["object-detection"] * 3,
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_of_all_detections(name):
    found = run(ANIMALS, op("DetectionsPropertyExtract", property_name=name))
    assert found == PROPERTIES[name]
    assert run(Regions(), op("DetectionsPropertyExtract", property_name=name)) == []


def test_a_property_of_each_detection_keeps_its_fractions():
    def each(name):
        inner = op("ExtractDetectionProperty", property_name=name)
        return run(ANIMALS, op("SequenceApply", operations=[inner]))

    assert each("center") == [(20.0, 20.0), (55.0, 40.0), (52.5, 41.0)]
    assert each("top_left") == [(15.0, 10.0), (40.0, 20.0), (50.0, 38.5)]
    assert each("class_id") == [3, 1, 3]
    assert each("in_out") == [None, None, None]


def test_what_no_detection_has_is_an_error_that_says_so():
    for name in ("tracker_id", "in_out", "polygon", "keypoints_xy", "time_in_zone"):
        with pytest.raises(QueryError, match=f"asks for {name}, which these detections do not"):
            run(ANIMALS, op("DetectionsPropertyExtract", property_name=name))


def test_tracks_outlines_and_points_are_told():
    one = region(
        "dog", 1, 0.5, (0, 0, 50, 40), "d", track_id="7",
        polygon=((0.1, 0.1), (0.5, 0.1), (0.1, 0.5)), keypoints=(Keypoint(0.25, 0.5),),
    )  # fmt: skip
    found = Regions((one,), PLACEMENT)

    def every(name):
        return run(found, op("DetectionsPropertyExtract", property_name=name))

    assert every("tracker_id") == [7]
    assert every("polygon") == [[[10, 8], [50, 8], [10, 40]]]
    assert every("keypoints_xy") == [[[25, 40]]]
    assert every("prediction_type") == ["keypoint-detection"]


def filtered(statement):
    return run(ANIMALS, op("DetectionsFilter", filter_operation=statement), LEFT)


def test_detections_are_filtered_by_a_condition():
    assert filtered(compare(detection("class_name"), "==", "cat")) == [15.0, 50.0]
    assert filtered(compare(detection("class_name"), "in (Sequence)", ["dog"], negate=True)) == [
        15.0,
        50.0,
    ]
    zone = [[0, 0], [53, 0], [53, 80], [0, 80]]
    assert filtered(compare(detection("center"), "(Detection) in zone", zone)) == [15.0, 50.0]
    assert filtered(compare(detection("size"), "(Number) in range", [25, 200])) == [15.0, 50.0]


@pytest.mark.parametrize(
    ("mode", "left"),
    [("left_most", 15.0), ("right_most", 40.0), ("top_confidence", 15.0), ("first", 15.0),
     ("last", 50.0)],
)  # fmt: skip
def test_one_detection_is_chosen(mode, left):
    assert run(ANIMALS, op("DetectionsSelection", mode=mode), LEFT) == [left]
    assert run(Regions(), op("DetectionsSelection", mode=mode)) == Regions()


@pytest.mark.parametrize(
    ("mode", "order"),
    [("confidence", [40, 50, 15]), ("x_min", [15, 40, 50]), ("size", [50, 15, 40]),
     ("center_y", [15, 40, 50]), ("x_max", [15, 50, 40]), ("y_min", [15, 40, 50]),
     ("y_max", [15, 50, 40]), ("center_x", [15, 50, 40])],
)  # fmt: skip
def test_detections_are_put_in_order(mode, order):
    assert run(ANIMALS, op("SortDetections", mode=mode), LEFT) == order
    assert run(ANIMALS, op("SortDetections", mode=mode, ascending=False), LEFT) == order[::-1]


def told(value, *operations):
    found = run(value, *operations, op("DetectionsToDictionary"))
    return [
        (one["x"], one["y"], one["width"], one["height"], one["class"], one["class_id"])
        for one in found["predictions"]
    ]


def test_detections_are_told_as_an_answer_tells_them():
    found = run(ANIMALS, op("DetectionsToDictionary"))
    assert found["image"] == {"width": 100, "height": 80}
    assert found["predictions"][2] == {
        "width": 5.0, "height": 5.0, "x": 52.5, "y": 41.0, "confidence": 0.75, "class_id": 3,
        "class": "cat", "detection_id": "c", "parent_id": "image",
    }  # fmt: skip


def test_boxes_grow_and_move_in_pixels():
    assert told(ANIMALS, op("DetectionsOffset", offset_x=10, offset_y=60)) == [
        (20.0, 20.0, 20.0, 80.0, "cat", 3),
        (55.0, 40.0, 40.0, 100.0, "dog", 1),
        (52.5, 41.0, 15.0, 65.0, "cat", 3),
    ]
    assert told(ANIMALS, op("DetectionsShift", shift_x=10, shift_y=-4))[0] == (
        30.0, 16.0, 10.0, 20.0, "cat", 3,
    )  # fmt: skip


def test_classes_are_renamed_and_numbered():
    def classes(**fields):
        return [one[4:] for one in told(ANIMALS, op("DetectionsRename", **fields))]

    assert classes(class_map={"cat": "pet"}, strict=False) == [
        ("pet", 1024), ("dog", 1), ("pet", 1024),
    ]  # fmt: skip
    assert classes(class_map={"cat": "pet", "dog": "animal"}) == [
        ("pet", 1), ("animal", 0), ("pet", 1),
    ]  # fmt: skip
    with pytest.raises(QueryError, match="no new name for the class 'dog'"):
        classes(class_map={"cat": "pet"})


def test_a_renaming_may_follow_named_values():
    rename = op("DetectionsRename", class_map="names", strict="all")
    found = run(ANIMALS, rename, names={"cat": "pet"}, all=False)
    assert [one.concepts[0].name for one in found.items] == ["pet", "dog", "pet"]
    with pytest.raises(QueryError, match=r"operations\[0\]: DetectionsRename names names, which"):
        run(ANIMALS, rename)


def test_detections_within_those_of_a_class_stay_behind_it():
    assert run(ANIMALS, op("PickDetectionsByParentClass", parent_class="dog"), LEFT) == [40, 50]
    assert run(ANIMALS, op("PickDetectionsByParentClass", parent_class="cow"), LEFT) == []


def test_the_first_of_detections_are_detections_again():
    assert run(ANIMALS, op("SequenceAggregate", mode="first"), LEFT) == [15.0]


def test_a_classification_of_ours_is_told():
    found = Concepts((Concept("x", "Ex", 0.7), Concept("y", "Why", 0.3)))

    def told_of(name):
        return run(found, op("ClassificationPropertyExtract", property_name=name))

    assert (told_of("top_class"), told_of("top_class_confidence")) == ("Ex", 0.7)
    assert told_of("all_classes") == ["Ex", "Why"]
    assert told_of("all_confidences") == [0.7, 0.3]


def test_a_classification_with_several_classes_tells_them_all():
    found = Concepts((Concept("x", "Ex", 0.8, 1), Concept("y", "Why", 0.7, 0)), several=True)

    def told_of(name):
        return run(found, op("ClassificationPropertyExtract", property_name=name))

    assert (told_of("top_class"), told_of("top_class_confidence")) == (["Ex", "Why"], [0.8, 0.7])
    assert told_of("top_class_confidence_single") == 0.8
    assert (told_of("all_classes"), told_of("all_confidences")) == (["Why", "Ex"], [0.7, 0.8])
    found = replace(found, others=(Concept("z", "Zed", 0.1, 2),))
    assert told_of("all_classes") == ["Why", "Ex", "Zed"]
    assert told_of("top_class") == ["Ex", "Why"]


def test_a_picture_becomes_a_jpeg_file():
    data = run(PICTURE, op("ConvertImageToJPEG", compression_level=90))
    assert Pillow.open(io.BytesIO(data)).size == (100, 80)
    text = run(PICTURE, op("ConvertImageToBase64"))
    assert Pillow.open(io.BytesIO(base64.b64decode(text))).size == (100, 80)


def test_a_frame_tells_its_place_in_the_video():
    def told_of(name, shot):
        picture = replace(PICTURE, shot=shot)
        return run(picture, op("ExtractFrameMetadata", property_name=name))

    shot = Shot("f", 46, "1970-01-01T00:00:01.500000+00:00", 1500)
    assert told_of("frame_number", shot) == 46
    assert told_of("seconds_since_start", shot) == 1.5
    assert told_of("frame_timestamp", shot) == datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)
    streamed = replace(shot, time_ms=None, fps=15.0)
    assert told_of("seconds_since_start", streamed) == 3.0
    with pytest.raises(QueryError, match="how many frames a second"):
        told_of("seconds_since_start", replace(streamed, fps=None))


def test_a_still_is_frame_0_of_now():
    def told_of(name):
        return run(PICTURE, op("ExtractFrameMetadata", property_name=name))

    assert (told_of("frame_number"), told_of("seconds_since_start")) == (0, -1 / 30)
    assert abs((told_of("frame_timestamp") - datetime.now(UTC)).total_seconds()) < 10


def test_a_random_number_lies_between_its_bounds():
    for _ in range(20):
        assert 2 <= run(None, op("RandomNumber", min_value=2, max_value=5)) < 5


def test_pixels_need_the_size_of_the_picture():
    with pytest.raises(QueryError, match="not known how large the picture is"):
        run(replace(ANIMALS, placement=None), LEFT)


WRONG = [
    ("x", op("ToNumber", cast_to="int"), "cannot read 'x' as a number"),
    ("1e999", op("ToNumber", cast_to="float"), "cannot read '1e999' as a number"),
    (7, op("Divide", other=0), "cannot divide 7 by zero"),
    (7, op("StringToLowerCase"), "needs a text, but got a number"),
    (1, op("LookupTable", lookup_table={"1": "x"}), "has no entry for 1, which is no text"),
    ("b", op("LookupTable", lookup_table={"a": "x"}), "has no entry for 'b'; it has: a"),
    ([[]], op("SequenceMap", lookup_table={}), "cannot look up a list"),
    ([], op("SequenceAggregate", mode="first"), "an entry of an empty list"),
    ([{}], op("SequenceAggregate", mode="most_common"), "cannot count lists and mappings"),
    (["a", 1], op("NumericSequenceAggregate", function="sum"), "not all numbers"),
    (5, op("SequenceLength"), "needs something that can be counted, but got a number"),
    (5, op("DetectionsOffset", offset_x=1, offset_y=1), "needs detections, but got a number"),
    (PICTURE, op("ToString"), "cannot write an image as a text"),
    (["a" * 600_000] * 2, op("SequenceJoin"), "1,200,002 characters"),
    ({"a": PICTURE}, op("ConvertDictionaryToJSON"), "JSON cannot say"),
    ({"a": 1}, op("ClassificationPropertyExtract", property_name="all_classes"), "does not tell"),
    (Json({}), op("ToBoolean"), "cannot say yes or no of a json"),
]


@pytest.mark.parametrize(("value", "operation", "said"), WRONG)
def test_what_cannot_be_computed_is_said_with_its_place(value, operation, said):
    with pytest.raises(QueryError, match=said) as caught:
        run(value, operation)
    assert caught.value.place == "operations[0]"


def test_the_place_of_a_fault_within_others_is_told():
    inner = op("SequenceApply", operations=[op("StringToLowerCase")])
    with pytest.raises(QueryError, match=r"^operations\[1\]\.operations\[0\]: StringToLowerCase"):
        run(ANIMALS, op("DetectionsPropertyExtract", property_name="x_min"), inner)
