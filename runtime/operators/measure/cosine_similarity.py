"""Says how alike two embeddings are, by the angle between them.

1 for the same direction, 0 for nothing in common, -1 for the opposite. Embed two texts or two
pictures with the same model and wire both: the cosine of *a red car* and *a crimson automobile* is
high. Of embeddings with several vectors the mean is compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import Block, Out, Wire
from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Boolean, Embeddings, Number
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    embeddings: Embeddings = field(metadata={"help": "One embedding."})
    other: Embeddings = field(metadata={"help": "The embedding to compare with."})


@dataclass(frozen=True)
class Outputs:
    similarity: Number = field(metadata={"help": "From -1 to 1, the cosine of the angle."})
    alike: Boolean = field(metadata={"help": "Whether the similarity is at least min_value."})


class Params(OperatorParams):
    min_value: float = Field(title="Least similarity",
        default=0.6, ge=-1, le=1, description="From here on two embeddings count as alike.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip


@operator(
    "cosine-similarity",
    title="Embedding similarity",
    group="Measure",
    icon="equal",
    aliases=("CosineSimilarity",),
    blocks=(
        Block(
            "roboflow_core/cosine_similarity@v1",
            {"embedding_1": Wire("embeddings"), "embedding_2": Wire("other")},
            {"similarity": Out("similarity", ("float",))},
        ),
    ),
    summary="alike from {min_value}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    return per_picture(batch, context, lambda inputs: _compared(inputs, params))


def _compared(inputs: Inputs, params: Params) -> Outputs:
    import numpy as np

    means = []
    for port, item in (("embeddings", inputs.embeddings), ("other", inputs.other)):
        if not item.vectors:
            message = f"The embedding on {port} has no vector. Wire one that was made of something."
            raise OperatorFailedError(message, port=port)
        means.append(np.array(item.vectors, np.float64).mean(axis=0))
    one, two = means
    if one.shape != two.shape:
        message = (
            f"One embedding has {len(one)} numbers, the other {len(two)}. Make both with the same "
            "model."
        )
        raise OperatorFailedError(message, port="other")
    lengths = float(np.linalg.norm(one) * np.linalg.norm(two))
    value = float(one @ two) / lengths if lengths else 0.0
    value = min(1.0, max(-1.0, value))
    return Outputs(Number(round(value, 4)), Boolean(value >= params.min_value))
