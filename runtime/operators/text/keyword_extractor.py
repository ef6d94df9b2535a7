"""Finds the words and phrases that a text is about.

Common words such as *the* and *and* are left out. *Linked* weighs a word by the words it stands
next to, over and over, as search engines weigh pages; *often* counts. Words that follow one another
in the text become a phrase of up to three words. *Solar panels turn light into power. Solar panels
need light.* is about `solar panels` and `light`. English, Spanish, German and French are known by
themselves; up to 20,000 words are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, List, Table, Text
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture
from runtime.media.sentence_breaks import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to look at."})


@dataclass(frozen=True)
class Outputs:
    keywords: List = field(metadata={"help": "The keywords, weightiest first."})
    concepts: Concepts = field(
        metadata={"help": "The keywords as concepts; the weightiest has score 1."}
    )
    table: Table = field(metadata={"help": "Keyword, score and how often it stands there."})


class Params(OperatorParams):
    method: Literal["linked", "often"] = Field(
        default="linked", description="By what a word is weighed."
    )
    most: int = Field(
        title="Most keywords", default=10, ge=1, le=100, description="How many to answer."
    )
    longest: int = Field(
        title="Longest phrase", default=3, ge=1, le=5, description="Most words of a keyword."
    )
    leave_out: list[str] = Field(
        default_factory=list, max_length=500, description="More words to leave out."
    )


@operator(
    "keyword-extractor",
    title="Keyword extractor",
    group="Text",
    icon="key",
    aliases=("keywords", "KeywordExtractor"),
    heavy=True,
    summary="{most} keywords",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import keywords

    def extract(inputs: Inputs) -> Outputs:
        found = keywords.find(
            split_sentences(text_to_read(inputs.text)),
            by_links=params.method == "linked",
            longest=params.longest,
            leave_out=params.leave_out,
        )[: params.most]
        best = found[0].score if found else 1.0
        scored = [(item.text, round(item.score / best, 4), item.count) for item in found]
        return Outputs(
            keywords=List(tuple(text for text, _, _ in scored)),
            concepts=Concepts(tuple(Concept(text, text, score) for text, score, _ in scored)),
            table=Table(("keyword", "score", "count"), tuple(scored)),
        )

    return per_picture(batch, context, extract)
