"""The OC-SORT method: what was really seen counts more than what was foretold.

A track that keeps its direction is preferred; one that was missed is matched again where it was
last seen; and when it is found, its filter is led anew along the straight way between. Cao et al.,
"Observation-Centric SORT" (2023).
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from math import acos, hypot, pi
from typing import TYPE_CHECKING, Any

from runtime.inference.tracking.boxes import apart, centred
from runtime.inference.tracking.kalman import MovingBox
from runtime.inference.tracking.matching import FORBIDDEN
from runtime.inference.tracking.tracks import Track, label_of, score_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.values import Region

    Row = NDArray[np.float64]
    Grid = NDArray[np.float64]

_TINY = 1e-6


@dataclass
class ObservedTrack(Track):
    """A track with what was seen of it."""

    age: int = 0
    running: int = 0
    """In how many frames running it was matched."""
    seen: dict[int, list[float]] = field(default_factory=dict)
    """Its box at each age, as far back as the direction looks."""
    last: list[float] = field(default_factory=list)
    """Its box when it was last seen; the first one too, which `seen` has not."""
    direction: tuple[float, float] | None = None
    frozen: MovingBox | None = None
    """Its filter as it was when it was missed."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> ObservedTrack:
        """The track that `as_json` told."""
        parts = dict(stored)
        parts["box"] = MovingBox.from_json(stored["box"])
        parts["frozen"] = MovingBox.from_json(stored["frozen"]) if stored["frozen"] else None
        parts["seen"] = {age: row for age, row in stored["seen"]}  # noqa: C416 - lists to pairs
        parts["direction"] = tuple(stored["direction"]) if stored["direction"] else None
        return cls(**parts)

    def as_json(self) -> dict[str, Any]:
        """All of it; ages are numbers, so they stand in a list."""
        return {
            **vars(self),
            "box": self.box.as_json(),
            "frozen": self.frozen.as_json() if self.frozen else None,
            "seen": [[age, row] for age, row in self.seen.items()],
        }

    def move(self, frames: int) -> None:
        """Go on without having been looked at."""
        if self.unseen > 0 and self.frozen is None:
            self.frozen = copy(self.box)
        if self.unseen > 0:
            self.running = 0
        self.box.move(frames)
        self.age += frames
        self.unseen += frames

    def reference(self, back: int) -> list[float]:
        """Where it was so many frames ago, or the nearest to it that is known."""
        for frames in range(back, 0, -1):
            if self.age - frames in self.seen:
                return self.seen[self.age - frames]
        return self.seen[max(self.seen)] if self.seen else self.last

    def see(self, row: Row, back: int) -> None:
        """Take in where it was found."""
        import numpy as np

        if self.seen:
            self.direction = _way(self.reference(back), row.tolist())
        if self.frozen is not None:
            self.box, gap = self.frozen, max(1, self.unseen)
            step = (row - np.array(self.last)) / gap
            for number in range(1, gap + 1):
                self.box.see(np.array(self.last) + number * step)
                if number < gap:
                    self.box.move(1)
            self.frozen = None
        self.box.see(row)
        self.hits, self.unseen, self.running = self.hits + 1, 0, self.running + 1
        self.last = row.tolist()
        self.seen[self.age] = self.last
        self.seen = {age: kept for age, kept in self.seen.items() if age > self.age - back - 1}


def _way(start: Sequence[float], end: Sequence[float]) -> tuple[float, float]:
    """The direction from one middle to another, of length 1."""
    right, down = end[0] - start[0], end[1] - start[1]
    length = hypot(right, down) + _TINY
    return right / length, down / length


@dataclass
class ObservedTracker:
    """Fulfils `tracks.Tracker`."""

    sure_score: float
    """Regions with a lower score are not looked at."""
    least_overlap: float
    needs: int
    """In how many frames running a track has to be seen before it is told, but at the begin."""
    max_disappeared: int
    direction_weight: float
    look_back: int
    per_class: bool = False
    _tracks: list[ObservedTrack] = field(default_factory=list)
    _frame: int = 0

    def as_json(self) -> dict[str, Any]:
        """Its tracks, in order."""
        return {"frame": self._frame, "tracks": [track.as_json() for track in self._tracks]}

    def from_json(self, stored: Mapping[str, Any]) -> None:
        """Go on with these."""
        self._frame = stored["frame"]
        self._tracks = [ObservedTrack.from_json(track) for track in stored["tracks"]]

    def update(self, regions: Sequence[Region], frames: int) -> Sequence[tuple[Region, Track]]:
        """Match by overlap and direction, then where tracks were last seen; begin new ones."""
        import numpy as np

        sure = [region for region in regions if score_of(region) >= self.sure_score]
        if not self._tracks and not sure:
            return []
        for track in self._tracks:
            track.move(frames)
        rows = centred([region.box for region in sure])
        expected = np.array([track.box.row for track in self._tracks]).reshape(-1, 4)
        overlaps = self._allowed(1 - apart(expected, rows), self._tracks, sure)
        pairs = self._pairs(overlaps, overlaps + self.direction_weight * self._along(rows, sure))
        lost = [at for at in range(len(self._tracks)) if at not in pairs]
        open_ = [at for at in range(len(sure)) if at not in pairs.values()]
        if lost and open_:
            last = np.array([self._tracks[at].last for at in lost]).reshape(-1, 4)
            again = self._allowed(
                1 - apart(last, rows[open_]),
                [self._tracks[at] for at in lost],
                [sure[at] for at in open_],
            )
            pairs |= {lost[one]: open_[other] for one, other in self._pairs(again, again).items()}
        known: list[tuple[Region, Track]] = []
        for at, index in pairs.items():
            track = self._tracks[at]
            track.see(rows[index], self.look_back)
            track.confirmed = self._frame <= self.needs or track.running >= self.needs
            if track.confirmed:
                known.append((sure[index], track))
        self._tracks = [one for one in self._tracks if one.unseen <= self.max_disappeared]
        for index in sorted(set(range(len(sure))) - set(pairs.values())):
            region, row = sure[index], rows[index]
            begun = ObservedTrack(label_of(region), MovingBox(row), last=row.tolist())
            self._tracks.append(begun)
        self._frame += 1
        return known

    def _allowed(self, overlaps: Grid, tracks: Sequence[Track], regions: Sequence[Region]) -> Grid:
        """The overlaps, far too small for pairs that must not be."""
        if self.per_class:
            for at, track in enumerate(tracks):
                for index, region in enumerate(regions):
                    if track.label != label_of(region):
                        overlaps[at, index] = -FORBIDDEN
        return overlaps

    def _pairs(self, overlaps: Grid, worth: Grid) -> dict[int, int]:
        """Tracks with regions so that their worth is greatest, where they overlap enough."""
        from scipy.optimize import linear_sum_assignment

        if not worth.size:
            return {}
        rows, columns = linear_sum_assignment(worth, maximize=True)
        return {
            int(row): int(column)
            for row, column in zip(rows, columns, strict=True)
            if overlaps[row, column] >= self.least_overlap
        }

    def _along(self, rows: Grid, regions: Sequence[Region]) -> Grid:
        """How well each region lies in each track's direction, -0.5 to 0.5, by its score."""
        import numpy as np

        found = np.zeros((len(self._tracks), len(regions)))
        for at, track in enumerate(self._tracks):
            if track.direction is None:
                continue
            start = track.reference(self.look_back)
            for index, region in enumerate(regions):
                right, down = _way(start, rows[index].tolist())
                same = track.direction[0] * right + track.direction[1] * down
                turn = acos(min(1.0, max(-1.0, same)))
                found[at, index] = (pi / 2 - turn) / pi * score_of(region)
        return found
