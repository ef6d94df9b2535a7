"""What all trackers share: tracks with their numbers, what a frame answers, what can be set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Generic, Protocol, TypeVar

from pydantic import Field

from runtime.contracts.operator import Memory, OperatorParams
from runtime.inference.tracking.kalman import MovingBox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runtime.contracts.operator import Context
    from runtime.contracts.values import Region, Regions

_MOST_FRAMES_MOVED = 100
"""Further ahead than this nobody believes in a steady speed."""


NewFrom = Annotated[
    float,
    Field(
        ge=0,
        le=1,
        title="New from",
        description="A new track begins with at least this score.",
        json_schema_extra={"widget": "slider"},
    ),
]


class TrackParams(OperatorParams):
    """The parameters of every tracker, named as Clarifai names them."""

    min_confidence: float = Field(
        default=0.1, ge=0, le=1, title="Least score",
        description="Regions with a lower score are not looked at.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip
    min_visible_frames: int = Field(
        default=1, ge=1, le=1_000_000, title="Least frames",
        description="A track is told from the frame on in which it was seen so often.",
    )  # fmt: skip
    max_disappeared: int = Field(
        default=30, ge=0, le=1_000_000, title="Most frames unseen",
        description="After so many frames without it a track ends.",
    )  # fmt: skip
    track_id_prefix: str = Field(
        default="", max_length=40, title="Prefix", description="Stands before each track's number."
    )
    first_number: int = Field(
        default=1, ge=0, le=1_000_000, description="The number of the first track."
    )
    per_class: bool = Field(
        default=True, title="Per class", description="Whether a track keeps to one class."
    )


@dataclass
class Track:
    """An object that is followed."""

    label: str
    box: MovingBox
    hits: int = 1
    """In how many frames it was seen."""
    confirmed: bool = False
    """Whether it is more than one find that may have been a mistake."""
    unseen: int = 0
    """Frames since it was seen."""
    number: int = 0
    """Given when it is first told, so that numbers have no gaps."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Track:
        """The track that `as_json` told."""
        return cls(**{**stored, "box": MovingBox.from_json(stored["box"])})

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return {**vars(self), "box": self.box.as_json()}


@dataclass(frozen=True)
class Seen:
    """What one frame answers."""

    tracked: Regions
    new: Regions
    """Those of them that were never told before."""
    again: Regions
    """Those that were."""


class Tracker(Memory, Protocol):
    """Follows the objects of one stream."""

    def update(self, regions: Sequence[Region], frames: int) -> Sequence[tuple[Region, Track]]:
        """Take in the regions of a frame, so many frames after the last; answers what it knows."""


K = TypeVar("K", bound=Tracker)


class Numbers(Generic[K]):
    """Follows a stream with a tracker, and numbers the tracks that are told. Fulfils `Memory`."""

    def __init__(self, tracker: K, params: TrackParams) -> None:
        self.tracker = tracker
        self._params = params
        self._last_frame: int | None = None
        self._count = 0

    def as_json(self) -> dict[str, Any]:
        """Everything that the next frame is judged by."""
        tracker = self.tracker.as_json()
        return {"last_frame": self._last_frame, "count": self._count, "tracker": tracker}

    def from_json(self, stored: Mapping[str, Any]) -> None:
        """Go on from there."""
        self._last_frame, self._count = stored["last_frame"], stored["count"]
        self.tracker.from_json(stored["tracker"])

    def see(self, regions: Regions, frame: int) -> Seen:
        """The regions of a frame that belong to a track, with its id."""
        gap = 1 if self._last_frame is None else max(1, frame - self._last_frame)
        self._last_frame = frame
        scored = [one for one in regions.items if score_of(one) >= self._params.min_confidence]
        found = self.tracker.update(scored, min(gap, _MOST_FRAMES_MOVED))
        known = {region.id: track for region, track in found}
        tracked: list[Region] = []
        new: list[Region] = []
        again: list[Region] = []
        for region in scored:
            track = known.get(region.id)
            if track is None or track.hits < self._params.min_visible_frames:
                continue
            fresh = not track.number
            if fresh:
                self._count += 1
                track.number = self._count
            number = track.number + self._params.first_number - 1
            told = replace(region, track_id=f"{self._params.track_id_prefix}{number}")
            tracked.append(told)
            (new if fresh else again).append(told)
        parts = (replace(regions, items=tuple(part)) for part in (tracked, new, again))
        return Seen(*parts)


def follow(
    frames: Sequence[Regions], params: TrackParams, context: Context, make: Callable[[], Tracker]
) -> list[Seen]:
    """Every frame's regions with their tracks; each stream has a tracker of its own."""
    answers = []
    for index, regions in enumerate(frames):
        place = context.place(index)
        numbers = context.of_stream(place, lambda: Numbers(make(), params))
        frame = place.anchor.frame
        answers.append(numbers.see(regions, index if frame is None else frame))
        context.progress(index + 1, len(frames))
    return answers


def score_of(region: Region) -> float:
    """Its best score; a region without classes counts as sure."""
    return region.score if region.concepts else 1.0


def label_of(region: Region) -> str:
    """Its best class."""
    best = max(region.concepts, key=lambda concept: concept.value, default=None)
    return best.id if best is not None else ""
