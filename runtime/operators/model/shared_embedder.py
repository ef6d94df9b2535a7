"""Turns pictures and texts into numbers of one space, where a picture lies near what describes it.

Needs a model such as CLIP, which knows both; one for pictures alone takes pictures only. Wire a
picture or a text, or write a text here. The angle between the vector of a picture and that of
*a red car* says how much of one there is in it: *Embedding similarity* measures it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, ModelField, Out, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Embeddings, Image, String, Text

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    data: Image | Text | String | None = field(
        default=None, metadata={"help": "A picture or a text; unwired, the text set here."}
    )


@dataclass(frozen=True)
class Outputs:
    embeddings: Embeddings = field(metadata={"help": "One vector, as long as the model makes it."})


class Params(OperatorParams):
    text: str | None = Field(
        default=None, max_length=10_000, description="The text where nothing is wired."
    )


def _block(name: str, model: str) -> Block:
    data = Wire("data", kinds=("image", "string"), literal="text", required=True)
    told = {"embedding": Out("embeddings", ("embedding",))}
    return Block(name, {"data": data, "version": ModelField(default=model)}, told)


@operator(
    "shared-embedder",
    title="Picture or text embedder",
    group="Models",
    icon="fingerprint",
    blocks=(
        _block("roboflow_core/clip@v1", "ViT-B-32"),
        _block("roboflow_core/perception_encoder@v1", "PE-Core-L14-336"),
    ),
    task="image-embed",
    heavy=True,
    summary="{text}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | None]:
    from runtime.inference.embedding import embed_pictures, embed_texts

    model, cancel = context.require_model(), context.cancel
    given = [params.text if one.data is None else one.data for one in batch]
    images = [one for one in given if isinstance(one, Image)]
    texts = [_written(one) for one in given if one is not None and not isinstance(one, Image)]
    seen = embed_pictures(model, images, cancel) if images else iter(())
    read = embed_texts(model, texts, cancel) if texts else iter(())
    outcomes: list[Outputs | None] = []
    for one in given:
        vector = None if one is None else next(seen if isinstance(one, Image) else read)
        made = None if vector is None else Outputs(Embeddings((tuple(vector.tolist()),)))
        outcomes.append(made)
        context.progress(len(outcomes), len(batch))
    return outcomes


def _written(given: Text | String | str) -> str:
    if isinstance(given, str):
        return given
    return given.raw if isinstance(given, Text) else given.value
