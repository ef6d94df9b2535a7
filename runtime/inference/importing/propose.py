"""From what was seen to a card: the first rule that fits, and what a person said above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import BadRequestError
from runtime.contracts.model import ModelManifest
from runtime.contracts.refusals import NoUsableOutputError
from runtime.inference.importing import pictures
from runtime.inference.importing.captions import by_caption_config
from runtime.inference.importing.config import by_picture_config
from runtime.inference.importing.metadata import by_metadata
from runtime.inference.importing.shapes import by_shapes
from runtime.inference.importing.words import by_word_config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.inference.importing.answers import Question
    from runtime.inference.importing.evidence import Evidence, Guess

RULES = (by_metadata, by_caption_config, by_picture_config, by_word_config, by_shapes)
MAX_KEY_CHARACTERS = 48
MAX_LISTED = 4


@dataclass(frozen=True)
class Files:
    """What becomes of a model's files: role -> digest, and where they came from."""

    graphs: Mapping[str, str]
    side: Mapping[str, str]
    bytes: int
    name: str
    """What the person's file or folder was called."""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Proposal:
    """A card, why it is so, and what is open; with every question answered by its default."""

    card: ModelManifest
    reasons: tuple[str, ...]
    questions: tuple[Question, ...]

    def open_questions(self, answered: set[str]) -> tuple[Question, ...]:
        """Those that the person has not answered."""
        return tuple(item for item in self.questions if item.field not in answered)


def propose(evidence: Evidence, files: Files) -> Proposal:
    """What the model is. Raises a `ModelRefusedError` when no rule fits, or 400 for bad answers."""
    guess = next((found for rule in RULES if (found := rule(evidence)) is not None), None)
    if guess is None:
        raise _nothing_fits(evidence)
    answers = evidence.answers
    if answers.task is not None and answers.task != guess.task:
        message = (
            f"The model's outputs are those of the task {guess.task}, not {answers.task}. "
            "Leave the task out, or import another file."
        )
        raise BadRequestError(message, field="task", task=guess.task)
    if answers.activation is not None and "activation" in guess.postprocess:
        guess.postprocess["activation"] = answers.activation
    if guess.preprocess.get("input"):
        pictures.apply_answers(guess, evidence)
    if answers.labels is not None and guess.classes not in (None, len(answers.labels)):
        message = (
            f"The model has {guess.classes} classes, and {len(answers.labels)} labels were given. "
            "Give one for each, in the model's order."
        )
        raise BadRequestError(message, field="labels", classes=guess.classes)
    labels = evidence.known_labels() or guess.labels
    given = {"score": answers.score, "overlap": answers.overlap}
    guess.thresholds |= {name: value for name, value in given.items() if value is not None}
    title = answers.title or _title(files.name)
    single = files.graphs.get("") if len(files.graphs) == 1 else None
    card = ModelManifest(
        id=answers.id or key_of(title),
        title=title,
        task=guess.task,
        description=answers.description if answers.description is not None else guess.description,
        licence=answers.licence or guess.licence or files.licence or "unknown",
        source=files.source or f"imported from {files.name}",
        file=single,
        sha256=single,
        bytes=files.bytes,
        labels=labels,
        decoder=guess.decoder,
        preprocess=guess.preprocess,
        postprocess=guess.postprocess,
        graphs={} if single else dict(files.graphs),
        side_files=dict(files.side),
        languages=guess.languages,
        opset=max(graph.opset for graph in evidence.seen.graphs.values()),
        imported=True,
        thresholds=guess.thresholds,
    )
    return Proposal(card, tuple(guess.reasons), _offered(guess))


def key_of(title: str) -> str:
    """An id made of a title."""
    plain = re.sub(r"[^0-9a-z]+", "-", title.lower()).strip("-")[:MAX_KEY_CHARACTERS].strip("-")
    return plain or "model"


def _offered(guess: Guess) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for question in guess.questions:
        found.setdefault(question.field, question)
    return tuple(found.values())


def _title(name: str) -> str:
    stem = name.rpartition("/")[2].removesuffix(".onnx")
    words = re.sub(r"[_\-\s]+", " ", stem).strip()
    return (words[:1].upper() + words[1:])[:120] or "Imported model"


def _nothing_fits(evidence: Evidence) -> NoUsableOutputError:
    graph = evidence.graph
    outputs = ", ".join(f"{item.name[:30]} {list(item.shape)}" for item in graph.noise[:MAX_LISTED])
    message = (
        f"No decoder reads what comes out: {outputs or 'no numbers'}. Weft reads detectors, "
        "classifiers, segmenters, embedders and the like; export the model with its usual head."
    )
    return NoUsableOutputError(message, outputs=_listed(graph.noise))


def _listed(outputs: Any) -> list[dict[str, Any]]:
    return [{"name": item.name[:80], "shape": list(item.shape)} for item in outputs[:20]]
