"""When an element is looked at, for what waits some seconds: by the video's time, else the clock.

Frames are computed faster than they were filmed, so that their own time counts. Pictures that do
not come from a video share one clock, all of a call and all calls of a session.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runtime.contracts.operator import Place


@dataclass
class LastTime:
    """When something happened last, in seconds; None when it did not yet."""

    at: float | None = None

    def as_json(self) -> Any:
        """As it stands."""
        return self.at

    def from_json(self, stored: Any) -> None:
        """As it stood."""
        self.at = stored


def moment(place: Place) -> float:
    """Now, in seconds: in the video where there is one."""
    if place.filmed and place.anchor.time_ms is not None:
        return place.anchor.time_ms / 1000
    return time.time()


def shared(place: Place) -> Place:
    """The place, on one stream with all that come from no video."""
    return place if place.filmed else replace(place, stream=())
