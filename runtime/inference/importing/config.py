"""Rules B2 to B8: what config.json says of models that look at pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import NoUsableOutputError
from runtime.inference.importing import pictures
from runtime.inference.importing.evidence import (
    Evidence,
    Guess,
    is_token_graph,
    left_to_apply,
    picture_port,
    require,
)
from runtime.inference.importing.heads import QUERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runtime.inference.importing.seen import Graph, Output

SIGMOID_DETECTORS = ("rt_detr", "d_fine", "rf_detr", "deformable_detr", "dfine", "grounding")
TWO_SIDED = ("clip", "siglip", "chinese_clip", "siglip2")
DEFAULT_CLIP_SCALE = 100.0
METRIC_DEPTHS = ("zoedepth", "glpn", "depth_pro")


def architecture_of(evidence: Evidence) -> str:
    """The class that the model was exported from."""
    listed = evidence.document("config").get("architectures")
    first = listed[0] if isinstance(listed, list) and listed else ""
    return first[:120] if isinstance(first, str) else ""


def model_type_of(evidence: Evidence) -> str:
    """The family, such as `detr`."""
    told = evidence.document("config").get("model_type")
    return told[:60] if isinstance(told, str) else ""


def by_picture_config(evidence: Evidence) -> Guess | None:
    """The guess; None when config.json does not speak of a picture model that is known."""
    name, kind = architecture_of(evidence), model_type_of(evidence)
    if kind in TWO_SIDED and (whole := _sides(evidence)) is not None:
        return _two_sided(evidence, kind, *whole)
    if picture_port(evidence.graph) is None:
        return None
    for ending, rule in RULES.items():
        if name.endswith(ending):
            guess = rule(evidence)
            guess.reasons.insert(0, f"config.json names the architecture {name}.")
            return guess
    return None


def _classifier(evidence: Evidence) -> Guess:
    output = _named(evidence.graph, "logits")
    several = evidence.document("config").get("problem_type") == "multi_label_classification"
    wanted = "sigmoid" if several else "softmax"
    activation, reason = left_to_apply(evidence.graph, output.name, wanted)
    post = {"outputs": {"logits": output.name}, "activation": activation}
    return _with_pictures(
        evidence, Guess("classify", "classifier", [reason], postprocess=post), "imagenet"
    )


def _detector(evidence: Evidence) -> Guess:
    graph, kind = evidence.graph, model_type_of(evidence)
    outputs = {
        "logits": _named(graph, "logits").name, "boxes": _named(graph, "pred_boxes", "boxes").name,
    }  # fmt: skip
    summed = kind.startswith(SIGMOID_DETECTORS)
    decoder, activation = ("rt_detr", "sigmoid") if summed else ("detr", "softmax")
    told = (
        "scores every class by itself" if summed else "keeps its last class for places without any"
    )
    post = {"outputs": outputs, "activation": activation}
    guess = Guess(
        "detect", decoder, [f"A {kind or 'DETR'} model {told}."],
        postprocess=post, thresholds=dict(QUERIES),
    )  # fmt: skip
    mask = next((port for port in graph.inputs if port.name == "pixel_mask"), None)
    guess = _with_pictures(evidence, guess, "imagenet")
    if mask is not None and len(mask.shape) == 3:
        guess.preprocess["mask_input"] = mask.name
    return guess


def _segmenter(evidence: Evidence) -> Guess:
    graph = evidence.graph
    if any("pred_masks" in port.name for port in graph.outputs):
        message = (
            "The model answers masks of queries (panoptic), which no node reads. "
            "Import a semantic segmenter."
        )
        raise NoUsableOutputError(message)
    output = _named(graph, "logits")
    post = {"outputs": {"logits": output.name}, "activation": "softmax"}
    return _with_pictures(evidence, Guess("segment", "segmenter", [], postprocess=post), "imagenet")


def _depth(evidence: Evidence) -> Guess:
    post: dict[str, Any] = {"outputs": {"depth": _named(evidence.graph, "predicted_depth").name}}
    told = evidence.document("config").get("depth_estimation_type")
    if told == "metric" or model_type_of(evidence) in METRIC_DEPTHS:
        post["metric"] = True
    return _with_pictures(evidence, Guess("depth", "depth", [], postprocess=post), "imagenet")


def _enlarger(evidence: Evidence) -> Guess:
    output = _named(evidence.graph, "reconstruction")
    scale = _scale(evidence, output)
    guess = Guess(
        "image-to-image", "super_resolution", [f"It enlarges pictures {scale} times."],
        postprocess={"outputs": {"image": output.name}, "scale": scale},
    )  # fmt: skip
    guess = _with_pictures(evidence, guess, "none")
    if "width" not in guess.preprocess or evidence.graph.side is not None:
        guess.preprocess = {
            **pictures.of_port(_port(evidence)), "resize": "keep",
            "stride": guess.preprocess.get("stride", 8),
        }  # fmt: skip
    return guess


def _embedder(evidence: Evidence) -> Guess:
    graph = evidence.graph
    ready = next((port for port in graph.outputs if "embed" in port.name), None)
    output = ready.name if ready else _named(graph, "pooler_output", "last_hidden_state").name
    post: dict[str, Any] = {"outputs": {"embedding": output}, "normalise": True}
    if output == "last_hidden_state":
        post["pooling"] = evidence.answers.pooling or "cls"
    return _with_pictures(
        evidence, Guess("image-embed", "image_embedder", [], postprocess=post), "imagenet"
    )


def _sides(evidence: Evidence) -> tuple[Graph, Graph] | None:
    """The graphs for pictures and for texts, which may be one."""
    graphs = evidence.seen.graphs
    if {"image", "text"} <= set(graphs):
        return graphs["image"], graphs["text"]
    graph = evidence.graph
    if is_token_graph(graph) and picture_port(graph) is not None:
        return graph, graph
    return None


def _two_sided(evidence: Evidence, kind: str, looks: Graph, reads: Graph) -> Guess:
    image, text = _named(looks, "image_embeds"), _named(reads, "text_embeds")
    port = picture_port(looks)
    if port is None:
        raise NoUsableOutputError("The vision_model takes no picture. Export it again.")
    require(evidence, "tokenizer", "tokenizer.json")
    each = kind.startswith("siglip")
    guess = Guess(
        "image-embed",
        "clip",
        [f"config.json names the family {kind}: pictures and texts become comparable vectors."],
        postprocess={
            "outputs": {"image": image.name, "text": text.name},
            "normalise": True,
            "scale": DEFAULT_CLIP_SCALE,
            "activation": "sigmoid" if each else "softmax",
        },
    )
    guess.preprocess, why = pictures.as_configured(evidence, port, "half" if each else "clip")
    length = evidence.document("config").get("text_config")
    longest = length.get("max_position_embeddings") if isinstance(length, dict) else None
    guess.preprocess["tokens"] = longest if isinstance(longest, int) else (64 if each else 77)
    guess.reasons += why
    return guess


RULES: Mapping[str, Callable[[Evidence], Guess]] = {
    "ForImageClassification": _classifier,
    "ForImageClassificationWithTeacher": _classifier,
    "ForObjectDetection": _detector,
    "ForSemanticSegmentation": _segmenter,
    "ForImageSegmentation": _segmenter,
    "ForUniversalSegmentation": _segmenter,
    "ForDepthEstimation": _depth,
    "ForImageSuperResolution": _enlarger,
    "VisionModelWithProjection": _embedder,
    "ViTModel": _embedder,
    "Dinov2Model": _embedder,
}


def _with_pictures(evidence: Evidence, guess: Guess, usual: str) -> Guess:
    guess.preprocess, why = pictures.as_configured(evidence, _port(evidence), usual)
    guess.reasons += why
    guess.labels = evidence.known_labels()
    return guess


def _port(evidence: Evidence) -> Any:
    port = picture_port(evidence.graph)
    assert port is not None, "the rules are only asked of graphs that take pictures"
    return port


def _named(graph: Graph, *names: str) -> Any:
    """The output of one of these names, else the first one."""
    for name in names:
        for port in graph.outputs:
            if port.name == name:
                return port
    return graph.outputs[0]


def _scale(evidence: Evidence, output: Any) -> int:
    told = evidence.document("config").get("upscale")
    if isinstance(told, int) and 1 <= told <= 16:
        return told
    made: Output | None = evidence.graph.output(output.name)
    side = evidence.graph.side or pictures.of_port(_port(evidence)).get("height")
    return max(1, made.shape[-1] // side) if made and side and made.shape else 2
