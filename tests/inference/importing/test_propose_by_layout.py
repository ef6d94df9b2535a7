"""Models that say nothing of themselves are known by the layout of what they answer."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import TensorProto

from runtime.contracts.errors import BadRequestError
from runtime.contracts.refusals import NoUsableOutputError
from tests.inference.importing.detectors import boxes, constant, drawn
from tests.inference.importing.told import fields


def test_yolo_v8_is_known_by_its_anchors(proposed):
    found = proposed(constant({"out": boxes(1, 7, 84, axis=1, reach=60)}))
    assert (found.card.decoder, found.card.task) == ("yolo_v8", "detect")
    assert found.card.labels == ("class 0", "class 1", "class 2")
    assert fields(found) == ["labels"]


def test_given_labels_answer_the_question(proposed):
    made = constant({"out": boxes(1, 7, 84, axis=1, reach=60)})
    assert proposed(made, labels=["a", "b", "c"]).questions == ()
    assert proposed(made, answers={"labels": ["a", "b", "c"]}).card.labels == ("a", "b", "c")
    with pytest.raises(BadRequestError, match="3 classes, and 2 labels"):
        proposed(made, answers={"labels": ["a", "b"]})


def test_raw_scores_get_a_sigmoid(proposed):
    made = constant({"out": drawn(1, 7, 84, low=-6, high=60)})
    assert proposed(made).card.postprocess["activation"] == "sigmoid"


def test_yolo_v5_is_known_by_its_pixels(proposed):
    found = proposed(constant({"out": boxes(1, 252, 8, axis=2, reach=60)}))
    assert found.card.decoder == "yolo_v5"
    assert len(found.card.labels) == 3
    assert found.card.preprocess.get("channels", "rgb") == "rgb"


def test_raw_yolox_is_known_by_its_cells_and_small_numbers(proposed):
    found = proposed(constant({"out": drawn(1, 84, 8, low=-0.5, high=0.5)}))
    card = found.card
    assert card.decoder == "yolox"
    assert (card.preprocess["channels"], card.preprocess["rescale"]) == ("bgr", 1.0)
    assert card.preprocess["resize"] == "letterbox_corner"
    assert card.postprocess["activation"] == "sigmoid"


def test_a_person_may_know_better_which_family_it_is(proposed):
    made = constant({"out": boxes(1, 84, 8, axis=2, reach=2)})
    assert "layout" in fields(proposed(made))
    assert proposed(made, answers={"layout": "yolo_v5"}).card.decoder == "yolo_v5"


def test_rows_of_six_numbers_end_the_work(proposed):
    found = proposed(constant({"out": drawn(1, 30, 6, high=60)}))
    assert (found.card.decoder, fields(found)) == ("end_to_end", [])


def test_three_hundred_rows_in_shares_are_asked_about(proposed):
    made = constant({"out": drawn(1, 300, 6)})
    assert fields(proposed(made)) == ["layout"]
    card = proposed(made, answers={"layout": "rt_detr"}).card
    assert (card.decoder, card.postprocess["outputs"]) == ("rt_detr", {"table": "out"})


def test_rt_detr_in_one_table_is_known_by_its_shares(proposed):
    card = proposed(constant({"out": drawn(1, 300, 9)})).card
    assert (card.decoder, len(card.labels)) == ("rt_detr", 5)


def test_rt_detr_in_pixels_is_told_its_canvas(proposed):
    made = constant(
        {"labels": np.zeros((1, 9), np.int64), "boxes": drawn(1, 9, 4, high=60),
         "scores": drawn(1, 9)},
        also={"orig_target_sizes": ((1, 2), TensorProto.INT64)},
    )  # fmt: skip
    card = proposed(made).card
    assert card.decoder == "rt_detr_pixels"
    assert card.preprocess["size_input"] == "orig_target_sizes"
    assert card.postprocess["outputs"]["scores"] == "scores"


def test_boxes_and_logits_without_a_configuration_are_asked_about(proposed):
    made = constant({"logits": drawn(1, 9, 4, low=-4, high=4), "pred_boxes": drawn(1, 9, 4)})
    found = proposed(made)
    assert (found.card.decoder, len(found.card.labels)) == ("detr", 3)
    assert "layout" in fields(found)
    other = proposed(made, answers={"layout": "rt_detr"}).card
    assert (other.decoder, len(other.labels)) == ("rt_detr", 4)


def test_boxes_and_prototypes_are_masks(proposed):
    made = constant({"a": boxes(1, 38, 84, axis=1, reach=60), "b": drawn(1, 32, 16, 16)})
    card = proposed(made).card
    assert (card.decoder, len(card.labels)) == ("yolo_seg", 2)
    assert card.postprocess["outputs"] == {"boxes": "a", "prototypes": "b"}


def test_fifty_six_entries_are_people_unless_told_otherwise(proposed):
    made = constant({"out": boxes(1, 56, 84, axis=1, reach=60)})
    found = proposed(made)
    assert (found.card.task, found.card.postprocess["keypoints"]) == ("keypoints", [17, 3])
    assert fields(found)[0] == "task"
    assert proposed(made, answers={"task": "detect"}).card.decoder == "yolo_v8"


def test_few_numbers_are_classes(proposed):
    found = proposed(constant({"out": drawn(1, 5, low=-4, high=4)}))
    assert (found.card.task, found.card.postprocess["activation"]) == ("classify", "softmax")
    assert fields(found) == ["labels", "normalisation"]
    assert found.card.preprocess["mean"] == [0.485, 0.456, 0.406]


def test_many_numbers_may_be_a_vector_and_are_asked_about(proposed):
    made = constant({"out": drawn(1, 512, low=-4, high=4)})
    found = proposed(made)
    assert (found.card.task, fields(found)[0]) == ("image-embed", "task")
    assert proposed(made, answers={"task": "classify"}).card.decoder == "classifier"


def test_answers_about_colours_stand_above_what_is_usual(proposed):
    made = constant({"out": drawn(1, 5, low=-4, high=4)})
    answers = {"normalisation": "none", "channels": "bgr", "activation": "sigmoid", "score": 0.7}
    card = proposed(made, answers=answers).card
    assert "mean" not in card.preprocess
    assert card.preprocess["channels"] == "bgr"
    assert card.postprocess["activation"] == "sigmoid"
    assert card.thresholds["score"] == 0.7


@pytest.mark.parametrize(
    ("outputs", "task", "decoder", "asked"),
    [
        ({"out": drawn(1, 3, 128, 128)}, "image-to-image", "super_resolution", []),
        ({"out": drawn(1, 5, 16, 16, low=-3)}, "segment", "segmenter", ["labels"]),
        ({"out": drawn(1, 1, 64, 64)}, "segment", "segmenter", ["task"]),
        ({"depth": drawn(1, 1, 64, 64)}, "depth", "depth", []),
        ({"out": np.zeros((1, 64, 64), np.int64)}, "segment", "segmenter", []),
    ],
)  # fmt: skip
def test_maps_are_known_by_their_channels(proposed, outputs, task, decoder, asked):
    found = proposed(constant(outputs))
    assert (found.card.task, found.card.decoder) == (task, decoder)
    assert [field for field in fields(found) if field != "normalisation"] == asked


def test_a_layout_that_nobody_reads_is_refused_with_its_shapes(proposed):
    with pytest.raises(NoUsableOutputError, match=r"out \[1, 2, 3, 4, 5\]"):
        proposed(constant({"out": drawn(1, 2, 3, 4, 5)}))


def test_a_task_that_the_outputs_deny_is_refused(proposed):
    made = constant({"out": boxes(1, 7, 84, axis=1, reach=60)})
    with pytest.raises(BadRequestError, match="those of the task detect"):
        proposed(made, answers={"task": "depth"})


@pytest.mark.parametrize(
    ("picture", "dtype", "told"),
    [((1, 64, 64, 3), TensorProto.FLOAT, {"layout": "nhwc"}),
     ((1, 1, 64, 64), TensorProto.FLOAT, {"channels": "grey"}),
     ((4, 3, 64, 64), TensorProto.FLOAT, {"batch": 4})],
)  # fmt: skip
def test_the_graph_itself_tells_how_pictures_lie(proposed, picture, dtype, told):
    made = constant({"out": drawn(1, 5)}, picture)
    preprocess = proposed(made).card.preprocess
    assert told.items() <= preprocess.items()
