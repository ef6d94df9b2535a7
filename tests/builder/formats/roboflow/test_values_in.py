"""What calls bring for inputs that are no files, as stored values."""

from __future__ import annotations

import pytest

from builder.formats.roboflow.detections_in import regions_of
from builder.formats.roboflow.values_in import NotThatError, stored_value

BOX = {
    "x": 100, "y": 80, "width": 60, "height": 40, "confidence": 0.5, "class": "car", "class_id": 2,
    "detection_id": "aa",
}  # fmt: skip


def detections(*items, width=200, height=160):
    return {"image": {"width": width, "height": height}, "predictions": list(items)}


def test_detections_become_regions_of_their_picture():
    stored = stored_value(detections(BOX), "regions")
    [one] = stored["items"]
    assert one["box"] == pytest.approx([0.375, 0.35, 0.625, 0.65])
    assert one["concepts"] == [{"id": "car", "name": "car", "value": 0.5, "number": 2}]
    assert one["id"] == "aa"
    assert stored["placement"] == {"width": 200, "height": 160}


def test_outlines_keypoints_tracks_and_texts_are_kept():
    points = [{"x": 0, "y": 0}, {"x": 100, "y": 0}, {"x": 100, "y": 160}]
    keypoints = [{"x": 50, "y": 40, "confidence": 0.25, "class": "nose", "class_id": 0}]
    more = {"points": points, "keypoints": keypoints, "tracker_id": 7, "data": "hi"}
    [one] = stored_value(detections({**BOX, **more}), "regions")["items"]
    assert one["polygon"] == [[0, 0], [0.5, 0], [0.5, 1]]
    assert one["keypoints"] == [{"x": 0.25, "y": 0.25, "value": 0.25, "name": "nose"}]
    assert (one["track_id"], one["text"]) == ("7", "hi")


def test_detections_of_a_part_know_the_whole():
    origin = {"offset_x": 20, "offset_y": 40, "width": 400, "height": 320}
    item = {**BOX, "parent_id": "crop1", "root_parent_origin": origin}
    placement = stored_value(detections(item), "regions")["placement"]
    assert placement["root"] == [400, 320]
    assert placement["box"] == pytest.approx([0.125, 0.05, 0.625, 0.55])
    assert placement["id"] == "crop1"
    assert "parent" not in placement
    parent = {"offset_x": 5, "offset_y": 6, "width": 210, "height": 190}
    item = {**item, "parent_origin": parent}
    assert stored_value(detections(item), "regions")["placement"]["parent"] == [5, 6, 210, 190]
    with pytest.raises(NotThatError, match="parent_origin needs"):
        stored_value(detections({**item, "parent_origin": {}}), "regions")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "detections"),
        ({"predictions": []}, "detections"),
        (detections(width=0), "detections"),
        (detections("car"), "prediction 1"),
        (detections({**BOX, "x": "1"}), "prediction 1 lacks"),
        (detections({**BOX, "class": 3}), "class"),
        (detections({**BOX, "points": [3]}), "point"),
        (detections({**BOX, "points": 3}), "prediction 1 needs points, a list"),
        (detections({**BOX, "keypoints": 3}), "prediction 1 needs keypoints, a list"),
        (detections(*[BOX] * 10_001), "10000"),
    ],
)
def test_what_is_no_detection_is_refused_with_its_place(value, said):
    with pytest.raises(NotThatError, match=said):
        stored_value(value, "regions")


def test_classifications_of_both_forms_become_concepts():
    one = {
        "predictions": [{"class": "dog", "confidence": 0.2}, {"class": "cat", "confidence": 0.7}]
    }
    several = {"predictions": {"cat": {"confidence": 0.7}, "dog": {"confidence": 0.2}}}
    for value in (one, several):
        names = [item["name"] for item in stored_value(value, "concepts")["items"]]
        assert names == ["cat", "dog"]


def test_what_was_looked_at_is_kept_by_its_name_and_place():
    size = {"image": {"width": 200, "height": 160}}
    seen = {**size, "predictions": [{"class": "dog"}], "parent_id": "crop1"}
    assert stored_value(seen, "concepts")["placement"] == {
        "width": 200,
        "height": 160,
        "id": "crop1",
    }
    origin = {"offset_x": 20, "offset_y": 40, "width": 400, "height": 320}
    placement = stored_value({**seen, "root_parent_origin": origin}, "concepts")["placement"]
    assert (placement["root"], placement["id"]) == ([400, 320], "crop1")
    with pytest.raises(NotThatError, match="root_parent_origin needs"):
        stored_value({**seen, "root_parent_origin": {}}, "concepts")
    found = stored_value(detections({**BOX, "parent_id": "crop1"}), "regions")
    assert found["placement"]["id"] == "crop1"


def test_of_several_labels_those_that_do_not_apply_are_kept_beside_the_others():
    classes = {"cat": {"confidence": 0.7, "class_id": 0}, "dog": {"confidence": 0.9, "class_id": 1},
               "cow": {"confidence": 0.1, "class_id": 2}}  # fmt: skip
    stored = stored_value({"predictions": classes, "predicted_classes": ["cat", "dog"]}, "concepts")
    assert [item["name"] for item in stored["items"]] == ["cat", "dog"]
    assert [item["name"] for item in stored["others"]] == ["cow"]
    assert stored["several"] is True
    for wrong in ({"predictions": classes, "predicted_classes": ["pig"]},
                  {"predictions": {"cat": 0.7}}):  # fmt: skip
        with pytest.raises(NotThatError, match="classification"):
            stored_value(wrong, "concepts")


@pytest.mark.parametrize(
    ("value", "kind", "stored"),
    [
        (3, "number", {"kind": "number", "value": 3}),
        ("a", "string", {"kind": "string", "value": "a"}),
        ("a", "text", {"kind": "text", "raw": "a"}),
        (True, "boolean", {"kind": "boolean", "value": True}),
        ([1], "list", {"kind": "list", "value": [1]}),
        ({"a": 1}, "dict", {"kind": "json", "value": {"a": 1}}),
        (True, "any", {"kind": "boolean", "value": True}),
        (1.5, "any", {"kind": "number", "value": 1.5}),
        ("a", "any", {"kind": "string", "value": "a"}),
        ({"a": 1}, "any", {"kind": "json", "value": {"a": 1}}),
        ([0.5, 1], "embeddings", {"kind": "embeddings", "vectors": [[0.5, 1.0]]}),
        ([{"a": 1}], "table", {"kind": "table", "columns": ["a"], "rows": [[1]]}),
    ],
)
def test_json_is_stored_by_the_type_of_its_input(value, kind, stored):
    assert stored_value(value, kind) == stored


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, "number"), ("3", "number"), (3, "string"), (1, "boolean"), ("a", "list"),
        ([1], "dict"), (["a"], "embeddings"), ([1], "table"), ({}, "concepts"), ("x", "mask"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(value, kind):
    with pytest.raises(NotThatError):
        stored_value(value, kind)


@pytest.mark.parametrize(
    "value", [{"$value": {"kind": "image", "blob": "0" * 64}}, {"a": [{"$value": 1, "b": 2}]}]
)
def test_nobody_names_a_stored_file_in_json(value):
    with pytest.raises(NotThatError, match="reserved"):
        stored_value(value, "json")


def test_numbers_measured_of_a_detection_are_kept():
    item = {"x": 5, "y": 5, "width": 2, "height": 2, "time_in_zone": 1.5, "speed": "fast"}
    given = {"image": {"width": 10, "height": 10}, "predictions": [item]}
    [kept] = regions_of(given)["items"]
    assert kept["facts"] == {"time_in_zone": 1.5}
