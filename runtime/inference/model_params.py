"""Parameters that several nodes with a model have; each node gives its own defaults."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from runtime.contracts.operator import OperatorParams

_SLIDER: dict[str, Any] = {"widget": "slider"}

ClassFilter = Annotated[
    list[str],
    Field(
        max_length=1000,
        description="Only these classes; empty for all that the model knows.",
        json_schema_extra={"widget": "classes"},
    ),
]
ScoreThreshold = Annotated[
    Literal["least score", "model"],
    Field(description="Whether the least score counts, or the one that the model came with."),
]
LeastClassScore = Annotated[
    float,
    Field(
        title="Least score",
        ge=0,
        le=1,
        description="Classes with a lower score are left out.",
        json_schema_extra=_SLIDER,
    ),
]
MostClasses = Annotated[
    int,
    Field(
        title="Most classes", ge=1, le=1000, description="The most classes to answer, best first."
    ),
]
Beams = Annotated[
    int | None,
    Field(
        ge=1,
        le=5,
        description="How many texts are weighed side by side: more is slower and a little better. "
        "Empty for as many as the model's card says.",
    ),
]


class ScoreParams(OperatorParams):
    """What comes first in the form of every detector."""

    min_value: float = Field(
        title="Least score",
        default=0.4,
        ge=0,
        le=1,
        description="Objects with a lower score are left out.",
        json_schema_extra=_SLIDER,
    )


class DetectorParams(ScoreParams):
    """What every detector is asked for."""

    max_regions: int = Field(
        title="Most regions",
        default=100,
        ge=1,
        le=3000,
        description="The most objects to answer, best first.",
    )
    classes: ClassFilter = Field(default_factory=list)
    overlap: float | None = Field(
        title="Most overlap",
        default=None,
        ge=0,
        le=1,
        description="Of boxes that share more than this the best stays; empty: as the model says.",
    )
    across_classes: bool = Field(
        default=False, description="Whether a box gives way to a better one of another class too."
    )
    max_candidates: int = Field(
        title="Most candidates",
        default=3000,
        ge=1,
        le=30_000,
        description="The most boxes that are compared with each other.",
    )
    threshold: ScoreThreshold = "least score"
