"""Turns a picture into numbers that are alike for pictures that look alike.

The built-in classic embedder tells colours and shapes apart without any training; an embedder that
you import, such as CLIP or DINO, also knows what things are. Two photos of one red car lie close
together, a photo of a tree lies far away. Wire the crops of a detector to it to make each object
searchable, *Clusterer* to it to sort pictures into heaps, or *Input searcher* to find others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.blocks import Block, Ignored, ModelField, Out, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Embeddings, Image, Json

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture, or a crop of one."})


@dataclass(frozen=True)
class Outputs:
    embeddings: Embeddings = field(metadata={"help": "One vector, as long as the model makes it."})
    about: Json = field(
        default=Json(),
        metadata={
            "aside": True,
            "help": "Model, length and scale: vectors of one space_id can be compared.",
        },
    )


class Params(OperatorParams):
    pass


BLOCKS = (
    Block(
        "roboflow_core/embedding_model@v1",
        {
            "data": Wire("image"),
            "model_id": ModelField(),
            "output_type": Ignored("the model's own vector is answered"),
        },
        {
            "embedding": Out("embeddings", ("embedding",)),
            "embedding_info": Out("about", ("dictionary",)),
        },
    ),
)


@operator(
    "visual-embedder",
    title="Visual embedder",
    group="Models",
    icon="fingerprint",
    blocks=BLOCKS,
    task="image-embed",
    default_model="classic-embedder",
    heavy=True,
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.embedding import embed_pictures

    outcomes = []
    model = context.require_model()
    images = [inputs.image for inputs in batch]
    for vector in embed_pictures(model, images, context.cancel):
        numbers = tuple(vector.tolist())
        outcomes.append(Outputs(Embeddings((numbers,)), _about(model.manifest.id, numbers)))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _about(model: str, numbers: tuple[float, ...]) -> Json:
    even = math.isclose(math.hypot(*numbers), 1, abs_tol=1e-3)
    told = {"dimension": len(numbers), "normalization": "l2" if even else "none"}
    return Json({"model_id": model, "output_type": "feature_vector", "space_id": model, **told})
