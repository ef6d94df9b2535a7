"""Translates between English and Spanish by rules: the gist, not a fine translation.

*The house is sold.* becomes *La casa está vendida.* Longer sentences come out word for word, and
idioms wrong; unknown words stay as they are. Lines stay lines. Signs in capitals are read as
sentences first, since words in capitals are taken for names. A text that is clearly in a third
language fails with a sentence that says so, and one that is in the wanted language already passes
through. The engine apertium is under the GPL, is not part of Weft and runs beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Text
from runtime.inference import languages
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CHARACTERS = 100_000
_LANGUAGE_LETTERS = 5000
_SURE, _UNLIKELY = 0.5, 0.1
_FROM = {"Spanish": "en", "English": "es"}
_TO = {"Spanish": "es", "English": "en"}
_PAIRS = {"Spanish": "eng-spa", "English": "spa-eng"}
_LONGEST_INITIALS = 4


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "English or Spanish text, up to 100,000 characters."})


@dataclass(frozen=True)
class Outputs:
    text: Text = field(metadata={"help": "The translated text."})
    translated: Boolean = field(
        metadata={"help": "False when the text was in the wanted language already."}
    )


class Params(OperatorParams):
    to: Literal["Spanish", "English"] = Field(
        default="Spanish", description="The language to translate into, from the other one."
    )
    capitals: Literal["as sentences", "keep"] = Field(
        default="as sentences",
        description="What to do with lines in capitals, such as those of signs.",
    )
    check_language: bool = Field(
        default=True, description="Whether texts in a third language fail."
    )


def _why_not() -> str | None:
    from runtime.inference import apertium

    return apertium.why_unavailable() or languages.why_unavailable()


@operator(
    "text-translation",
    title="Translate English and Spanish (gist)",
    group="Text",
    icon="languages",
    aliases=("translate", "TextTranslation"),
    heavy=True,
    available=_why_not,
    summary="to {to}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import apertium

    def translate(inputs: Inputs) -> Outputs:
        text = text_to_read(inputs.text)
        if len(text) > MOST_CHARACTERS:
            message = (
                f"The text has {len(text):,} characters; {MOST_CHARACTERS:,} can be translated at "
                "once. Split it with Text splitter before."
            )
            raise OperatorFailedError(message, port="text")
        if params.capitals == "as sentences":
            text = "\n".join(_lowered(line) for line in text.split("\n"))
        if params.check_language and _is_done(text, params.to):
            return Outputs(inputs.text, Boolean(value=False))
        found = apertium.translate(text, _PAIRS[params.to], context.cancel)
        return Outputs(Text(found), Boolean(value=True))

    return per_picture(batch, context, translate)


def _is_done(text: str, to: str) -> bool:
    """Whether the text is in that language already. A third language fails."""
    ranked = languages.identify(text[:_LANGUAGE_LETTERS])
    found, source = ranked[0], _FROM[to]
    likely = next((item.value for item in ranked if item.id == source), 0.0)
    if found.id == languages.UNDETERMINED.id or found.value < _SURE or likely > _UNLIKELY:
        return False
    if found.id == _TO[to]:
        return True
    message = (
        f"The text is in {found.name}; this node translates English and Spanish only. Choose "
        "such texts with Language filter, or use another translator."
    )
    raise OperatorFailedError(message, port="text", language=found.id)


def _lowered(line: str) -> str:
    """A line in capitals as a sentence; initials of up to four letters stay."""
    letters = [letter for letter in line if letter.isalpha()]
    if len(letters) <= _LONGEST_INITIALS or not all(letter.isupper() for letter in letters):
        return line
    lowered = line.lower()
    first = next(place for place, letter in enumerate(lowered) if letter.isalpha())
    return lowered[:first] + lowered[first].upper() + lowered[first + 1 :]
