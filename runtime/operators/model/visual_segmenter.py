"""Says of every pixel what it belongs to.

The model decides which classes there are: the built-in sample parts drawn street scenes into sky,
building, tree, road and car. The mask holds the class of each pixel; every connected piece also
becomes a region with its outline, the largest first, and the concepts tell which share of the
picture each class covers. For a street that is half sky, `sky` comes with 0.5. Choose the class
`car` and wire the regions to *Mask background* to keep the cars alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.blocks import MODEL_ID, RUN_ID, Block, ModelField, Out, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Concept, Concepts, Image, Mask, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to take apart."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(
        metadata={"help": "One region per connected piece with its outline, the largest first."}
    )
    mask: Mask = field(metadata={"help": "The class of every pixel."})
    concepts: Concepts = field(
        metadata={"help": "Each class with the share of the picture that it covers."}
    )


class Params(OperatorParams):
    min_value: float = Field(title="Least score",
        default=0.0, ge=0, le=1, description="Pieces with a lower score are left out.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    min_share: float = Field(title="Least size",
        default=0.002, ge=0, le=1,
        description="Pieces that cover a smaller share of the picture make no region.",
        json_schema_extra={"widget": "percent"},
    )  # fmt: skip
    max_regions: int = Field(
        title="Most regions", default=100, ge=1, le=1000,
        description="The most pieces to answer, the largest first.",
    )  # fmt: skip
    classes: list[str] = Field(
        default_factory=list, max_length=1000,
        description="Regions and concepts of these classes only; empty for all.",
        json_schema_extra={"widget": "classes"},
    )  # fmt: skip


_TOLD = {
    "predictions": Out("mask", ("semantic_segmentation_prediction",), "semantic"),
    "inference_id": RUN_ID,
    "model_id": MODEL_ID,
}
BLOCKS = (
    Block(
        "roboflow_core/roboflow_semantic_segmentation_model@v1",
        {"images": Wire("image", also=("image",)), "model_id": ModelField()},
        _TOLD,
    ),
)


@operator(
    "visual-segmenter",
    title="Visual segmenter",
    group="Models",
    icon="layers",
    blocks=BLOCKS,
    task="segment",
    default_model="street-scenes",
    heavy=True,
    summary="up to {max_regions} pieces",
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference import segmentation
    from runtime.inference.decoders import segmenter
    from runtime.inference.pictures import look

    outcomes = []
    images = [inputs.image for inputs in batch]
    for seen in look(context.require_model(), images, segmenter.ROLES, cancel=context.cancel):
        parts = segmenter.read(seen)
        regions = segmentation.regions_of(
            parts, min_share=params.min_share, min_value=params.min_value,
            limit=params.max_regions, classes=params.classes,
        )  # fmt: skip
        shares = dict(zip(parts.names, segmentation.shares(parts).tolist(), strict=True))
        mask = Mask(parts.classes, parts.names)
        placement = seen.image.placement
        concepts = Concepts(_concepts(shares, params.classes), placement)
        outcomes.append(Outputs(Regions(regions, placement), mask, concepts))
        context.progress(len(outcomes), len(batch))
    return outcomes


def _concepts(shares: dict[str, float], classes: Sequence[str]) -> tuple[Concept, ...]:
    found = [
        Concept(name, name, share, number)
        for number, (name, share) in enumerate(shares.items())
        if share > 0 and (not classes or name in classes)
    ]
    return tuple(sorted(found, key=lambda concept: -concept.value))
