"""Rule B1: what Ultralytics' exporter writes into the file decides everything."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import NoUsableOutputError
from runtime.inference.importing import pictures
from runtime.inference.importing.evidence import Guess, left_to_apply, picture_port
from runtime.inference.importing.files import labels_of
from runtime.inference.importing.heads import score_activation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.inference.importing.evidence import Evidence

MAX_LITERAL_CHARACTERS = 1_000_000
YOLO = {"score": 0.25, "overlap": 0.45}


def by_metadata(evidence: Evidence) -> Guess | None:
    """The guess; None when the file does not say what it is."""
    graph = evidence.graph
    told = graph.metadata
    port = picture_port(graph)
    if port is None or not {"task", "names"} <= set(told):
        return None
    labels = labels_of(_literal(told["names"]))
    stride, side = _whole(told.get("stride")), _side(told.get("imgsz"))
    made = pictures.letterboxed(evidence, port, side=side, stride=stride)
    reason = f"The file says that it is a YOLO model for {told['task'][:20]}."
    if labels:
        reason += f" It names {len(labels)} class{'es' if len(labels) != 1 else ''}."
    guess = _by_task(told, evidence, [reason])
    guess.labels = evidence.known_labels() or labels
    guess.classes = len(labels) or None
    guess.licence = told.get("license", "")[:120]
    guess.description = told.get("description", "")[:500]
    if guess.task == "classify":
        height, width = made.get("height", side or 224), made.get("width", side or 224)
        del made["pad"]
        made.pop("longest", None)
        made.pop("stride", None)
        made |= {"resize": "cover", "crop": [height, width], "short": min(height, width)}
    guess.preprocess = made
    return guess


def _by_task(told: Mapping[str, str], evidence: Evidence, reasons: list[str]) -> Guess:
    graph = evidence.graph
    first = graph.outputs[0].name
    task = told["task"]
    post: dict[str, Any]
    if task == "classify":
        activation, reason = left_to_apply(graph, first, "softmax")
        post = {"outputs": {"logits": first}, "activation": activation}
        return Guess("classify", "classifier", [*reasons, reason], postprocess=post)
    if task == "detect" and told.get("end2end", "").lower() == "true":
        reasons.append("It ends with its own choice of boxes, so no overlap test follows.")
        post = {"outputs": {"boxes": first}, "activation": "none"}
        return Guess("detect", "end_to_end", reasons, postprocess=post, thresholds={"score": 0.25})
    count = len(labels_of(_literal(told["names"]))) or None
    activation, reason = score_activation(graph, first, axis=1, start=4, count=count)
    post = {"outputs": {"boxes": first}, "activation": activation}
    if task == "detect":
        seen = graph.output(first)
        if seen is not None and len(seen.shape) == 3 and seen.shape[1] == 300:
            reasons.append("It answers 300 queries, as RT-DETR does.")
            post = {"outputs": {"table": first}, "activation": "none"}
            return Guess("detect", "rt_detr", reasons, postprocess=post, thresholds={"score": 0.4})
        return Guess("detect", "yolo_v8", [*reasons, reason], postprocess=post, thresholds=YOLO)
    if task == "segment" and len(graph.outputs) > 1:
        post["outputs"] = {"boxes": first, "prototypes": graph.outputs[1].name}
        return Guess(
            "instance-segment", "yolo_seg", [*reasons, reason], postprocess=post, thresholds=YOLO
        )
    points = _literal(told.get("kpt_shape", ""))
    if task == "pose" and isinstance(points, list | tuple) and len(points) == 2:
        post["keypoints"] = [int(points[0]), int(points[1])]
        return Guess(
            "keypoints", "yolo_pose", [*reasons, reason], postprocess=post, thresholds=YOLO
        )
    message = (
        f"The model is a YOLO model for {task[:20]}, which no node runs. "
        "Import one that detects, segments, classifies or finds poses."
    )
    raise NoUsableOutputError(message)


def _literal(text: str) -> Any:
    """Python's way of writing lists and tables; nothing is computed."""
    if len(text) > MAX_LITERAL_CHARACTERS:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def _whole(text: str | None) -> int | None:
    value = _literal(text or "")
    value = max(value) if isinstance(value, list) and value else value
    return int(value) if isinstance(value, int | float) and 1 <= value <= 512 else None


def _side(text: str | None) -> int | None:
    value = _literal(text or "")
    value = max(value) if isinstance(value, list) and value else value
    return value if isinstance(value, int) and 16 <= value <= pictures.MAX_SIDE else None
