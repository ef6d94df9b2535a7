"""Each track has a filter that foretells its box; boxes are matched all together, once a frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.inference.tracking.boxes import centred
from runtime.inference.tracking.costs import costs
from runtime.inference.tracking.kalman import MovingBox
from runtime.inference.tracking.matching import match
from runtime.inference.tracking.tracks import Track, label_of, score_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.values import Region


@dataclass
class SortTracker:
    """Fulfils `tracks.Tracker`."""

    most_apart: float
    """The dearest pair that may be: one minus the overlap, or the distance of the centres."""
    least_first_score: float
    max_disappeared: int
    per_class: bool
    by_centre: bool = False
    foretells: bool = True
    """Without foretelling, a track waits where it was last seen."""
    _tracks: list[Track] = field(default_factory=list)

    def as_json(self) -> list[Any]:
        """Its tracks, in order."""
        return [track.as_json() for track in self._tracks]

    def from_json(self, stored: list[Any]) -> None:
        """Go on with these."""
        self._tracks = [Track.from_json(track) for track in stored]

    def update(self, regions: Sequence[Region], frames: int) -> Sequence[tuple[Region, Track]]:
        """Move every track on, match, begin new ones, end those long unseen."""
        for track in self._tracks:
            if self.foretells:
                track.box.move(frames)
            track.unseen += frames
        price = costs(self._tracks, regions, per_class=self.per_class, by_centre=self.by_centre)
        matches = match(price, self.most_apart)
        rows = centred([region.box for region in regions])
        known = []
        for at, index in matches.pairs:
            track = self._tracks[at]
            if self.foretells:
                track.box.see(rows[index])
            else:
                track.box = MovingBox(rows[index])
            track.hits, track.unseen = track.hits + 1, 0
            known.append((regions[index], track))
        self._tracks = [one for one in self._tracks if one.unseen <= self.max_disappeared]
        for index in matches.columns:
            if score_of(regions[index]) >= self.least_first_score:
                track = Track(label_of(regions[index]), MovingBox(rows[index]))
                self._tracks.append(track)
                known.append((regions[index], track))
        return known
