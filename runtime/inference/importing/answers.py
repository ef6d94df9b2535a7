"""What the importer asks a person, and what the person may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from runtime.contracts.errors import BadRequestError
from runtime.contracts.graph import NAME_PATTERN
from runtime.contracts.model import Task

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_LABELS = 50_000
Normalisation = Literal["none", "imagenet", "half", "clip"]
NORMALISATIONS: Mapping[str, Mapping[str, list[float]]] = {
    "none": {},
    "imagenet": {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
    "half": {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]},
    "clip": {
        "mean": [0.48145466, 0.4578275, 0.40821073],
        "std": [0.26862954, 0.26130258, 0.27577711],
    },
}
NORMALISATION_TITLES = {
    "none": "0 to 1, nothing more", "imagenet": "The mean and spread of ImageNet",
    "half": "-1 to 1", "clip": "The mean and spread of CLIP",
}  # fmt: skip

_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class Answers(BaseModel):
    """What a person says of a model; anything left out is inferred, or takes its default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=NAME_PATTERN)] | None = None
    title: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
        | None
    ) = None
    description: _Text | None = None
    licence: _Line | None = None
    task: Task | None = None
    layout: _Line | None = None
    """The decoder, where several read such an output."""
    labels: list[_Line] | None = Field(default=None, max_length=MAX_LABELS)
    activation: Literal["none", "softmax", "sigmoid"] | None = None
    normalisation: Normalisation | None = None
    channels: Literal["rgb", "bgr"] | None = None
    resize: Literal["stretch", "letterbox", "letterbox_corner", "cover"] | None = None
    size: int | None = Field(default=None, ge=16, le=4096)
    """The side of the picture in pixels, where the graph leaves it open."""
    pooling: Literal["mean", "cls", "none"] | None = None
    normalise: bool | None = None
    score: float | None = Field(default=None, ge=0, le=1)
    overlap: float | None = Field(default=None, ge=0, le=1)


def read_answers(told: object) -> Answers:
    """Parse what arrived. Raises `BadRequestError` naming the field."""
    try:
        return Answers.model_validate(told if told is not None else {})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "answers"
        message = f"The answer {place} does not fit: {first['msg']}."
        raise BadRequestError(message, field=place) from error


@dataclass(frozen=True)
class Question:
    """Something that the files do not decide."""

    field: str
    """Which field of `Answers` it is about."""
    text: str
    default: Any
    choices: tuple[tuple[str, str], ...] = ()
    """Value and title of each; none for a free answer."""
    kind: Literal["choice", "lines", "number", "boolean"] = "choice"

    def as_json(self) -> dict[str, Any]:
        """The form the API and the stored proposal have."""
        return {
            "field": self.field,
            "text": self.text,
            "kind": self.kind,
            "choices": [{"value": value, "title": title} for value, title in self.choices],
            "default": self.default,
        }


TASKS: tuple[str, ...] = get_args(Task)
