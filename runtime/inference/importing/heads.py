"""Rules C for detectors: which head a table of boxes comes from, by its shape and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runtime.inference.importing import pictures
from runtime.inference.importing.answers import Question
from runtime.inference.importing.evidence import Guess

if TYPE_CHECKING:
    from runtime.inference.importing.evidence import Evidence
    from runtime.inference.importing.seen import Graph, Output, Port, Range

STRIDES = (8, 16, 32)
YOLO = {"score": 0.25, "overlap": 0.45}
QUERIES = {"score": 0.4}
PIXELS = 4.0
"""Coordinates that reach further than this are pixels; smaller ones are shares or raw numbers."""
MOST_QUERIES = 1000
POSE_ENTRIES = 56


@dataclass(frozen=True)
class Table:
    """One output of rank 3: its name, its two sides, and what the test run held."""

    output: Output
    rows: int
    columns: int


def by_boxes(evidence: Evidence, port: Port) -> Guess | None:
    """The guess for a detector; None when no output is a table of boxes."""
    graph = evidence.graph
    outputs = graph.noise
    named = {item.name.lower(): item for item in outputs}
    found = _three_outputs(evidence, port, named) or _two_outputs(evidence, port, named)
    if found is not None:
        return found
    tables = [item for item in outputs if len(item.shape) == 3]
    maps = [item for item in outputs if len(item.shape) == 4]
    if not tables:
        return None
    first = tables[0]
    table = Table(first, first.shape[1], first.shape[2])
    if maps and table.rows > 4 + maps[0].shape[1] and table.columns > table.rows:
        return _with_masks(evidence, port, first, maps[0])
    if table.columns == 6 and table.rows <= MOST_QUERIES:
        return _six_columns(evidence, port, table)
    if table.rows < table.columns and table.rows >= 5:
        return _anchors_last(evidence, port, table)
    if table.columns >= 6 and table.rows > table.columns:
        return _anchors_first(evidence, port, table)
    return None


def score_activation(
    graph: Graph, name: str, *, axis: int, start: int, count: int | None = None
) -> tuple[str, str]:
    """Whether the scores of a table, from the entry `start` on, are in 0..1 already.

    `count` is how many there are where points or weights of masks follow, which are no scores.
    """
    end = None if count is None else start + count
    ranges: list[Range] = []
    for run in (*graph.noise, *graph.zeros):
        if run.name == name:
            ranges += (run.lines if axis == 1 else run.columns)[start:end]
    if ranges and any(item.low < 0 or item.high > 1 for item in ranges):
        return "sigmoid", "In test runs the scores leave 0..1, so sigmoid is applied."
    return "none", "In test runs the scores lie in 0..1, so nothing is left to apply."


def cells(evidence: Evidence, port: Port) -> int:
    """How many cells the grids of 8, 16 and 32 pixels have together, on the test picture."""
    made = pictures.of_port(port)
    side = evidence.graph.side or 0
    height, width = made.get("height") or side, made.get("width") or side
    return sum((height // step) * (width // step) for step in STRIDES)


def numbered(evidence: Evidence, count: int) -> tuple[str, ...]:
    """Labels that are known, else numbers."""
    return evidence.known_labels() or tuple(f"class {at}" for at in range(count))


def ask_labels(guess: Guess, evidence: Evidence, count: int) -> None:
    """The names of classes, where no file tells them."""
    known = evidence.labels or evidence.config_labels
    if not known:
        text = f"What are the {count} classes called, one a line, in the model's order?"
        default = [f"class {at}" for at in range(count)]
        guess.questions.append(Question("labels", text, default, kind="lines"))


def _detector(
    evidence: Evidence, port: Port, decoder: str, table: str, count: int, reasons: list[str]
) -> Guess:
    guess = Guess(
        "detect",
        decoder,
        reasons,
        labels=numbered(evidence, count),
        preprocess=pictures.letterboxed(evidence, port),
        postprocess={"outputs": {"boxes": table}, "activation": "none"},
        thresholds=dict(YOLO),
        classes=count,
    )
    ask_labels(guess, evidence, count)
    return guess


def _anchors_last(evidence: Evidence, port: Port, table: Table) -> Guess:
    name = table.output.name
    pose = table.rows == POSE_ENTRIES and not evidence.known_labels()
    chosen = pose and (evidence.answers.task or "keypoints") == "keypoints"
    activation, reason = score_activation(
        evidence.graph, name, axis=1, start=4, count=1 if chosen else None
    )
    shape = f"{name} has {table.rows} entries for each of {table.columns} places, as YOLOv8 has."
    if chosen:
        guess = _detector(evidence, port, "yolo_pose", name, 1, [shape, reason])
        guess.task, guess.postprocess["keypoints"] = "keypoints", [17, 3]
        guess.questions.clear()
    else:
        count = table.rows - 4
        guess = _detector(evidence, port, "yolo_v8", name, count, [shape, reason])
    if pose:
        choices = (("keypoints", "People with 17 keypoints"), ("detect", "52 kinds of objects"))
        text = f"What are the {table.rows} entries of a place?"
        guess.questions.insert(0, Question("task", text, "keypoints", choices))
    guess.postprocess["activation"] = activation
    return guess


def _anchors_first(evidence: Evidence, port: Port, table: Table) -> Guess:
    name, grid = table.output.name, cells(evidence, port)
    reach = max((item.high for item in table.output.columns[:4]), default=0.0)
    activation, reason = score_activation(evidence.graph, name, axis=2, start=4)
    places = f"{name} has {table.columns} entries for each of {table.rows} places"
    if table.rows == 300 and reach <= 1:
        reasons = [f"{places}, in 0..1, as RT-DETR has.", reason]
        guess = _detector(evidence, port, "rt_detr", name, table.columns - 4, reasons)
        guess.postprocess = {"outputs": {"table": name}, "activation": activation}
        guess.preprocess |= {"resize": "stretch"}
        guess.preprocess.pop("pad", None)
        guess.thresholds = dict(QUERIES)
        return guess
    raw = table.rows == grid and reach < PIXELS
    layout = evidence.answers.layout or ("yolox" if raw else "yolo_v5")
    if layout == "yolox":
        reasons = [f"{places}, one a cell and small in test runs, as raw YOLOX has.", reason]
        guess = _detector(evidence, port, "yolox", name, table.columns - 5, reasons)
        guess.preprocess |= {"resize": "letterbox_corner", "rescale": 1.0, "channels": "bgr"}
    else:
        reasons = [f"{places}, in pixels, as YOLOv5 and v7 have.", reason]
        guess = _detector(evidence, port, "yolo_v5", name, table.columns - 5, reasons)
    if (raw and reach > 1) or (not raw and reach < PIXELS):
        choices = (("yolo_v5", "YOLOv5 or v7, boxes in pixels"), ("yolox", "YOLOX, raw"))
        text = "Which family does the model belong to?"
        guess.questions.insert(0, Question("layout", text, layout, choices))
    guess.postprocess["activation"] = activation
    return guess


def _six_columns(evidence: Evidence, port: Port, table: Table) -> Guess:
    name = table.output.name
    shares = all(item.low >= 0 and item.high <= 1 for item in table.output.columns)
    queries = shares and table.rows == 300 and any(item.high > 0 for item in table.output.columns)
    layout = evidence.answers.layout or "end_to_end"
    reason = f"{name} has up to {table.rows} rows of six numbers: a box, a score and a class."
    guess = _detector(evidence, port, "end_to_end", name, 0, [reason])
    guess.labels, guess.classes = evidence.known_labels(), None
    guess.questions.clear()
    guess.thresholds = {"score": 0.25}
    if layout == "rt_detr":
        guess = _detector(evidence, port, "rt_detr", name, 2, ["The rows are those of RT-DETR."])
        guess.postprocess = {"outputs": {"table": name}, "activation": "none"}
        guess.thresholds = dict(QUERIES)
    if queries:
        choices = (
            ("end_to_end", "A box in pixels, its score and its class"),
            ("rt_detr", "A box in shares of the picture, and scores of two classes"),
        )
        text = f"What are the six numbers of a row of {name}?"
        guess.questions.insert(0, Question("layout", text, "end_to_end", choices))
    return guess


def _with_masks(evidence: Evidence, port: Port, table: Output, maps: Output) -> Guess:
    count = table.shape[1] - 4 - maps.shape[1]
    activation, reason = score_activation(evidence.graph, table.name, axis=1, start=4, count=count)
    shape = f"{table.name} and {maps.name} are boxes and {maps.shape[1]} prototypes of masks."
    guess = _detector(evidence, port, "yolo_seg", table.name, count, [shape, reason])
    guess.task = "instance-segment"
    guess.postprocess = {
        "outputs": {"boxes": table.name, "prototypes": maps.name},
        "activation": activation,
    }
    return guess


def _two_outputs(evidence: Evidence, port: Port, named: dict[str, Output]) -> Guess | None:
    boxes = next((item for name, item in named.items() if "box" in name), None)
    logits = next((item for name, item in named.items() if "logit" in name), None)
    if boxes is None or logits is None or len(logits.shape) != 3 or boxes.shape[-1:] != (4,):
        return None
    queries = evidence.answers.layout or "detr"
    last = queries == "detr"
    count = logits.shape[2] - (1 if last else 0)
    reasons = [f"{logits.name} and {boxes.name} are the two outputs of DETR's family."]
    guess = Guess(
        "detect",
        queries if queries in ("detr", "rt_detr") else "detr",
        reasons,
        labels=numbered(evidence, count),
        preprocess={},
        postprocess={
            "outputs": {"logits": logits.name, "boxes": boxes.name},
            "activation": "softmax" if last else "sigmoid",
        },
        thresholds=dict(QUERIES),
        classes=count,
    )
    guess.preprocess, why = pictures.as_configured(evidence, port, "imagenet")
    guess.reasons += why
    choices = (
        ("detr", "DETR, YOLOS: softmax, the last class means nothing"),
        ("rt_detr", "RT-DETR, D-FINE, deformable DETR: sigmoid, every class counts"),
    )
    text = "Which family does the detector belong to?"
    guess.questions.append(Question("layout", text, "detr", choices))
    ask_labels(guess, evidence, count)
    return guess


def _three_outputs(evidence: Evidence, port: Port, named: dict[str, Output]) -> Guess | None:
    others = [item for item in evidence.graph.inputs if item.name != port.name]
    if not {"labels", "boxes", "scores"} <= set(named) or len(others) != 1:
        return None
    size = others[0].name
    outputs = {role: named[role].name for role in ("labels", "boxes", "scores")}
    made = pictures.of_port(port)
    if "width" not in made:
        side = evidence.answers.size or evidence.graph.side or 640
        made |= {"width": side, "height": side}
    guess = Guess(
        "detect",
        "rt_detr_pixels",
        [f"Labels, boxes and scores come out and {size} goes in, as RT-DETR and D-FINE export."],
        labels=evidence.known_labels(),
        preprocess={**made, "resize": "stretch", "size_input": size},
        postprocess={"outputs": outputs},
        thresholds=dict(QUERIES),
    )
    if not guess.labels:
        text = "What are the classes called, one a line, in the model's order?"
        guess.questions.append(Question("labels", text, [], kind="lines"))
    return guess
