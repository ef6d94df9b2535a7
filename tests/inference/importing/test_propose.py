"""Each layout of the rules, made by hand: what the importer takes it for, and what it asks."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import TensorProto, helper

from runtime.contracts.refusals import BadSideFileError, NoUsableOutputError
from tests import onnx_graphs as graphs
from tests.inference.importing.detectors import boxes, constant, drawn
from tests.inference.importing.told import PREPROCESSOR, config, tokens

YOLO = {
    "task": "detect", "names": "{0: 'cat', 1: 'dog'}", "stride": "32", "imgsz": "[64, 64]",
    "license": "AGPL-3.0",
}  # fmt: skip


def test_what_a_yolo_file_says_of_itself_decides_everything(proposed):
    made = constant({"output0": boxes(1, 6, 84, axis=1, reach=60)}, metadata=YOLO)
    found = proposed(made)
    assert found.questions == ()
    card = found.card
    assert (card.task, card.decoder, card.labels) == ("detect", "yolo_v8", ("cat", "dog"))
    assert card.preprocess == {
        "input": "images", "batch": 1, "width": 64, "height": 64, "resize": "letterbox",
        "pad": 114,
    }  # fmt: skip
    assert card.postprocess == {"outputs": {"boxes": "output0"}, "activation": "none"}
    assert (card.licence, card.imported, card.opset) == ("AGPL-3.0", True, 17)
    assert (card.id, card.title) == ("my-model", "My model")
    assert "YOLO" in found.reasons[0]


def test_a_yolo_file_of_open_size_is_fed_by_its_longest_side(proposed):
    made = constant(
        {"output0": boxes(1, 6, 84, axis=1, reach=60)}, ("n", 3, "h", "w"),
        metadata={**YOLO, "imgsz": "[320, 320]"},
    )  # fmt: skip
    card = proposed(made).card
    assert (card.preprocess["longest"], card.preprocess["stride"]) == (320, 32)
    assert "batch" not in card.preprocess


@pytest.mark.parametrize(
    ("told", "outputs", "task", "decoder"),
    [
        ({"task": "detect", "end2end": "True"}, {"a": drawn(1, 30, 6)}, "detect", "end_to_end"),
        ({"task": "detect"}, {"a": drawn(1, 300, 6)}, "detect", "rt_detr"),
        ({"task": "segment"}, {"a": drawn(1, 38, 84), "b": drawn(1, 32, 16, 16)},
         "instance-segment", "yolo_seg"),
        ({"task": "pose", "kpt_shape": "[5, 3]"}, {"a": drawn(1, 20, 84)}, "keypoints",
         "yolo_pose"),
        ({"task": "classify"}, {"a": np.full((1, 2), 0.5, np.float32)}, "classify", "classifier"),
    ],
)  # fmt: skip
def test_every_task_of_yolo_has_its_decoder(proposed, told, outputs, task, decoder):
    card = proposed(constant(outputs, metadata={**YOLO, **told})).card
    assert (card.task, card.decoder) == (task, decoder)
    if task == "keypoints":
        assert card.postprocess["keypoints"] == [5, 3]
    if task == "classify":
        assert card.postprocess["activation"] == "none"
        assert (card.preprocess["resize"], card.preprocess["crop"]) == ("cover", [64, 64])


@pytest.mark.parametrize(
    ("told", "more", "outputs"),
    [
        ({"task": "pose", "kpt_shape": "[5, 3]"}, 15, {}),
        ({"task": "segment"}, 32, {"b": drawn(1, 32, 16, 16)}),
    ],
)  # fmt: skip
def test_points_and_weights_of_masks_are_no_scores(proposed, told, more, outputs):
    """What follows the classes of a table leaves 0..1, and says nothing of the scores."""
    table = boxes(1, 5 + more, 84, axis=1, reach=60)
    table[:, 5:] = table[:, 5:] * 90 - 30
    made = constant({"a": table, **outputs}, metadata={**YOLO, **told, "names": "{0: 'cup'}"})
    assert proposed(made).card.postprocess["activation"] == "none"


def test_oriented_boxes_are_refused(proposed):
    with pytest.raises(NoUsableOutputError, match="obb"):
        proposed(constant({"a": drawn(1, 7, 84)}, metadata={**YOLO, "task": "obb"}))


def test_names_are_read_as_plain_words_and_never_computed(proposed):
    made = constant(
        {"output0": boxes(1, 6, 84, axis=1, reach=60)},
        metadata={**YOLO, "names": "__import__('os').abort()"},
    )
    assert proposed(made).card.labels == ()


def test_a_classifier_of_the_hub_needs_no_question(proposed):
    made = constant({"logits": drawn(1, 3, low=-4, high=4)}, ("n", 3, "h", "w"))
    documents = {**config("ViTForImageClassification"), "preprocessor": PREPROCESSOR}
    found = proposed(made, documents)
    assert found.questions == ()
    card = found.card
    assert (card.task, card.decoder, card.labels) == (
        "classify", "classifier", ("cat", "dog", "bird"),
    )  # fmt: skip
    assert card.postprocess["activation"] == "softmax"
    assert card.preprocess == {
        "input": "images", "resize": "cover", "short": 256, "crop": [224, 224],
        "resample": "bicubic", "rescale": 1 / 255, "mean": [0.5] * 3, "std": [0.5] * 3,
    }  # fmt: skip


def test_several_labels_at_once_take_the_sigmoid(proposed):
    made = constant({"logits": drawn(1, 3, low=-4, high=4)})
    told = config("XForImageClassification", problem_type="multi_label_classification")
    assert proposed(made, told).card.postprocess["activation"] == "sigmoid"


def test_softmax_is_never_applied_twice(proposed):
    shares = np.array([[0.2, 0.5, 0.3]], np.float32)
    found = proposed(constant({"logits": shares}), config("XForImageClassification"))
    assert found.card.postprocess["activation"] == "none"
    assert any("sum to 1" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("kind", "decoder", "activation"),
    [("detr", "detr", "softmax"), ("yolos", "detr", "softmax"),
     ("rt_detr", "rt_detr", "sigmoid"), ("rt_detr_v2", "rt_detr", "sigmoid"),
     ("d_fine", "rt_detr", "sigmoid"), ("deformable_detr", "rt_detr", "sigmoid")],
)  # fmt: skip
def test_detectors_with_queries_are_told_apart_by_their_family(proposed, kind, decoder, activation):
    made = constant({"logits": drawn(1, 9, 4, low=-4, high=4), "pred_boxes": drawn(1, 9, 4)})
    card = proposed(made, config("XForObjectDetection", kind)).card
    assert (card.decoder, card.postprocess["activation"]) == (decoder, activation)
    assert card.postprocess["outputs"] == {"logits": "logits", "boxes": "pred_boxes"}


@pytest.mark.parametrize(
    ("architecture", "outputs", "task", "decoder"),
    [
        ("SegformerForSemanticSegmentation", {"logits": drawn(1, 3, 16, 16)}, "segment",
         "segmenter"),
        ("DPTForDepthEstimation", {"predicted_depth": drawn(1, 64, 64)}, "depth", "depth"),
        ("Swin2SRForImageSuperResolution", {"reconstruction": drawn(1, 3, 128, 128)},
         "image-to-image", "super_resolution"),
    ],
)  # fmt: skip
def test_other_picture_models_of_the_hub(proposed, architecture, outputs, task, decoder):
    card = proposed(constant(outputs), config(architecture)).card
    assert (card.task, card.decoder) == (task, decoder)
    if decoder == "super_resolution":
        assert card.postprocess["scale"] == 2


def test_panoptic_masks_are_refused(proposed):
    made = constant({"logits": drawn(1, 9, 4), "pred_masks": drawn(1, 9, 16, 16)})
    with pytest.raises(NoUsableOutputError, match="panoptic"):
        proposed(made, config("MaskFormerForUniversalSegmentation"))


def test_the_two_sides_of_clip_make_one_model(proposed):
    image = constant({"image_embeds": drawn(1, 8, low=-1)}, name="pixel_values")
    text = tokens({"text_embeds": drawn(1, 8, low=-1)})
    found = proposed(
        {"image": image, "text": text},
        {"config": {"model_type": "clip", "text_config": {"max_position_embeddings": 77}}},
        side={"tokenizer": "t"},
    )
    card = found.card
    assert (card.decoder, card.graphs, card.file) == (
        "clip", {"image": "image", "text": "text"}, None,
    )  # fmt: skip
    assert card.postprocess["outputs"] == {"image": "image_embeds", "text": "text_embeds"}
    assert card.preprocess["tokens"] == 77


def test_clip_in_one_graph_is_one_model_too(proposed):
    nodes = [
        helper.make_node("Identity", ["held"], ["text_embeds"]),
        helper.make_node("Identity", ["held"], ["image_embeds"]),
    ]
    made = graphs.model(
        nodes,
        {"input_ids": ("n", "s"), "pixel_values": ("n", 3, "h", "w")},
        {"text_embeds": (1, 8), "image_embeds": (1, 8)},
        [graphs.tensor("held", drawn(1, 8))],
        types={"input_ids": TensorProto.INT64},
    )
    told = {"config": {"model_type": "clip", "architectures": ["CLIPModel"]}}
    card = proposed(made, told, side={"tokenizer": "t"}).card
    assert (card.decoder, card.file, card.graphs) == ("clip", "0" * 64, {})
    with pytest.raises(BadSideFileError, match="tokenizer"):
        proposed(made, told)


def test_a_mask_beside_the_picture_is_fed(proposed):
    made = constant(
        {"logits": drawn(1, 9, 4, low=-4, high=4), "pred_boxes": drawn(1, 9, 4)},
        also={"pixel_mask": ((1, 16, 16), TensorProto.INT64)},
    )
    told = proposed(made, config("DetrForObjectDetection", "detr")).card.preprocess
    assert told["mask_input"] == "pixel_mask"
