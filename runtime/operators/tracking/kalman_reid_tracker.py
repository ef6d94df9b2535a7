"""Follows objects by their place and their looks, and knows them again when they come back.

Beside the regions of each frame it takes an embedding of each region's crop: *Image crop* and then
*Visual embedder*. While an object is in sight, it goes on with the region that lies near the
foretold place and looks alike; one that was out of sight is known by its looks alone, wherever it
comes back. A car that passes behind a lorry, or leaves the picture and returns, keeps its
`track_id`. Regions without an embedding are followed by nobody's looks and begin new tracks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import Context, operator
from runtime.contracts.values import All, Embeddings, Regions
from runtime.inference.tracking.tracks import NewFrom, TrackParams

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "What a detector found in each frame."})
    embeddings: All[Embeddings] = field(
        metadata={"help": "The embedding of each region's crop, all of one frame."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions that belong to a track, with its id."})
    new: Regions = field(metadata={"help": "Those of them that are seen for the first time."})


class Params(TrackParams):
    initialization_confidence: NewFrom = 0.3
    association_confidence: float = Field(
        default=0.1, ge=0.01, le=1, title="Least overlap",
        description="How much a region overlaps the foretold box at least, while in sight.",
    )  # fmt: skip
    max_emb_distance: float = Field(
        default=0.25, ge=0.001, le=2, title="Most unlike",
        description="The greatest cosine distance between two looks of one object.",
    )  # fmt: skip


@operator(
    "kalman-reid-tracker",
    title="Kalman tracker with looks",
    group="Video",
    icon="route",
    aliases=("kalman-filter-reid-tracker",),
    keeps_state=True,
    summary="unlike up to {max_emb_distance}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    from runtime.inference.tracking.looks import LooksTracker
    from runtime.inference.tracking.tracks import Numbers

    def begin() -> Numbers[LooksTracker]:
        tracker = LooksTracker(
            most_apart=1 - params.association_confidence,
            most_unlike=params.max_emb_distance,
            least_first_score=params.initialization_confidence,
            max_disappeared=params.max_disappeared,
            per_class=params.per_class,
        )
        return Numbers(tracker, params)

    outcomes = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        numbers = context.of_stream(place, begin)
        frame = place.anchor.frame
        numbers.tracker.looks = _looks(inputs.embeddings)
        seen = numbers.see(inputs.regions, index if frame is None else frame)
        outcomes.append(Outputs(seen.tracked, seen.new))
        context.progress(index + 1, len(batch))
    return outcomes


def _looks(embeddings: All[Embeddings]) -> dict[str, NDArray[np.float64]]:
    """Unit vectors by the id of the region that each was made of."""
    import numpy as np

    looks = {}
    for value, anchor in zip(embeddings.values, embeddings.anchors, strict=False):
        if value is None or not value.vectors or anchor.region is None:
            continue
        vector = np.asarray(value.vectors[0], np.float64)
        length = float(np.linalg.norm(vector))
        if length > 0:
            looks[anchor.region.id] = vector / length
    return looks
