"""Tracks told only once they were seen often enough: sure regions are matched first, then unsure.

With one round it is the SORT method, with two the ByteTrack method without its confirming.
"""

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

    Known = list[tuple[Region, Track]]

_SLACK = 1e-9
"""An overlap of exactly the least one counts."""


@dataclass
class RoundTracker:
    """Fulfils `tracks.Tracker`."""

    sure_score: float
    """Regions from here on are matched first, and only they begin tracks; 0 for one round."""
    first_score: float
    least_overlap: float
    needs: int
    """In how many frames running a track has to be seen before it is told."""
    max_disappeared: int
    per_class: bool
    _tracks: list[Track] = field(default_factory=list)

    def as_json(self) -> list[Any]:
        """Its tracks, in order."""
        return [track.as_json() for track in self._tracks]

    def from_json(self, stored: list[Any]) -> None:
        """Go on with these."""
        self._tracks = [Track.from_json(track) for track in stored]

    def update(self, regions: Sequence[Region], frames: int) -> Sequence[tuple[Region, Track]]:
        """Match in rounds, begin new tracks, end those long unseen and those never told."""
        for track in self._tracks:
            track.box.move(frames)
            track.unseen += frames
        sure = [region for region in regions if score_of(region) >= self.sure_score]
        unsure = [region for region in regions if score_of(region) < self.sure_score]
        known: Known = []
        left, sure = self._round(self._tracks, sure, known)
        self._round(left, unsure, known)
        self._tracks = [
            track
            for track in self._tracks
            if track.unseen == 0 or (track.confirmed and track.unseen <= self.max_disappeared)
        ]
        fresh = [region for region in sure if score_of(region) >= self.first_score]
        for region, row in zip(fresh, centred([one.box for one in fresh]), strict=True):
            track = Track(label_of(region), MovingBox(row), confirmed=self.needs <= 0)
            self._tracks.append(track)
        return [(region, track) for region, track in known if track.confirmed]

    def _round(
        self, tracks: Sequence[Track], regions: Sequence[Region], known: Known
    ) -> tuple[list[Track], list[Region]]:
        price = costs(tracks, regions, per_class=self.per_class)
        matches = match(price, 1 - self.least_overlap + _SLACK)
        rows = centred([region.box for region in regions])
        for at, index in matches.pairs:
            track = tracks[at]
            track.box.see(rows[index])
            track.hits, track.unseen = track.hits + 1, 0
            track.confirmed = track.confirmed or track.hits >= self.needs
            known.append((regions[index], track))
        return [tracks[at] for at in matches.rows], [regions[index] for index in matches.columns]
