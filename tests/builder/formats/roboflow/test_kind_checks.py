"""What each kind takes and what it becomes, as Roboflow's engine answers it."""

from __future__ import annotations

import pytest

from builder.formats.roboflow.kind_checks import fitted
from builder.formats.roboflow.values_in import NotThatError

ZONE = [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize(
    ("kinds", "given", "becomes"),
    [
        ("float", 1, "1.0"),
        ("float_zero_to_one", 1, "1.0"),
        ("integer", 1, "1"),
        ("integer float", 1.5, "1.5"),
        ("float integer", 1, "1.0"),
        ("integer string", "a", "'a'"),
        ("dictionary", {"a": 1}, "{'a': 1}"),
        ("point", [1, 2, 3], "[1, 2]"),
        ("zone", ZONE, str(ZONE)),
        ("rgb_color", [1, 2, 3, 4], "[1, 2, 3]"),
        ("rgb_color", "#fff", "'#fff'"),
        ("bytes", "aGVsbG8=", '"b\'hello\'"'),
        ("timestamp", "2024-01-01T00:00:00", "'2024-01-01T00:00:00'"),
        ("labeled_points", [[1, 2], {"x": 3, "y": 4, "positive": False}],
         "[{'x': 1, 'y': 2, 'positive': True}, {'x': 3, 'y': 4, 'positive': False}]"),
        ("contours", "x", "'x'"),
        ("*", 1.5, "1.5"),
        ("integer object_detection_prediction", {"predictions": []}, "{'predictions': []}"),
    ],
)  # fmt: skip
def test_a_value_becomes_what_the_kind_is(kinds, given, becomes):
    assert repr(fitted(given, kinds.split())) == becomes


@pytest.mark.parametrize(
    ("kinds", "given", "said"),
    [
        ("float", "1", "it takes a number, not"),
        ("float_zero_to_one", 1.5, "it takes a number from 0 to 1, not 1.5"),
        ("integer", 1.5, "a whole number written without a point, not 1.5"),
        ("integer", 1.0, "a whole number written without a point, not 1.0"),
        ("* integer", 1.5, "a whole number"),
        ("integer string", [1], "a whole number written without a point or a string, not"),
        ("string", 5, "a string, not 5"),
        ("boolean", 1, "true or false, not 1"),
        ("dictionary", [1], "an object, not"),
        ("list_of_values", {"a": 1}, "a list, not"),
        ("detections_overlaps", {"a": 1}, "a list, not"),
        ("action_recognition_prediction", [1], "a list of objects, not"),
        ("point", [1], "a point"),
        ("point", [1, "a"], "a point"),
        ("point", "x", "a point"),
        ("zone", ZONE[:2], "at least 3 points"),
        ("zone", [*ZONE, [1, 2, 3]], "a zone"),
        ("zone", [[1, 2], [3, 4], ["a", 1]], "a zone"),
        ("zone", [1, 2, 3], "a zone"),
        ("rgb_color", [1, 2], "a colour"),
        ("rgb_color", 5, "a colour"),
        ("bytes", 5, "bytes"),
        ("bytes", "abcde", "bytes"),
        ("timestamp", "zz", "a moment"),
        ("labeled_points", [{"x": 1}], "a list of points"),
        ("labeled_points", [[1, 2, True, 4]], "a list of points"),
    ],
)
def test_what_a_kind_does_not_take_is_refused_with_what_it_takes(kinds, given, said):
    with pytest.raises(NotThatError, match=said.replace("[", r"\[")):
        fitted(given, kinds.split())
