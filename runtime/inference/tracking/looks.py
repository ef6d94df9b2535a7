"""Follows objects by where they are and by what they look like, so that they are known again.

While an object is in sight both count; one that was out of sight is known by its looks alone,
wherever it comes back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.arrays import array_as_json, array_from_json
from runtime.inference.tracking.boxes import centred
from runtime.inference.tracking.costs import costs
from runtime.inference.tracking.kalman import MovingBox
from runtime.inference.tracking.matching import FORBIDDEN, match
from runtime.inference.tracking.tracks import Track, label_of, score_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Region

    Look = NDArray[np.float64]

_NEWS = 0.2
"""How much of a track's look the newest sight of it is."""


@dataclass
class LooksTracker:
    """Fulfils `tracks.Tracker`."""

    most_apart: float
    """The least that boxes overlap, as one minus it, while an object is in sight."""
    most_unlike: float
    """The greatest cosine distance between two looks of one object."""
    least_first_score: float
    max_disappeared: int
    per_class: bool
    looks: Mapping[str, Look] = field(default_factory=dict)
    """The unit vectors of the coming frame's regions, by their ids; set before `update`."""
    _tracks: list[Track] = field(default_factory=list)
    _known: dict[int, Look] = field(default_factory=dict)

    def as_json(self) -> list[Any]:
        """Its tracks, in order, each with its look."""
        return [
            {"track": track.as_json(), "look": array_as_json(look) if look is not None else None}
            for track in self._tracks
            for look in [self._known.get(id(track))]
        ]

    def from_json(self, stored: list[Any]) -> None:
        """Go on with these."""
        import numpy as np

        self._tracks = [Track.from_json(item["track"]) for item in stored]
        self._known = {
            id(track): np.asarray(array_from_json(item["look"]), np.float64)
            for track, item in zip(self._tracks, stored, strict=True)
            if item["look"] is not None
        }

    def update(self, regions: Sequence[Region], frames: int) -> Sequence[tuple[Region, Track]]:
        """Match those in sight, then those that were lost; begin new ones, end the long unseen."""
        for track in self._tracks:
            track.box.move(frames)
            track.unseen += frames
        seen = [track for track in self._tracks if track.unseen <= frames]
        lost = [track for track in self._tracks if track.unseen > frames]
        known: list[tuple[Region, Track]] = []
        left = self._round(seen, regions, self._price(seen, regions), known)
        left = self._round(lost, left, self._unlike(lost, left), known)
        self._tracks = [one for one in self._tracks if one.unseen <= self.max_disappeared]
        rows = centred([region.box for region in left])
        for region, row in zip(left, rows, strict=True):
            if score_of(region) >= self.least_first_score:
                track = Track(label_of(region), MovingBox(row))
                self._tracks.append(track)
                self._learn(track, region)
                known.append((region, track))
        alive = {id(track) for track in self._tracks}
        self._known = {key: look for key, look in self._known.items() if key in alive}
        return known

    def _price(self, tracks: Sequence[Track], regions: Sequence[Region]) -> NDArray[np.float64]:
        """Half the distance of the places, half that of the looks; 1 at the edge of what may be."""
        places = costs(tracks, regions, per_class=self.per_class)
        unlike = self._unlike(tracks, regions)
        price = (places / self.most_apart + unlike / self.most_unlike) / 2
        price[(places >= self.most_apart) | (unlike >= self.most_unlike)] = FORBIDDEN
        return price * self.most_unlike

    def _unlike(self, tracks: Sequence[Track], regions: Sequence[Region]) -> NDArray[np.float64]:
        """The cosine distance of every pair; one without a look is never known again by it."""
        import numpy as np

        found = np.full((len(tracks), len(regions)), FORBIDDEN)
        for row, track in enumerate(tracks):
            look = self._known.get(id(track))
            for column, region in enumerate(regions):
                other = self.looks.get(region.id)
                if self.per_class and track.label != label_of(region):
                    continue
                if look is not None and other is not None and len(look) == len(other):
                    found[row, column] = 1 - float(look @ other)
        return found

    def _round(
        self,
        tracks: Sequence[Track],
        regions: Sequence[Region],
        price: NDArray[np.float64],
        known: list[tuple[Region, Track]],
    ) -> list[Region]:
        """Match these; answers the regions that are left."""
        matches = match(price, self.most_unlike)
        rows = centred([region.box for region in regions])
        for at, index in matches.pairs:
            track, region = tracks[at], regions[index]
            if track.unseen > 1:
                track.box = MovingBox(rows[index])  # where it was expected says nothing any more
            else:
                track.box.see(rows[index])
            track.hits, track.unseen = track.hits + 1, 0
            self._learn(track, region)
            known.append((region, track))
        return [regions[index] for index in matches.columns]

    def _learn(self, track: Track, region: Region) -> None:
        """Let the newest sight change what the track is known to look like."""
        import numpy as np

        newest = self.looks.get(region.id)
        if newest is None:
            return
        before = self._known.get(id(track))
        if before is None or len(before) != len(newest):
            self._known[id(track)] = newest
            return
        mixed = (1 - _NEWS) * before + _NEWS * newest
        self._known[id(track)] = mixed / max(float(np.linalg.norm(mixed)), 1e-12)
