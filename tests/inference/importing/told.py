"""What the hub tells of a model, a graph of tokens, and which questions are asked."""

from __future__ import annotations

from onnx import TensorProto, helper

from tests import onnx_graphs as graphs


def fields(proposal):
    return [question.field for question in proposal.questions]


def config(architecture, kind="x", **more):
    labels = {"0": "cat", "1": "dog", "2": "bird"}
    told = {"architectures": [architecture], "model_type": kind, "id2label": labels}
    return {"config": {**told, **more}}


PREPROCESSOR = {
    "do_resize": True, "size": {"shortest_edge": 256}, "do_center_crop": True,
    "crop_size": {"height": 224, "width": 224}, "resample": 3, "rescale_factor": 1 / 255,
    "do_normalize": True, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
}  # fmt: skip


def tokens(outputs, names=("input_ids", "attention_mask")):
    """A graph of tokens that answers constants."""
    nodes = [helper.make_node("Identity", [f"{key}_held"], [key]) for key in outputs]
    weights = [graphs.tensor(f"{key}_held", values) for key, values in outputs.items()]
    return graphs.model(
        nodes, dict.fromkeys(names, ("batch", "sequence")),
        {key: values.shape for key, values in outputs.items()}, weights,
        types=dict.fromkeys(names, TensorProto.INT64),
    )  # fmt: skip
