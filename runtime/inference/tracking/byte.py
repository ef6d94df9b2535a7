"""The ByteTrack method: sure detections are matched first, then unsure ones to what is left.

An object that is half hidden gets a low score; where a track expects it, that is enough. Zhang et
al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box" (2021).
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


@dataclass
class ByteTracker:
    """Fulfils `tracks.Tracker`."""

    sure_score: float
    first_score: float
    sure_apart: float
    unsure_apart: float
    unconfirmed_apart: float
    max_disappeared: int
    per_class: bool
    weighs: bool = False
    """Whether a sure detection's overlap counts by its score, so that surer ones win."""
    confirmed_only: bool = False
    """Whether a track is told only once it was seen often enough to be no mistake."""
    needs: int = 1
    """How often that is; the first frame of all confirms at once when it is 1."""
    at_once: bool | None = None
    """Whether the first frame confirms at once, where it does not go by `needs`."""
    _tracks: list[Track] = field(default_factory=list)
    _begun: bool = False

    def as_json(self) -> dict[str, Any]:
        """Its tracks, in order."""
        return {"begun": self._begun, "tracks": [track.as_json() for track in self._tracks]}

    def from_json(self, stored: dict[str, Any]) -> None:
        """Go on with these."""
        self._begun = stored["begun"]
        self._tracks = [Track.from_json(track) for track in stored["tracks"]]

    def update(self, regions: Sequence[Region], frames: int) -> Sequence[tuple[Region, Track]]:
        """Match in three rounds, begin new tracks, end those long unseen."""
        for track in self._tracks:
            track.box.move(frames)
            track.unseen += frames
        sure = [region for region in regions if score_of(region) >= self.sure_score]
        unsure = [region for region in regions if score_of(region) < self.sure_score]
        old = [track for track in self._tracks if track.confirmed]
        young = [track for track in self._tracks if not track.confirmed]
        known: Known = []
        left, sure = self._round(old, sure, self.sure_apart, known, weighs=self.weighs)
        just_seen = [track for track in left if track.unseen <= frames]
        self._round(just_seen, unsure, self.unsure_apart, known)
        lost_young, sure = self._round(
            young, sure, self.unconfirmed_apart, known, weighs=self.weighs
        )
        gone = {id(track) for track in lost_young}
        self._tracks = [
            track
            for track in self._tracks
            if id(track) not in gone and track.unseen <= self.max_disappeared
        ]
        self._begin([one for one in sure if score_of(one) >= self.first_score], known)
        if self.confirmed_only:
            return [(region, track) for region, track in known if track.confirmed]
        return known

    def _round(
        self,
        tracks: Sequence[Track],
        regions: Sequence[Region],
        most: float,
        known: Known,
        *,
        weighs: bool = False,
    ) -> tuple[list[Track], list[Region]]:
        """Match these; answers the tracks and regions that are left."""
        price = costs(tracks, regions, per_class=self.per_class)
        if weighs and price.size:
            price = 1 - (1 - price) * [score_of(region) for region in regions]
        matches = match(price, most)
        rows = centred([region.box for region in regions])
        for at, index in matches.pairs:
            track = tracks[at]
            track.box.see(rows[index])
            track.hits, track.unseen = track.hits + 1, 0
            track.confirmed = track.confirmed or track.hits >= self.needs
            known.append((regions[index], track))
        return [tracks[at] for at in matches.rows], [regions[index] for index in matches.columns]

    def _begin(self, regions: Sequence[Region], known: Known) -> None:
        """New tracks; those of the first frame need no second look."""
        rows = centred([region.box for region in regions])
        at_once = self.needs <= 1 if self.at_once is None else self.at_once
        for region, row in zip(regions, rows, strict=True):
            track = Track(label_of(region), MovingBox(row), confirmed=at_once and not self._begun)
            self._tracks.append(track)
            known.append((region, track))
        self._begun = True
