"""Writes embeddings into a search index of the app, with the picture or text that they stand for.

For face search: detect faces, crop them, embed the crops, and wire vectors and crops here with the
index `faces`. *Search an index* then finds the crops that look like another one. Concepts that are
wired in become the entry's labels. The same thing written again is one entry, so running on the
same input twice changes nothing.

An index is made with its first entry and takes vectors of that length from then on, at most
100,000. Drafts write too; the app's page shows and deletes indexes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.graph import NAME_PATTERN
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.stores import NewEntry
from runtime.contracts.values import Concepts, Embeddings, Image, Number, Text
from runtime.media.encode import encode_jpeg
from runtime.media.plain_json import smaller

if TYPE_CHECKING:
    from collections.abc import Sequence

THUMBNAIL_PIXELS = 256
THUMBNAIL_QUALITY = 80
MAX_LABELS = 20
MAX_TEXT_CHARACTERS = 4000


@dataclass(frozen=True)
class Inputs:
    embeddings: Embeddings = field(metadata={"help": "The vectors to be found by."})
    image: Image | None = field(default=None, metadata={"help": "The picture that they are of."})
    text: Text | None = field(default=None, metadata={"help": "The text that they are of."})
    concepts: Concepts | None = field(default=None, metadata={"help": "Labels of the entry."})


@dataclass(frozen=True)
class Outputs:
    total: Number = field(metadata={"help": "How many entries the index holds now."})


class Params(OperatorParams):
    index: str = Field(
        default="main", pattern=NAME_PATTERN, description="The name of the index.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip


@operator(
    "annotation-writer",
    title="Write to an index",
    group="Connectors",
    icon="database",
    aliases=("index-writer",),
    heavy=True,
    effects="sends",
    summary="{index}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    search = context.require_search()
    entries = [
        entry
        for inputs, place in zip(batch, context.places, strict=True)
        for entry in _entries(inputs, f"{context.node}.{place}")
    ]
    total = search.add(params.index, entries)
    return [Outputs(Number(total)) for _ in batch]


def _entries(inputs: Inputs, source: str) -> list[NewEntry]:
    picture = b""
    if inputs.image is not None:
        picture = encode_jpeg(smaller(inputs.image, THUMBNAIL_PIXELS), THUMBNAIL_QUALITY)
    labels = inputs.concepts.items[:MAX_LABELS] if inputs.concepts else ()
    return [
        NewEntry(
            vector,
            text=inputs.text.raw[:MAX_TEXT_CHARACTERS] if inputs.text else "",
            concepts=[(concept.name, concept.value) for concept in labels],
            thumbnail=picture,
            source=source,
        )
        for vector in inputs.embeddings.vectors
    ]
