"""Each layout of the rules, made by hand: what the importer takes it for, and what it asks."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import TensorProto, helper

from runtime.contracts.errors import BadRequestError
from runtime.contracts.refusals import BadSideFileError, NoUsableOutputError
from runtime.inference.importing import verify
from runtime.inference.importing.answers import Answers
from runtime.inference.importing.evidence import Evidence
from runtime.inference.importing.propose import Files, propose
from runtime.inference.importing.seen import Seen
from tests import onnx_graphs as graphs
from tests.inference.importing.detectors import boxes, constant, drawn

SIDES = (64, 224)


@pytest.fixture
def proposed(tmp_path):
    """Proposes for graphs that are looked at in this very process."""

    def ask(made, documents=None, labels=(), side=None, answers=None, name="my_model.onnx"):
        by_role = made if isinstance(made, dict) else {"": made}
        seen = {}
        for role, item in by_role.items():
            path = graphs.saved(item, tmp_path / f"{role or 'model'}.onnx")
            seen[role] = verify._look_at(path, tmp_path / "whole" / path.name, SIDES)
        evidence = Evidence(
            Seen.model_validate({"graphs": seen}), documents or {}, tuple(labels), side or {},
            Answers.model_validate(answers or {}),
        )  # fmt: skip
        files = Files({role: role or "0" * 64 for role in by_role}, side or {}, 10, name)
        return propose(evidence, files)

    return ask


def fields(proposal):
    return [question.field for question in proposal.questions]


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


def config(architecture, kind="x", **more):
    labels = {"0": "cat", "1": "dog", "2": "bird"}
    told = {"architectures": [architecture], "model_type": kind, "id2label": labels}
    return {"config": {**told, **more}}


PREPROCESSOR = {
    "do_resize": True, "size": {"shortest_edge": 256}, "do_center_crop": True,
    "crop_size": {"height": 224, "width": 224}, "resample": 3, "rescale_factor": 1 / 255,
    "do_normalize": True, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
}  # fmt: skip


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


# --- bare graphs, by their shapes


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


# --- texts and speech


def tokens(outputs, names=("input_ids", "attention_mask")):
    """A graph of tokens that answers constants."""
    nodes = [helper.make_node("Identity", [f"{key}_held"], [key]) for key in outputs]
    weights = [graphs.tensor(f"{key}_held", values) for key, values in outputs.items()]
    return graphs.model(
        nodes, dict.fromkeys(names, ("batch", "sequence")),
        {key: values.shape for key, values in outputs.items()}, weights,
        types=dict.fromkeys(names, TensorProto.INT64),
    )  # fmt: skip


TOKENIZER = {"tokenizer": "t"}


def test_a_sentence_embedder_says_how_it_pools(proposed):
    documents = {
        "config": {"architectures": ["BertModel"], "max_position_embeddings": 512,
                   "pad_token_id": 0},
        "tokenizer_config": {"model_max_length": 256},
        "pooling": {"pooling_mode_mean_tokens": True},
        "modules": [{"type": "sentence_transformers.models.Normalize"}],
    }  # fmt: skip
    found = proposed(tokens({"last_hidden_state": drawn(1, 8, 16)}), documents, side=TOKENIZER)
    assert found.questions == ()
    card = found.card
    assert (card.task, card.decoder) == ("text-embed", "text_embedder")
    assert card.postprocess == {
        "outputs": {"embedding": "last_hidden_state"}, "pooling": "mean", "normalise": True,
    }  # fmt: skip
    assert card.preprocess == {
        "tokens": 256, "inputs": ["input_ids", "attention_mask"], "pad": 0,
    }  # fmt: skip
    assert card.side_files == TOKENIZER


def test_pooling_that_nobody_tells_is_asked(proposed):
    made = tokens({"last_hidden_state": drawn(1, 8, 16)})
    found = proposed(made, side=TOKENIZER)
    assert fields(found) == ["pooling"]
    answered = proposed(made, side=TOKENIZER, answers={"pooling": "cls", "normalise": False}).card
    assert answered.postprocess["pooling"] == "cls"
    assert answered.postprocess["normalise"] is False


@pytest.mark.parametrize(
    ("architecture", "shape", "task", "decoder", "activation"),
    [
        ("BertForSequenceClassification", (1, 3), "text-classify", "text_classifier", "softmax"),
        ("BertForSequenceClassification", (1, 1), "text-classify", "text_classifier", "sigmoid"),
        ("BertForTokenClassification", (1, 8, 3), "text-tag", "text_tagger", "softmax"),
    ],
)  # fmt: skip
def test_text_models_of_the_hub(proposed, architecture, shape, task, decoder, activation):
    made = tokens({"logits": drawn(*shape)})
    card = proposed(made, config(architecture), side=TOKENIZER).card
    assert (card.task, card.decoder) == (task, decoder)
    assert card.postprocess["activation"] == activation
    assert card.labels == ("cat", "dog", "bird")


def test_a_text_model_without_its_tokenizer_is_refused(proposed):
    with pytest.raises(BadSideFileError, match=r"needs tokenizer\.json"):
        proposed(tokens({"last_hidden_state": drawn(1, 8, 16)}))


def test_an_encoder_and_a_decoder_write_text(proposed):
    graph = tokens({"last_hidden_state": drawn(1, 8, 16)})
    documents = {
        "config": {"architectures": ["MarianMTModel"], "model_type": "marian"},
        "generation": {"decoder_start_token_id": 59, "eos_token_id": 0, "num_beams": 6,
                       "bad_words_ids": [[59]], "max_length": 512},
    }  # fmt: skip
    found = proposed({"encoder": graph, "decoder_merged": graph}, documents, side=TOKENIZER)
    card = found.card
    assert (card.task, card.decoder) == ("text-to-text", "seq2seq")
    assert card.postprocess == {
        "start": 59, "end": 0, "forced": [], "beams": 5, "suppress": [59], "longest": 512,
    }  # fmt: skip
    with pytest.raises(BadSideFileError, match="begin and end"):
        proposed({"encoder": graph, "decoder_merged": graph}, side=TOKENIZER)


CAPTIONS = {
    "config": {
        "architectures": ["VisionEncoderDecoderModel"], "model_type": "vision-encoder-decoder",
        "decoder": {"decoder_start_token_id": 9, "eos_token_id": 2, "max_length": 20},
        "eos_token_id": None,
    },
    "preprocessor": {"do_resize": True, "size": 384, "resample": 2, "do_normalize": True,
                     "image_mean": [0.5] * 3, "image_std": [0.5] * 3},
}  # fmt: skip


def test_an_encoder_of_pictures_and_a_decoder_write_captions(proposed):
    looks = constant({"last_hidden_state": drawn(1, 8, 16)}, ("n", 3, "h", "w"), name="pixels")
    writes = tokens({"logits": drawn(1, 8, 16)}, ("input_ids",))
    told = {**CAPTIONS, "generation": {"max_length": 64, "num_beams": 4}}
    found = proposed({"encoder": looks, "decoder": writes}, told, side=TOKENIZER)
    card = found.card
    assert found.questions == ()
    assert (card.task, card.decoder, card.side_files) == (
        "image-to-text", "image_writer", TOKENIZER,
    )  # fmt: skip
    assert card.graphs == {"encoder": "encoder", "decoder": "decoder"}
    assert card.postprocess == {"start": 9, "end": 2, "forced": [], "beams": 4, "longest": 64}
    assert card.preprocess == {
        "input": "pixels", "resize": "stretch", "height": 384, "width": 384,
        "resample": "bilinear", "mean": [0.5] * 3, "std": [0.5] * 3,
    }  # fmt: skip
    with pytest.raises(BadSideFileError, match=r"tokenizer\.json"):
        proposed({"encoder": looks, "decoder": writes}, told)
    shut = {"config": {**CAPTIONS["config"], "decoder": {}}}
    with pytest.raises(BadSideFileError, match="begin and end"):
        proposed({"encoder": looks, "decoder": writes}, shut, side=TOKENIZER)


@pytest.mark.parametrize("roles", [("encoder",), ("",), ("decoder",)])
def test_captions_need_both_graphs(proposed, roles):
    looks = constant({"last_hidden_state": drawn(1, 8, 16)})
    with pytest.raises(NoUsableOutputError, match="with two graphs"):
        proposed(dict.fromkeys(roles, looks), CAPTIONS, side=TOKENIZER)


def test_captions_need_an_encoder_that_looks(proposed):
    reads = tokens({"last_hidden_state": drawn(1, 8, 16)})
    with pytest.raises(NoUsableOutputError, match="takes a picture"):
        proposed({"encoder": reads, "decoder": reads}, CAPTIONS, side=TOKENIZER)


def test_whisper_begins_with_forced_tokens(proposed):
    hears = graphs.model(
        [helper.make_node("Identity", ["input_features"], ["last_hidden_state"])],
        {"input_features": ("n", 80, 3000)}, {"last_hidden_state": ("n", 80, 3000)},
    )  # fmt: skip
    writes = tokens({"logits": drawn(1, 8, 16)}, ("input_ids",))
    documents = {
        "config": {"architectures": ["WhisperForConditionalGeneration"], "model_type": "whisper"},
        "preprocessor": {"feature_size": 80, "sampling_rate": 16000, "chunk_length": 30},
        "generation": {
            "decoder_start_token_id": 1, "eos_token_id": 2, "lang_to_id": {"<|en|>": 3},
            "task_to_id": {"transcribe": 4}, "no_timestamps_token_id": 5,
            "suppress_tokens": [7, 8],
        },
    }  # fmt: skip
    card = proposed({"encoder": hears, "decoder": writes}, documents, side=TOKENIZER).card
    assert (card.task, card.decoder) == ("speech-to-text", "whisper")
    assert card.postprocess["forced"] == [[1, 3], [2, 4], [3, 5]]
    assert (card.postprocess["suppress"], card.postprocess["languages"]) == ([7, 8], {"en": 3})
    assert card.preprocess == {
        "input": "input_features", "rate": 16000, "mels": 80, "seconds": 30,
    }  # fmt: skip


def test_letters_for_every_moment_need_a_vocabulary(proposed):
    hears = graphs.model(
        [helper.make_node("Unsqueeze", ["input_values", "axis"], ["logits"])],
        {"input_values": ("n", "samples")}, {"logits": ("n", "samples", 1)},
        [graphs.tensor("axis", [2], np.int64)],
    )  # fmt: skip
    told = {"config": {"architectures": ["Wav2Vec2ForCTC"], "pad_token_id": 5}}
    card = proposed(hears, told, side={"vocabulary": "v"}).card
    assert (card.decoder, card.postprocess["blank"]) == ("ctc_speech", 5)
    with pytest.raises(BadSideFileError, match=r"vocab\.json"):
        proposed(hears, told)


@pytest.mark.parametrize(
    ("architecture", "says"),
    [("LlamaForCausalLM", "connector"), ("BertForQuestionAnswering", "questions"),
     ("ASTForAudioClassification", "sounds")],
)  # fmt: skip
def test_kinds_that_no_node_runs_are_refused_with_a_way_out(proposed, architecture, says):
    with pytest.raises(NoUsableOutputError, match=says):
        proposed(tokens({"logits": drawn(1, 8, 16)}), config(architecture), side=TOKENIZER)
