"""Says whether an English text sounds positive, neutral or negative.

Looks up each word in a list of 7,500 rated words and minds negations, emphasis and smileys, with no
model: *I love this phone* is positive, *not good at all* negative, *The box is blue* neutral. The
compound goes from -1 to 1; of several sentences it is the mean. From 0.05 on a text counts as
positive, from -0.05 down as negative. Irony is not seen. Texts that are clearly in another language
fail with a sentence that says so: the list has English words only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Number, String, Table, Text
from runtime.inference import languages, word_feelings
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture
from runtime.media.sentence_breaks import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_COMPOUND = 0.05
_SHARPNESS = 4.0
"""How soon a compound beyond the least one makes its class sure: at 0.6 it has 0.89."""
_LANGUAGE_LETTERS = 5000
_SURE, _UNLIKELY = 0.5, 0.1
_MOST_ROWS = 500


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "An English text."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(
        metadata={"help": "positive, neutral and negative with their scores, best first."}
    )
    label: String = field(metadata={"help": "The best of them."})
    compound: Number = field(metadata={"help": "From -1, all negative, to 1, all positive."})
    sentences: Table = field(metadata={"help": "The first 500 sentences with their compounds."})


class Params(OperatorParams):
    check_language: bool = Field(
        default=True, description="Whether texts in other languages than English fail."
    )


def _why_not() -> str | None:
    return word_feelings.why_unavailable() or languages.why_unavailable()


@operator(
    "sentiment",
    title="Sentiment",
    group="Text",
    icon="smile",
    aliases=("text-sentiment", "sentiment-analysis"),
    heavy=True,
    available=_why_not,
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _judged(inputs, params))


def _judged(inputs: Inputs, params: Params) -> Outputs:
    text = text_to_read(inputs.text)
    if params.check_language:
        _refuse_other_languages(text)
    pieces = split_sentences(text)
    compounds = [word_feelings.compound(piece) for piece in pieces]
    compound = round(sum(compounds) / len(compounds), 4)
    concepts = _concepts(compound)
    rows = tuple(zip(pieces[:_MOST_ROWS], compounds, strict=False))
    return Outputs(
        concepts=Concepts(concepts),
        label=String(concepts[0].name),
        compound=Number(compound),
        sentences=Table(("sentence", "compound"), rows),
    )


def _concepts(compound: float) -> tuple[Concept, ...]:
    from math import exp

    weights = {
        "positive": exp(_SHARPNESS * (compound - LEAST_COMPOUND)),
        "negative": exp(_SHARPNESS * (-compound - LEAST_COMPOUND)),
        "neutral": 1.0,
    }
    total = sum(weights.values())
    found = [Concept(name, name, round(weight / total, 4)) for name, weight in weights.items()]
    return tuple(sorted(found, key=lambda concept: -concept.value))


def _refuse_other_languages(text: str) -> None:
    """Short English texts are often taken for a relative, so English must be all but ruled out."""
    ranked = languages.identify(text[:_LANGUAGE_LETTERS])
    found = ranked[0]
    english = next((item.value for item in ranked if item.id == "en"), 0.0)
    if found.id == languages.UNDETERMINED.id or found.value < _SURE or english > _UNLIKELY:
        return
    message = (
        f"The text is in {found.name}, and Sentiment knows English only. Translate it first, or "
        "let only English texts through with Language filter."
    )
    raise OperatorFailedError(message, port="text", language=found.id)
