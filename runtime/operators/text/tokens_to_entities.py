"""Puts labelled tokens together to whole entities.

For labels from elsewhere, such as the JSON that a connected service answers; *Text token
classifier* does this by itself. Each token has a `label` such as `B-PER` (begins a person) or
`I-PER` (goes on with it), and `start` and `end` in the text, or else a `word` that is looked for in
order (`##` before the rest of a word is understood). In `Ada Lovelace lived in London`, the tokens
`Ada` B-PER, `Lovelace` I-PER and `London` B-LOC give `Ada Lovelace`, PER, and `London`, LOC. The
score of an entity is the mean of its tokens'. Tokens labelled `O` are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Json, List, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OUTSIDE = "O"


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text that the tokens are of."})
    tokens: List | Json | Table = field(
        metadata={"help": "Entries with label, score, and start and end or word."}
    )


@dataclass(frozen=True)
class Outputs:
    entities: Table = field(
        metadata={"help": "Per entity its text, label, score, first and last character."}
    )
    concepts: Concepts = field(metadata={"help": "The kinds that occur, with their best score."})
    texts: List = field(metadata={"help": "The entities' texts alone."})


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Entities with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@dataclass
class _Entity:
    label: str
    start: int
    end: int
    scores: list[float]

    @property
    def score(self) -> float:
        return min(1.0, max(0.0, sum(self.scores) / len(self.scores)))


@operator(
    "tokens-to-entities",
    title="Tokens to entities",
    group="Text",
    icon="highlighter",
    aliases=("tokens-to-entity-operator",),
    summary="score over {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    outcomes: list[Outputs | Failure] = []
    for inputs in batch:
        try:
            found = list(_entities(inputs.text.raw, _tokens(inputs.tokens)))
        except OperatorFailedError as error:
            outcomes.append(Failure(error))
            continue
        kept = [entity for entity in found if entity.score >= params.min_value]
        outcomes.append(_outputs(inputs.text.raw, kept))
    return outcomes


def _tokens(given: List | Json | Table) -> list[Any]:
    if isinstance(given, Table):
        return [dict(zip(given.columns, row, strict=True)) for row in given.rows]
    if isinstance(given.value, list | tuple):
        return list(given.value)
    raise OperatorFailedError("The tokens have to be a list of entries.", port="tokens")


def _entities(text: str, tokens: Sequence[Any]) -> Iterator[_Entity]:
    going: _Entity | None = None
    at = 0
    for number, token in enumerate(tokens, 1):
        mark, start, end, score = _read(text, token, at, number)
        at = end
        prefix, _, kind = mark.rpartition("-")
        if mark == OUTSIDE or not kind:
            if going:
                yield going
            going = None
        elif going and going.label == kind and prefix != "B":
            going.end = end
            going.scores.append(score)
        else:
            if going:
                yield going
            going = _Entity(kind, start, end, [score])
    if going:
        yield going


def _read(text: str, token: Any, at: int, number: int) -> tuple[str, int, int, float]:
    """Label, first and last character, and score of a token."""
    where = f"Token {number}"
    if not isinstance(token, dict):
        raise OperatorFailedError(f"{where} is no entry with a label.", port="tokens")
    mark = token.get("label") or token.get("entity")
    if not isinstance(mark, str):
        raise OperatorFailedError(f"{where} has no label such as B-PER.", port="tokens")
    score = token.get("score", 1.0)
    if isinstance(score, bool) or not isinstance(score, int | float):
        raise OperatorFailedError(f"{where} has a score that is no number.", port="tokens")
    start, end = token.get("start"), token.get("end")
    if isinstance(start, int) and isinstance(end, int):
        if not 0 <= start <= end <= len(text):
            message = f"{where} stands at {start} to {end}; the text has {len(text)} characters."
            raise OperatorFailedError(message, port="tokens")
        return mark, start, end, float(score)
    word = str(token.get("word") or token.get("text") or "").removeprefix("##")
    found = text.find(word, at) if word else -1
    if found < 0:
        message = f"{where}, “{word[:40]}”, is not in the text after the token before it."
        raise OperatorFailedError(message, port="tokens")
    return mark, found, found + len(word), float(score)


def _outputs(text: str, entities: Sequence[_Entity]) -> Outputs:
    rows = tuple(
        (text[each.start : each.end], each.label, round(each.score, 4), each.start, each.end)
        for each in entities
    )
    best: dict[str, float] = {}
    for each in entities:
        best[each.label] = max(best.get(each.label, 0.0), each.score)
    ordered = sorted(best.items(), key=lambda item: -item[1])
    return Outputs(
        Table(("text", "label", "score", "start", "end"), rows),
        Concepts(tuple(Concept(name, name, score) for name, score in ordered)),
        List(tuple(row[0] for row in rows)),
    )
