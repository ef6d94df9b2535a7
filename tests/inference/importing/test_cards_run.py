"""What the importer writes, the nodes read: every inferred card runs in the node of its task."""

from __future__ import annotations

import json

import numpy as np
import pytest
from onnx import TensorProto, helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from runtime import registry
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Audio, Text
from runtime.engine.cancel import Cancel
from runtime.engine.check import check
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.inference import manifests
from runtime.inference.importing.files import gather
from runtime.inference.importing.inspect import InspectLimits, inspect
from runtime.inference.importing.look import judge
from runtime.inference.importing.pictures import configured_sides
from runtime.inference.importing.propose import Files
from runtime.inference.sessions import Sessions
from tests import onnx_graphs as graphs
from tests.inference.importing.detectors import boxes, constant, drawn
from tests.pictures import solid

LIMITS = InspectLimits(most_megabytes=64, memory_megabytes=1024, seconds=60)
YOLO = {"names": "{0: 'cat', 1: 'dog'}", "stride": "32", "imgsz": "[64, 64]"}


def labelled(architecture, kind="x", **more):
    labels = {"0": "cat", "1": "dog", "2": "bird"}
    told = {"architectures": [architecture], "model_type": kind, "id2label": labels, **more}
    return {"config.json": told}


def tokens(outputs, names=("input_ids", "attention_mask")):
    """Answers constants for a sentence of any length, one row for each text and token."""
    nodes, weights = [], [graphs.tensor("nothing", 0.0)]
    for key, values in outputs.items():
        weights.append(graphs.tensor(f"{key}_held", values))
        nodes.append(helper.make_node("Cast", [names[0]], [f"{key}_f"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [f"{key}_f", "nothing"], [f"{key}_0"]))
        if values.ndim == 1:
            nodes.append(helper.make_node("ReduceMean", [f"{key}_0"], [f"{key}_m"], axes=[1]))
        else:
            nodes.append(helper.make_node("Unsqueeze", [f"{key}_0", "last"], [f"{key}_m"]))
        nodes.append(helper.make_node("Add", [f"{key}_m", f"{key}_held"], [key]))
    weights.append(graphs.tensor("last", [2], np.int64))
    shapes = {
        key: ("batch", values.shape[-1]) if values.ndim == 1 else
        ("batch", "sequence", values.shape[-1])
        for key, values in outputs.items()
    }  # fmt: skip
    return graphs.model(
        nodes, dict.fromkeys(names, ("batch", "sequence")), shapes, weights,
        types=dict.fromkeys(names, TensorProto.INT64),
    )  # fmt: skip


def tokenizer(folder):
    words = {"[UNK]": 0, "hello": 1, "world": 2, "[PAD]": 3}
    made = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    made.save(str(folder / "tokenizer.json"))


def hears():
    """A letter for every 400 samples."""
    return graphs.model(
        [
            helper.make_node("Unsqueeze", ["input_values", "one"], ["wide"]),
            helper.make_node("AveragePool", ["wide"], ["cut"], kernel_shape=[400], strides=[400]),
            helper.make_node("Transpose", ["cut"], ["moments"], perm=[0, 2, 1]),
            helper.make_node("MatMul", ["moments", "letters"], ["logits"]),
        ],
        {"input_values": ("n", "samples")}, {"logits": ("n", "moments", 4)},
        [graphs.tensor("one", [1], np.int64), graphs.tensor("letters", np.ones((1, 4)))],
    )  # fmt: skip


def writes():
    """Wants the token 1 most, and the end nearly as much, whatever was read."""
    return graphs.model(
        [
            helper.make_node("Cast", ["input_ids"], ["ids"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["ids", "last"], ["wide"]),
            helper.make_node("ReduceMean", ["encoder_hidden_states"], ["mean"], keepdims=0),
            helper.make_node("Add", ["wide", "mean"], ["both"]),
            helper.make_node("Mul", ["both", "nothing"], ["none"]),
            helper.make_node("Add", ["none", "held"], ["logits"]),
        ],
        {"input_ids": ("batch", "decoder_sequence_length"),
         "encoder_hidden_states": ("batch", "encoder_sequence_length", "size")},
        {"logits": ("batch", "decoder_sequence_length", 4)},
        [graphs.tensor("nothing", 0.0), graphs.tensor("last", [2], np.int64),
         graphs.tensor("held", [[[0.0, 2.0, 1.0, 0.0]]])],
        types={"input_ids": TensorProto.INT64},
    )  # fmt: skip


def listens():
    return graphs.model(
        [helper.make_node("Identity", ["input_features"], ["last_hidden_state"])],
        {"input_features": ("n", 80, 3000)}, {"last_hidden_state": ("n", 80, 3000)},
    )  # fmt: skip


WRITING = {"decoder_start_token_id": 3, "eos_token_id": 2, "max_length": 6}
PICTURE = ("n", 3, "h", "w")
KINDS = {
    "yolo detect": ({"": constant({"o": boxes(1, 6, 84, axis=1, reach=60)},
                                  metadata={**YOLO, "task": "detect"})}, {}),
    "yolo segment": ({"": constant({"o": boxes(1, 38, 84, axis=1, reach=60),
                                    "p": drawn(1, 32, 16, 16)},
                                   metadata={**YOLO, "task": "segment"})}, {}),
    "yolo pose": ({"": constant({"o": boxes(1, 56, 84, axis=1, reach=60)},
                                metadata={**YOLO, "task": "pose", "kpt_shape": "[17, 3]"})}, {}),
    "yolo classify": ({"": constant({"o": np.full((1, 2), 0.5, np.float32)},
                                    metadata={**YOLO, "task": "classify"})}, {}),
    "yolo end to end": ({"": constant({"o": drawn(1, 9, 6)},
                                      metadata={**YOLO, "task": "detect", "end2end": "True"})}, {}),
    "bare yolo v5": ({"": constant({"o": boxes(1, 252, 8, axis=2, reach=60)})}, {}),
    "bare yolox": ({"": constant({"o": drawn(1, 84, 8, low=-0.5, high=0.5)})}, {}),
    "bare rt-detr": ({"": constant({"o": drawn(1, 300, 9)})}, {}),
    "rt-detr in pixels": ({"": constant(
        {"labels": np.zeros((1, 9), np.int64), "boxes": drawn(1, 9, 4, high=60),
         "scores": drawn(1, 9)},
        also={"orig_target_sizes": ((1, 2), TensorProto.INT64)})}, {}),
    "detr": ({"": constant({"logits": drawn(1, 9, 4, low=-4, high=4),
                            "pred_boxes": drawn(1, 9, 4)}, PICTURE,
                           also={"pixel_mask": (("n", "a", "b"), TensorProto.INT64)})},
             labelled("DetrForObjectDetection", "detr")),
    "d-fine": ({"": constant({"logits": drawn(1, 9, 3, low=-4, high=4),
                              "pred_boxes": drawn(1, 9, 4)})},
               labelled("DFineForObjectDetection", "d_fine")),
    "classifier": ({"": constant({"logits": drawn(1, 3, low=-4, high=4)}, PICTURE)},
                   {**labelled("ViTForImageClassification"), "preprocessor_config.json": {
                       "size": {"shortest_edge": 40}, "do_center_crop": True, "crop_size": 32,
                       "do_normalize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3}}),
    "bare classifier": ({"": constant({"o": drawn(1, 5, low=-4, high=4)})}, {}),
    "bare embedder": ({"": constant({"embedding": drawn(1, 16, low=-4, high=4)})}, {}),
    "segmenter": ({"": constant({"logits": drawn(1, 3, 16, 16, low=-4, high=4)})},
                  labelled("SegformerForSemanticSegmentation")),
    "mask": ({"": constant({"o": drawn(1, 1, 64, 64)})}, {}),
    "depth": ({"": constant({"predicted_depth": drawn(1, 64, 64)})},
              labelled("DPTForDepthEstimation")),
    "enlarger": ({"": constant({"o": drawn(1, 3, 128, 128)})}, {}),
    "sentences": ({"": tokens({"last_hidden_state": drawn(1, 1, 16)})},
                  {"config.json": {"architectures": ["BertModel"]}}),
    "text classifier": ({"": tokens({"logits": drawn(3)})},
                        labelled("BertForSequenceClassification")),
    "text tagger": ({"": tokens({"logits": drawn(1, 1, 3)})},
                    labelled("BertForTokenClassification")),
    "letters": ({"": hears()}, {"config.json": {"architectures": ["Wav2Vec2ForCTC"],
                                                "pad_token_id": 0},
                                "vocab.json": {"<pad>": 0, "a": 1, "b": 2, "|": 3}}),
    "translator": ({"encoder": tokens({"last_hidden_state": drawn(1, 1, 8)}), "decoder": writes()},
                   {"config.json": {"architectures": ["MarianMTModel"], "model_type": "marian"},
                    "generation_config.json": WRITING}),
    "captions": ({"encoder": constant({"last_hidden_state": drawn(1, 4, 8)}, ("n", 3, 32, 32)),
                  "decoder": writes()},
                 {"config.json": {"architectures": ["VisionEncoderDecoderModel"],
                                  "model_type": "vision-encoder-decoder",
                                  "decoder": {"model_type": "trocr"}},
                  "generation_config.json": WRITING}),
    "whisper": ({"encoder": listens(), "decoder": writes()},
                {"config.json": {"architectures": ["WhisperForConditionalGeneration"],
                                 "model_type": "whisper"},
                 "preprocessor_config.json": {"feature_size": 80, "sampling_rate": 16000},
                 "generation_config.json": {**WRITING, "forced_decoder_ids": [[1, 0]]}}),
    "clip": ({"vision": constant({"image_embeds": drawn(1, 8)}, ("n", 3, 32, 32),
                                 name="pixel_values"),
              "text": tokens({"text_embeds": drawn(8)})},
             {"config.json": {"model_type": "clip", "architectures": ["CLIPModel"]}}),
}  # fmt: skip
GIVEN = {
    "text": Text("hello world"),
    "image": solid(80, 60),
    "audio": Audio(np.zeros(16000, np.float32) + 0.1, 16000),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_card_that_was_inferred_runs(kind, tmp_path):
    made, documents = KINDS[kind]
    for role, item in made.items():
        graphs.saved(item, tmp_path / (f"{role}_model.onnx" if role else "model.onnx"))
    for name, told in documents.items():
        (tmp_path / name).write_text(json.dumps(told))
    tokenizer(tmp_path)
    bundle = gather(tmp_path, LIMITS.most_bytes)
    seen = inspect(bundle, LIMITS, configured_sides(bundle.documents))
    evidence = {"seen": seen.model_dump(), "documents": bundle.documents, "labels": []}
    whole = {role: graph.file for role, graph in seen.graphs.items()}
    card = judge(evidence, Files(whole, bundle.side, 1, "a.onnx")).card
    card = card.model_copy(update={"imported": False})
    sessions = Sessions(
        resolve=lambda ref: card if ref.id == card.id else manifests.find(ref),
        locate=lambda _, file: tmp_path / (file or ""),
    )
    able = [item for item in registry.operators().values() if item.meta.task == card.task]
    assert able, f"no node runs {card.task}"
    ran = [outcome for operator in able if (outcome := run(operator, card, sessions))]
    assert ran, f"no node takes one input of {card.task}"
    well = [item for item in ran if not item.failures and not item.results["model"].errors]
    assert well, [item.failures or item.results["model"].errors for item in ran]


def run(operator, card, sessions):
    """The node's result on one picture, text or sound; None when it takes none of them alone."""
    for port, about in operator.inputs.items():
        for medium in ("image", "text", "audio"):
            if medium not in about.kinds:
                continue
            graph = parse_graph({
                "schema": 1, "inputs": [{"name": "given", "type": medium}],
                "nodes": [{"id": "model", "operator": operator.meta.id, "model": {"id": card.id},
                           "inputs": {port: ["IN.given"]}}],
            })  # fmt: skip
            if not check(graph, registry.operators(), sessions):
                plan = compile_graph(graph, registry.operators(), sessions)
                return run_plan(Job(plan, [{"given": GIVEN[medium]}]), Means(sessions, Cancel()))
    return None
