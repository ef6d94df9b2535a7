"""Keeps an object in the middle of a camera that turns: what to tell it, from what is seen.

Three controllers (proportional, integral, derivative), for pan, tilt and zoom, each with 0 as its
aim. What is seen is told in pixels of the picture; speeds are -1 to 1 of what the camera can do.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ZOOM_SECONDS = 2
"""So long a zoom lets nothing else move."""
ZOOMED_SPEED = 0.5
"""Of pan and tilt, once it has zoomed in."""
_LEAST_SECONDS = 0.01


@dataclass(frozen=True)
class Gains:
    """How hard each controller answers."""

    proportional: float
    integral: float
    derivative: float


@dataclass(frozen=True)
class Way:
    """How an object is followed."""

    gains: Gains
    dead_zone: int
    least_speed: float
    zoom: bool
    flip_x: bool
    flip_y: bool


@dataclass(frozen=True)
class Seen:
    """A box and the picture that it lies in, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    width: int
    height: int


@dataclass(frozen=True)
class Speeds:
    """Right, up and in are positive; all 0 is a stop."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0

    @property
    def still(self) -> bool:
        """Whether nothing moves."""
        return not (self.x or self.y or self.z)


@dataclass
class Controller:
    """One axis."""

    last: float | None = None
    at: float = 0.0
    sum: float = 0.0
    out: float = 0.0

    def answer(self, value: float, gains: Gains, now: float) -> float:
        """The speed that brings the value to 0."""
        passed = now - self.at
        if self.last is not None and passed < _LEAST_SECONDS:
            return self.out
        slope = 0.0
        if self.last is not None:
            slope = (value - self.last) / passed
            self.sum = _within_one(self.sum - gains.integral * value * passed)
        self.out = _within_one(-gains.proportional * value + self.sum - gains.derivative * slope)
        self.last, self.at = value, now
        return self.out


@dataclass
class Steering:
    """What is remembered of a camera from one picture to the next."""

    pan: Controller = field(default_factory=Controller)
    tilt: Controller = field(default_factory=Controller)
    closer: Controller = field(default_factory=Controller)
    track: str | None = None
    seeking: bool | None = None
    zoomed: bool = False
    zoom_since: float | None = None
    told_at: float | None = None
    told: tuple[float, float, float] | None = None
    stopped_at: float | None = None
    skipped: list[int] = field(default_factory=lambda: [0, 0, 0])
    camera: dict[str, Any] | None = None
    """What the camera said of itself."""
    refused: str = ""
    """Why it could not be asked, and when."""
    refused_at: float | None = None

    def as_json(self) -> Any:
        """As it stands."""
        return asdict(self)

    def from_json(self, stored: Mapping[str, Any]) -> None:
        """As it stood."""
        for name, value in stored.items():
            setattr(self, name, value)
        for name in ("pan", "tilt", "closer"):
            setattr(self, name, Controller(**stored[name]))
        self.told = tuple(stored["told"]) if stored["told"] is not None else None

    def zooming(self, now: float) -> bool:
        """Whether a zoom is on its way."""
        if self.zoom_since is not None and now > self.zoom_since + ZOOM_SECONDS:
            self.zoom_since = None
        return self.zoom_since is not None

    def aim(self, seen: Seen, way: Way, now: float) -> Speeds:
        """The speeds that bring the object to the middle, or closer."""
        room = min(seen.left, seen.width - seen.right, seen.top, seen.height - seen.bottom)
        at_edge = room <= 1
        near_enough = room < way.dead_zone and not at_edge
        if self.zooming(now) and near_enough:
            self.zoom_since = None
        off = (
            seen.width / 2 - (seen.left + seen.right) / 2,
            seen.height / 2 - (seen.top + seen.bottom) / 2,
        )
        centred = all(abs(part) < way.dead_zone for part in off)
        if not centred and not self.zooming(now):
            return self._turn(off, seen, way, now)
        if not way.zoom or near_enough:
            return Speeds()
        if self.zoom_since is None:
            self.zoom_since = now
        if at_edge:  # gone too far: there is nothing to measure, so slowly back
            return Speeds(z=-way.least_speed)
        far = abs(room - way.dead_zone / 2) / max(seen.width, seen.height)
        return Speeds(z=-_at_least(self.closer.answer(far, way.gains, now), way.least_speed))

    def _turn(self, off: tuple[float, float], seen: Seen, way: Way, now: float) -> Speeds:
        furthest = max(abs(part) for part in off)
        axes = (
            (off[0], seen.width, self.pan, way.flip_x),
            (off[1], seen.height, self.tilt, way.flip_y),
        )  # fmt: skip
        speeds = []
        for part, size, controller, flipped in axes:
            out = _at_least(controller.answer(part / size, way.gains, now), way.least_speed)
            share = abs(part) / furthest if abs(part) > way.dead_zone else 0.0
            speeds.append(share * out * (1 if flipped else -1))
        return Speeds(*speeds)

    def in_steps(self, speeds: Speeds, *, due: bool) -> Speeds:
        """For a camera with one speed: now full, now none, as often as the speed says."""
        stepped = []
        for axis, speed in enumerate((speeds.x, speeds.y, speeds.z)):
            self.skipped[axis] += 1
            if not speed or self.skipped[axis] < int(1 / abs(speed)):
                stepped.append(0.0)
                continue
            stepped.append(1.0 if speed > 0 else -1.0)
            if due:
                self.skipped[axis] = 0
        return Speeds(*stepped)

    def is_due(self, now: float, least_ms: int) -> bool:
        """Whether the camera may be told something again."""
        return self.told_at is None or (now - self.told_at) * 1000 > least_ms

    def begins_to_stop(self, speeds: Speeds) -> bool:
        """Whether an axis stands still now that did not: that never waits."""
        before = self.told or (100.0, 100.0, 100.0)
        told = (speeds.x, speeds.y, speeds.z)
        self.told = told
        return any(not speed and speed != was for speed, was in zip(told, before, strict=True))


def _within_one(value: float) -> float:
    return max(-1.0, min(1.0, value))


def _at_least(speed: float, least: float) -> float:
    if not speed or abs(speed) >= least:
        return speed
    return least if speed > 0 else -least
