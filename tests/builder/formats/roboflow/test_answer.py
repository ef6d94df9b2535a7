"""What a run left, as Roboflow's server tells it. The numbers were worked out by hand."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from builder.formats.roboflow.answer import Asked, Made, Wanted, answers
from builder.formats.roboflow.answer_masks import detections_of, run_lengths
from runtime.contracts.blocks import MODEL_ID, PARENT_ID, ROOT_PARENT_ID, RUN_ID, Block, Out
from runtime.contracts.blocks import told as word
from runtime.contracts.graph import parse_graph

PICTURE = {"kind": "image", "blob": "p", "media_type": "image/jpeg", "width": 200, "height": 100}
WHOLE = {"width": 200, "height": 100}
CUT = {"width": 50, "height": 40, "box": [0.2, 0.1, 0.6, 0.35], "root": [200, 100], "id": "r7"}
"""20 to 60 down, 20 to 70 across."""
ORIGIN = {"offset_x": 20, "offset_y": 20, "width": 200, "height": 100}
GRAPH = {
    "schema": 1,
    "inputs": [
        {"name": "image", "type": "image"},
        {"name": "least", "type": "number", "default": 3},
    ],
    "nodes": [
        {"id": "find", "operator": "visual-detector", "inputs": {"image": ["IN.image"]}},
        {"id": "clock", "operator": "constant", "params": {"value": {"$ref": "IN.least"}}},
    ],
}  # fmt: skip


class Files:
    def picture(self, digest, media_type):
        return f"jpeg of {digest}"

    def mask(self, digest):
        return np.array([[0, 1], [0, 1]], np.uint8)


def region(box, name="car", value=0.9, **more):
    concept = {"id": name, "name": name, "value": value, "number": 2}
    return {"id": "r1", "box": box, "concepts": [concept], **more}


def regions(*items, placement=None):
    return {"kind": "regions", "items": list(items), "placement": placement or WHOLE}


def told(tree, depth=0, out=None, own=False, values=None, port="regions"):
    """One output of one picture."""
    asked = Asked(
        parse_graph(GRAPH), [Wanted("x", f"find.{port}", own, out or Out(port))],
        {"find": {port: depth}}, {"least"},
    )  # fmt: skip
    made = Made(values or {"image": PICTURE}, {"find": {port: tree}})
    [answer] = answers(asked, [made], Files(), "run1")
    return answer["x"]


def each(*trees):
    return {"each": [{"anchor": {}, "value": tree} for tree in trees]}


def test_a_detection_is_told_by_its_centre_in_pixels():
    found = told(regions(region([0.1, 0.05, 0.3, 0.25], track_id="7")))
    assert found["image"] == {"width": 200, "height": 100}
    assert found["predictions"] == [
        {
            "x": 30, "y": 20, "width": 40, "height": 20, "confidence": 0.9, "class": "car",
            "class_id": 2, "detection_id": "r1", "parent_id": "image", "tracker_id": 7,
        }
    ]  # fmt: skip


def test_no_detection_is_an_empty_list_beside_the_size():
    assert told(regions()) == {"image": {"width": 200, "height": 100}, "predictions": []}


def test_of_a_crop_places_are_told_in_the_picture_that_came_in():
    found = told(each(regions(region([0, 0, 0.5, 1]), placement=CUT)), depth=1)
    assert found[0]["image"] == {"width": 200, "height": 100}
    [one] = found[0]["predictions"]
    assert [one[name] for name in ("x", "y", "width", "height")] == [45, 30, 50, 20]
    assert one["parent_id"] == "image"
    assert "parent_origin" not in one


def test_of_a_crop_places_are_told_in_the_crop_when_asked_so():
    found = told(each(regions(region([0, 0, 0.5, 1]), placement=CUT)), depth=1, own=True)
    assert found[0]["image"] == {"width": 50, "height": 40}
    [one] = found[0]["predictions"]
    assert [one[name] for name in ("x", "y", "width", "height")] == [25, 10, 50, 20]
    assert (one["parent_id"], one["parent_origin"]) == ("r7", ORIGIN)
    assert (one["root_parent_id"], one["root_parent_origin"]) == ("image", ORIGIN)


def test_outlines_and_keypoints_are_points_in_pixels():
    keypoint = {"x": 0.5, "y": 0.5, "value": 0.25, "name": "nose"}
    polygon = [[0, 0], [0.5, 0], [0.5, 0.5]]
    [one] = told(regions(region([0, 0, 1, 1], polygon=polygon, keypoints=[keypoint])))[
        "predictions"
    ]
    assert one["points"] == [{"x": 0, "y": 0}, {"x": 100, "y": 0}, {"x": 100, "y": 50}]
    assert one["keypoints"] == [
        {"class_id": 0, "class": "nose", "confidence": 0.25, "x": 100, "y": 50}
    ]


def test_a_read_line_is_a_detection_of_its_text():
    found = regions({"id": "r1", "box": [0, 0, 1, 1], "text": "KT52"})
    [one] = told(found, out=Out("regions", (), "ocr"))["predictions"]
    assert (one["class"], one["class_id"], one["confidence"]) == ("KT52", 0, 1.0)


def test_a_code_keeps_its_text_beside_its_class():
    [one] = told(regions(region([0, 0, 1, 1], "qr_code", text="hi")))["predictions"]
    assert (one["class"], one["data"]) == ("qr_code", "hi")


def concepts(*pairs):
    items = [{"id": name, "name": name, "value": value} for name, value in pairs]
    return {"kind": "concepts", "items": items, "placement": WHOLE}


def test_a_classification_names_its_top():
    found = told(concepts(("cat", 0.7), ("dog", 0.2)), out=Out("concepts", (), "classification"))
    assert (found["top"], found["confidence"]) == ("cat", 0.7)
    assert found["predictions"] == [
        {"class": "cat", "class_id": 0, "confidence": 0.7},
        {"class": "dog", "class_id": 1, "confidence": 0.2},
    ]
    assert found["image"] == {"width": 200, "height": 100}


def test_what_was_sent_is_told_as_of_the_picture_that_it_named():
    sent = {**concepts(("cat", 0.7)), "placement": {**WHOLE, "id": "box-2"}}
    assert told(sent)["parent_id"] == "box-2"
    assert told(sent, out=Out("", (), "parent_id")) == "box-2"


def test_a_classification_of_several_labels_is_told_by_label():
    found = told(concepts(("cat", 0.7), ("wet", 0.6)), out=Out("concepts", (), "multi_label"))
    assert found["predictions"] == {
        "cat": {"confidence": 0.7, "class_id": 0}, "wet": {"confidence": 0.6, "class_id": 1},
    }  # fmt: skip
    assert found["predicted_classes"] == ["cat", "wet"]


def test_classes_that_do_not_apply_are_told_with_their_scores():
    names = (("wet", 0.6, 2), ("cat", 0.7, 1), ("dry", 0.2, 0))
    items = [{"id": name, "name": name, "value": value, "number": number}
             for name, value, number in names]  # fmt: skip
    found = told({"kind": "concepts", "items": items[:2], "several": True, "others": items[2:]})
    assert list(found["predictions"].items()) == [
        ("dry", {"confidence": 0.2, "class_id": 0}), ("cat", {"confidence": 0.7, "class_id": 1}),
        ("wet", {"confidence": 0.6, "class_id": 2}),
    ]  # fmt: skip
    assert found["predicted_classes"] == ["wet", "cat"]


def test_a_picture_is_jpeg_in_base64():
    found = told(PICTURE)
    frame = found.pop("video_metadata")
    assert found == {"type": "base64", "value": "jpeg of p"}
    assert datetime.fromisoformat(frame.pop("frame_timestamp"))
    assert frame == {
        "video_identifier": "image", "frame_number": 0, "fps": 30, "measured_fps": None,
        "comes_from_video_file": None, "total_frames": None,
    }  # fmt: skip


def test_a_frame_says_where_it_stands_in_its_film():
    shot = {"film": "yard", "number": 7, "at": "2026-01-02T03:04:05", "fps": 25.0}
    assert told({**PICTURE, "shot": shot})["video_metadata"] == {
        "video_identifier": "yard", "frame_number": 7, "frame_timestamp": "2026-01-02T03:04:05",
        "fps": 25.0, "measured_fps": None, "comes_from_video_file": None, "total_frames": None,
    }  # fmt: skip


def test_a_crop_of_a_crop_says_its_place_in_both():
    found = told({**PICTURE, "cut": {**CUT, "parent": [4, 6, 90, 80]}})
    within = {"offset_x": 4, "offset_y": 6, "width": 90, "height": 80}
    assert (found["parent_origin"], found["root_parent_origin"]) == (within, ORIGIN)


def test_a_crop_says_what_it_was_cut_from():
    found = told({**PICTURE, "cut": CUT})
    assert (found["parent_id"], found["root_parent_id"]) == ("r7", "image")
    assert found["parent_origin"] == found["root_parent_origin"] == ORIGIN


@pytest.mark.parametrize(
    ("tree", "depth", "shown"),
    [
        (None, 0, None),
        (None, 1, []),
        (each(), 1, []),
        (each({"kind": "number", "value": 1}, None), 1, [1, None]),
        (each(None, each({"kind": "string", "value": "a"})), 2, [[], ["a"]]),
        (None, 2, [[]]),
        (each(), 3, [[[]]]),
        ({"error": {"code": "operator_failed"}}, 0, None),
    ],
)
def test_absent_elements_are_null_and_absent_levels_empty(tree, depth, shown):
    assert told(tree, depth) == shown


@pytest.mark.parametrize(
    ("stored", "out", "shown"),
    [
        ({"kind": "text", "raw": "KT52"}, None, "KT52"),
        ({"kind": "number", "value": 3.0}, Out("x", ("integer",)), 3),
        ({"kind": "number", "value": 0.5}, Out("x", ("float",)), 0.5),
        ({"kind": "boolean", "value": True}, None, True),
        ({"kind": "list", "value": [1, "a", None]}, None, [1, "a", None]),
        ({"kind": "embeddings", "vectors": [[0.5, 1.0]]}, None, [0.5, 1.0]),
        ({"kind": "embeddings", "vectors": [[1.0], [2.0]]}, None, [[1.0], [2.0]]),
        ({"kind": "table", "columns": ["a", "b"], "rows": [[1, 2]]}, None, [{"a": 1, "b": 2}]),
        ({"kind": "json", "value": {"a": {"b": [1]}}}, None, {"a": {"b": [1]}}),
    ],
)
def test_plain_values_are_told_as_they_are(stored, out, shown):
    assert told(stored, out=out) == shown


def test_a_whole_number_is_told_as_one():
    assert isinstance(told({"kind": "number", "value": 3.0}, out=Out("x", ("integer",))), int)


def test_values_within_json_are_told_like_others():
    within = {"crop": {"$value": PICTURE}, "found": [{"$value": regions()}]}
    found = told({"kind": "json", "value": within})
    assert found["crop"]["value"] == "jpeg of p"
    assert found["found"] == [{"image": {"width": 200, "height": 100}, "predictions": []}]


def several(*wanted, count=2, depths=None, outputs=None, values=None):
    asked = Asked(parse_graph(GRAPH), wanted, depths or {}, {"least"})
    made = [Made(values or {"image": PICTURE}, outputs or {}) for _ in range(count)]
    return answers(asked, made, Files(), "run1")


def test_what_is_the_same_for_all_pictures_is_told_once():
    assert several(Wanted("least", "IN.least")) == [{"least": 3}]
    assert several() == [{}]
    clock = {"clock": {"value": {"kind": "number", "value": 5}}}
    found = several(Wanted("a", "clock.value"), outputs=clock, depths={"clock": {"value": 0}})
    assert found == [{"a": 5}]


def test_beside_pictures_it_is_told_with_each():
    found = several(Wanted("least", "IN.least"), Wanted("image", "IN.image"))
    assert [one["least"] for one in found] == [3, 3]
    assert found[1]["image"]["value"] == "jpeg of p"


def test_nested_inputs_come_back_nested():
    values = {"image": {"each": [PICTURE, None]}}
    [found] = several(Wanted("image", "IN.image"), count=1, values=values)
    assert [one and one["value"] for one in found["image"]] == ["jpeg of p", None]


def test_everything_of_a_step_is_told_by_its_properties():
    block = Block(
        "b", outputs={"inference_id": RUN_ID, "predictions": "regions", "again": "regions"}
    )
    outputs = {"find": {"regions": regions(), "unused": {"kind": "number", "value": 1}}}
    depths = {"find": {"regions": 0, "unused": 0}}
    [found] = several(
        Wanted("all", "find.*", block=block), count=1, outputs=outputs, depths=depths
    )  # fmt: skip
    assert found["all"]["inference_id"] == "run1"
    assert found["all"]["predictions"] == found["all"]["again"]
    [found] = several(Wanted("all", "find.*"), count=1, outputs=outputs, depths=depths)
    assert sorted(found["all"]) == ["regions", "unused"]


def test_everything_of_a_step_that_fans_out_is_a_list():
    outputs = {"find": {"a": each(PICTURE, PICTURE), "b": {"kind": "number", "value": 4}}}
    wanted, depths = Wanted("all", "find.*"), {"find": {"a": 1, "b": 0}}
    [found] = several(wanted, count=1, outputs=outputs, depths=depths)
    assert [sorted(one) for one in found["all"]] == [["a", "b"], ["a", "b"]]
    assert found["all"][1]["b"] == 4
    [found] = several(wanted, count=1, outputs={"find": {"a": each()}}, depths=depths)
    assert found["all"] == []


def test_a_run_is_named_by_its_id():
    assert several(Wanted("id", "")) == [{"id": "run1"}]


def test_a_mask_is_told_by_run_lengths():
    """As COCO's own tools write them: two columns of a 2 by 2 picture are 2 zeros, then 2 ones."""
    seen = np.array([[False, True], [False, True]])
    assert run_lengths(seen) == "22"
    assert run_lengths(~seen) == "022"
    assert run_lengths(np.zeros((10, 10), bool)) == "T3"
    found = detections_of(np.array([[0, 1], [0, 1]], np.uint8), ["sky", "road"])
    assert [one["class"] for one in found] == ["sky", "road"]
    assert [found[1][name] for name in ("x", "y", "width", "height")] == [1.5, 1.0, 1.0, 2.0]
    mask = {"kind": "mask", "blob": "m", "width": 2, "height": 2, "names": ["sky", "road"]}
    shown = told(mask, out=Out("mask", (), "semantic"))
    assert shown["predictions"][1]["rle_mask"] == {"size": [2, 2], "counts": "22"}
    assert shown["image"] == {"width": 2, "height": 2}


def test_what_was_measured_of_a_detection_is_told_with_it():
    facts = {"time_in_zone": 1.5, "velocity": [3, -4], "class_locked": True}
    [one] = told(regions(region([0, 0, 1, 1], facts=facts)))["predictions"]
    assert (one["time_in_zone"], one["velocity"]) == (1.5, [3, -4])
    assert "class_locked" not in one


MODEL_BLOCK = Block("b", outputs={"inference_id": RUN_ID, "model_id": MODEL_ID, "part": PARENT_ID,
                                  "root": ROOT_PARENT_ID, "kind": word("ocr"),
                                  "predictions": "regions"})  # fmt: skip


def facts(tree, depth=0, step="find"):
    """What no port of a step gives, each selected by itself, and all together."""
    wanted = [
        Wanted(name, "", out=out, block=MODEL_BLOCK, step=step, model="cars/2")
        for name, out in MODEL_BLOCK.outputs.items() if isinstance(out, Out) and not out.port
    ]  # fmt: skip
    whole = Wanted("all", "find.*", block=MODEL_BLOCK, model="cars/2")
    depths = {"find": {"regions": depth}}
    asked = Asked(parse_graph(GRAPH), [*wanted, whole], depths, {"least"})
    made = Made({"image": PICTURE}, {"find": {"regions": tree}})
    [answer] = answers(asked, [made], Files(), "run1")
    return answer


def test_what_no_port_gives_is_told_of_the_step():
    found = facts(regions())
    everything = found.pop("all")
    assert everything.pop("predictions")["predictions"] == []
    assert found == everything == {
        "inference_id": "run1", "model_id": "cars/2", "part": "image", "root": "image",
        "kind": "ocr",
    }  # fmt: skip


def test_what_no_port_gives_is_told_for_each_part_that_was_looked_at():
    found = facts(each(regions(placement=CUT), None), depth=1)
    assert (found["part"], found["root"]) == (["r7", None], ["image", None])
    assert (found["kind"], found["model_id"]) == (["ocr", None], ["cars/2", None])
    assert found["all"][0]["part"] == "r7"
