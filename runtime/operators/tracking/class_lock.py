"""Settles the class of each tracked object by its votes, so that it does not flicker.

Every sure find votes for its class. Once a class has `min_votes` and leads by `lead_margin`, the
track keeps it: a truck that is now and then taken for a bus stays a truck, and its score is the
mean of its votes. Only `switch_after` sure finds of one other class running change it again. A new
track that begins where a settled one was lost, within `reattach_window` frames, goes on with its
class. `class_locked` says of each region whether its class is settled. Put a tracker before it.
Votes are kept along one stream: for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from runtime.contracts.blocks import Block, Setting, Wire
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Concept, Image, Region, Regions
from runtime.inference.pixels import placed
from runtime.inference.tracking.along import tracked
from runtime.inference.tracking.votes import Ballots, VoteRules
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions of a tracker."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame, where the regions do not tell its size."}
    )


@dataclass(frozen=True)
class Outputs:
    regions: Regions = field(metadata={"help": "The regions with settled classes."})


class Params(OperatorParams):
    min_votes: int = Field(
        default=10, ge=1, le=1_000_000, description="How many votes settle a class."
    )
    vote_confidence: float = Field(
        default=0.8, ge=0, le=1, title="Sure from", description="The least score of a vote.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    lead_margin: int = Field(
        default=3, ge=0, le=1_000_000, title="Lead", description="By how many votes it has to lead."
    )
    switch_after: int = Field(
        default=15, ge=1, le=1_000_000,
        description="How many sure finds running change a settled class.",
    )  # fmt: skip
    state_ttl: int = Field(
        default=300, ge=1, le=1_000_000, title="Forget after",
        description="Frames without it after which a track is forgotten.",
    )  # fmt: skip
    reattach_window: int = Field(
        default=30, ge=0, le=1_000_000, title="Goes on within",
        description="Frames within which a new track may go on for a lost one; 0 for never.",
    )  # fmt: skip
    reattach_iou: float = Field(
        default=0.3, ge=0, le=1, title="Goes on from",
        description="Common area over the area of both, of the new box and the lost one's last.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip

    @model_validator(mode="after")
    def _nobody_goes_on_for_the_forgotten(self) -> Params:
        if self.reattach_window > self.state_ttl:
            message = (
                "A track cannot go on for one that is forgotten. Choose a reattach_window of at "
                "most state_ttl frames."
            )
            raise ValueError(message)
        return self


_NAMES = (
    "min_votes", "vote_confidence", "lead_margin", "switch_after", "state_ttl", "reattach_window",
    "reattach_iou",
)  # fmt: skip


@operator(
    "class-lock",
    title="Class lock",
    group="Video",
    icon="tag",
    blocks=(
        Block(
            "roboflow_core/track_class_lock@v1",
            fields={
                "image": Wire("image", required=True),
                "detections": Wire("regions"),
                **{name: Setting(name) for name in _NAMES},
            },
            outputs={"tracked_detections": "regions"},
        ),
    ),
    keeps_state=True,
    summary="after {min_votes} votes",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    rules = VoteRules(**{name: getattr(params, name) for name in _NAMES})
    ballots = [context.of_stream(context.place(index), Ballots) for index in range(len(batch))]
    numbered = list(zip(batch, ballots, strict=True))
    return per_picture(numbered, context, lambda one: _locked(one[0], one[1], rules))


def _locked(inputs: Inputs, ballots: Ballots, rules: VoteRules) -> Outputs:
    regions = placed(inputs.regions, inputs.image)
    known = tracked(regions)
    lost = ballots.begin_frame({track for track, _ in known}, rules)
    told = tuple(_told(region, ballots.vote(track, region, lost, rules)) for track, region in known)
    ballots.end_frame(rules)
    return Outputs(replace(regions, items=told))


def _told(region: Region, settled: Concept | None) -> Region:
    facts = {**region.facts, "class_locked": settled is not None}
    if settled is None:
        return replace(region, facts=facts)
    return replace(region, concepts=(settled,), facts=facts)
