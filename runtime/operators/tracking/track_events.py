"""Keeps a log of tracked objects: when each was first and last seen, and in how many frames.

Objects are pending until they were seen in `frame_threshold` frames, then logged. Every
`flush_interval` frames, those not seen for more than `stale_frames` leave the log; the logged ones
among them come out as complete. A car seen from frame 3 to 40 is one entry with its class, both
frame numbers, both times in seconds from the begin of the stream and a count of 38. Put a tracker
before it. The log is kept along one stream: for one run, or for the calls of a named session.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field

from runtime.contracts.blocks import Block, Ignored, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Json, Number, Regions
from runtime.inference.agreement import best_name
from runtime.inference.pixels import placed
from runtime.inference.tracking.along import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Inputs:
    regions: Regions = field(metadata={"help": "The regions of a tracker."})
    image: Image | None = field(
        default=None, metadata={"help": "The frame, where the regions do not tell its size."}
    )


@dataclass(frozen=True)
class Outputs:
    event_log: Json = field(metadata={"help": "The logged and the pending, by their tracks."})
    regions: Regions = field(metadata={"help": "The regions that came in."})
    total_logged: Number = field(metadata={"help": "How many are logged."})
    total_pending: Number = field(metadata={"help": "How many are pending."})
    complete_events: Json = field(metadata={"help": "The logged that left the log now."})


class Params(OperatorParams):
    frame_threshold: int = Field(
        default=30, ge=1, le=1_000_000, description="In how many frames a logged one was seen."
    )
    flush_interval: int = Field(
        default=30, ge=1, le=1_000_000, description="After how many frames the log is tidied."
    )
    stale_frames: int = Field(
        default=300, ge=1, le=1_000_000, description="Unseen for more frames, it leaves the log."
    )
    fallback_fps: float = Field(
        default=1, gt=0, le=1_000_000, description="Frames a second where frames tell no time."
    )


@dataclass
class _Event:
    """One object."""

    tracker_id: int | str
    class_name: str
    first_seen_frame: int
    first_seen_timestamp: float
    last_seen_frame: int
    last_seen_timestamp: float
    first_seen_relative: float
    last_seen_relative: float
    frame_count: int = 1


@dataclass
class _Log:
    """The log along one stream."""

    frame: int = 0
    tidied: int = 0
    events: dict[str, _Event] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session; in order."""
        told = [[track, asdict(event)] for track, event in self.events.items()]
        return {"frame": self.frame, "tidied": self.tidied, "events": told}

    def from_json(self, stored: dict[str, Any]) -> None:
        """Go on."""
        self.frame, self.tidied = stored["frame"], stored["tidied"]
        self.events = {track: _Event(**one) for track, one in stored["events"]}

    def tidy(self, params: Params) -> list[_Event]:
        """Begin a frame; answers the logged that leave the log."""
        self.frame += 1
        self.tidied = self.tidied or self.frame
        if self.frame - self.tidied < params.flush_interval:
            return []
        self.tidied = self.frame
        stale = {
            track: event
            for track, event in self.events.items()
            if self.frame - event.last_seen_frame > params.stale_frames
        }
        for track in stale:
            del self.events[track]
        return [one for one in stale.values() if one.frame_count >= params.frame_threshold]

    def see(self, track: str, name: str, now: float) -> None:
        """Take in an object."""
        known = self.events.get(track)
        if known is None:
            number = int(track) if track.isdecimal() else track
            self.events[track] = _Event(number, name, self.frame, now, self.frame, now, now, now)
            return
        known.last_seen_frame = self.frame
        known.last_seen_timestamp = known.last_seen_relative = now
        known.frame_count += 1


@operator(
    "track-events",
    title="Event log",
    group="Video",
    icon="list",
    blocks=(
        Block(
            "roboflow_core/detection_event_log@v1",
            fields={
                "image": Wire("image", required=True),
                "detections": Wire("regions"),
                "frame_threshold": Setting("frame_threshold"),
                "flush_interval": Setting("flush_interval"),
                "stale_frames": Setting("stale_frames"),
                "fallback_fps": Setting("fallback_fps"),
                "reference_timestamp": Ignored("It is no longer used there either."),
            },
            outputs={
                "event_log": Out("event_log", ("dictionary",)),
                "detections": "regions",
                "total_logged": Out("total_logged", ("integer",)),
                "total_pending": Out("total_pending", ("integer",)),
                "complete_events": Out("complete_events", ("dictionary",)),
            },
        ),
    ),
    keeps_state=True,
    summary="from {frame_threshold} frames",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    outcomes = []
    for index, inputs in enumerate(batch):
        place = context.place(index)
        log = context.of_stream(place, _Log)
        now = seconds(place, log.frame, params.fallback_fps)
        outcomes.append(_logged(placed(inputs.regions, inputs.image), log, now, params))
    return outcomes


def _logged(regions: Regions, log: _Log, now: float, params: Params) -> Outputs:
    complete = log.tidy(params)
    for region in regions.items:
        if region.track_id is not None:
            log.see(region.track_id, best_name(region) or "unknown", now)
    events = list(log.events.values())
    logged = [one for one in events if one.frame_count >= params.frame_threshold]
    pending = [one for one in events if one.frame_count < params.frame_threshold]
    return Outputs(
        Json({"logged": _told(logged), "pending": _told(pending)}),
        regions,
        Number(len(logged)),
        Number(len(pending)),
        Json(_told(complete)),
    )


def _told(events: Iterable[_Event]) -> dict[str, Any]:
    return {str(event.tracker_id): asdict(event) for event in events}
