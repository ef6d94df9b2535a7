"""Rules C for pictures: what comes out of a graph tells what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.inference.importing import pictures
from runtime.inference.importing.answers import Question
from runtime.inference.importing.evidence import Evidence, Guess, left_to_apply, picture_port
from runtime.inference.importing.heads import ask_labels, by_boxes, numbered

if TYPE_CHECKING:
    from runtime.inference.importing.seen import Output, Port

EMBEDDINGS = (128, 256, 384, 512, 768, 1024, 1280, 1536, 2048)
EMBEDDING_WORDS = ("embed", "feature", "pool", "hidden")


def by_shapes(evidence: Evidence) -> Guess | None:
    """The guess; None when nothing that comes out is known."""
    port = picture_port(evidence.graph)
    if port is None:
        return None
    outputs = [item for item in evidence.graph.noise if item.shape and item.values is not None]
    if not outputs:
        return None
    first = outputs[0]
    found = by_boxes(evidence, port)
    if found is not None:
        return found
    if len(first.shape) == 2 and first.shape[1] >= 2:
        return _vector(evidence, port, first)
    if len(first.shape) in (3, 4):
        return _map(evidence, port, first)
    return None


def _vector(evidence: Evidence, port: Port, output: Output) -> Guess:
    count = output.shape[1]
    named = any(word in output.name.lower() for word in EMBEDDING_WORDS)
    likely = not evidence.known_labels() and (named or count in EMBEDDINGS)
    default = "image-embed" if likely else "classify"
    task = evidence.answers.task or default
    what = f"A picture goes in and {count} numbers come out."
    if task == "image-embed":
        post: dict[str, Any] = {"outputs": {"embedding": output.name}, "normalise": True}
        if evidence.answers.normalise is not None:
            post["normalise"] = evidence.answers.normalise
        guess = Guess("image-embed", "image_embedder", [what], postprocess=post)
    else:
        activation, reason = left_to_apply(evidence.graph, output.name, "softmax")
        post = {"outputs": {"logits": output.name}, "activation": activation}
        guess = Guess("classify", "classifier", [what, reason], postprocess=post)
        guess.labels, guess.classes = numbered(evidence, count), count
        ask_labels(guess, evidence, count)
    if likely or evidence.answers.task == "image-embed":
        choices = (
            ("image-embed", "A vector that stands for the picture"),
            ("classify", "A score for each class"),
        )
        text = f"What are the {count} numbers that come out?"
        guess.questions.insert(0, Question("task", text, default, choices))
    _prepare(guess, evidence, port, "imagenet")
    return guess


def _map(evidence: Evidence, port: Port, output: Output) -> Guess | None:
    made = pictures.of_port(port)
    height = made.get("height") or evidence.graph.side
    channels = output.shape[1] if len(output.shape) == 4 else 1
    if not height:
        return None
    if channels == 3 and output.shape[-2] % height == 0 and output.shape[-2] >= height:
        return _picture(port, output, output.shape[-2] // height)
    if len(output.shape) == 3 and output.dtype.startswith(("int", "uint")):
        return _parts(evidence, port, output, ["The class of every pixel comes out."], 0)
    if channels == 1:
        return _single_map(evidence, port, output)
    reason = f"{channels} maps come out, one for each class."
    return _parts(evidence, port, output, [reason], channels)


def _picture(port: Port, output: Output, scale: int) -> Guess:
    does = f"enlarged {scale} times" if scale > 1 else "of the same size"
    guess = Guess(
        "image-to-image", "super_resolution", [f"A picture goes in, one {does} comes out."],
        postprocess={"outputs": {"image": output.name}, "scale": scale},
    )  # fmt: skip
    made = pictures.of_port(port)
    guess.preprocess = {**made, "resize": "stretch" if "width" in made else "keep"}
    high = output.values.high if output.values else 1.0
    if high > 2:
        guess.preprocess["rescale"] = 1.0
    return guess


def _single_map(evidence: Evidence, port: Port, output: Output) -> Guess:
    default = "depth" if "depth" in output.name.lower() else "segment"
    task = evidence.answers.task or default
    reason = "One map comes out: what is foreground, or how far away things are."
    if task == "depth":
        guess = Guess("depth", "depth", [reason])
        guess.postprocess = {"outputs": {"depth": output.name}}
        _prepare(guess, evidence, port, "imagenet")
    else:
        guess = _parts(evidence, port, output, [reason], 1)
    if "depth" not in output.name.lower():
        choices = (("segment", "A mask of the foreground"), ("depth", "The distance of things"))
        guess.questions.insert(0, Question("task", "What is the map?", default, choices))
    return guess


def _parts(evidence: Evidence, port: Port, output: Output, reasons: list[str], count: int) -> Guess:
    values, sums = output.values, output.depth
    shares = values is not None and values.low >= 0 and values.high <= 1
    if count > 1:
        shares = shares and sums is not None and abs(sums.low - 1) + abs(sums.high - 1) < 0.02
    wanted = "sigmoid" if count == 1 else "softmax"
    guess = Guess("segment", "segmenter", list(reasons))
    guess.postprocess = {
        "outputs": {"logits": output.name},
        "activation": "none" if shares or not count else wanted,
    }
    if shares:
        guess.reasons.append("In test runs the maps are shares already.")
    guess.labels = evidence.known_labels()
    if count > 1:
        guess.labels, guess.classes = numbered(evidence, count), count
        ask_labels(guess, evidence, count)
    _prepare(guess, evidence, port, "imagenet")
    return guess


def _prepare(guess: Guess, evidence: Evidence, port: Port, usual: str) -> None:
    guess.preprocess, why = pictures.as_configured(evidence, port, usual)
    guess.reasons += why
    if not pictures.image_processor(evidence) and port.dtype != "uint8":
        pictures.ask_normalisation(guess, usual)
    if evidence.graph.side is not None and not pictures.image_processor(evidence):
        text = "How many pixels wide and high are the pictures that the model was trained on?"
        side = guess.preprocess.get("width", evidence.graph.side)
        guess.questions.append(Question("size", text, side, kind="number"))
