"""The votes of each track's finds for its class, and the class that they settled on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Box, Concept
from runtime.inference import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.values import Region

_MOST_CLASSES = 256
_MOST_TRACKS = 4096


@dataclass(frozen=True)
class VoteRules:
    """When a class is settled, and when it changes again."""

    min_votes: int
    vote_confidence: float
    lead_margin: int
    switch_after: int
    state_ttl: int
    reattach_window: int
    reattach_iou: float


@dataclass
class Ballot:
    """What is known of one track."""

    votes: dict[str, int] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    """The sum of the votes' scores."""
    concepts: dict[str, Concept] = field(default_factory=dict)
    settled: str | None = None
    challenger: str | None = None
    running: int = 0
    running_score: float = 0.0
    seen: int = 0
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Ballot:
        """The ballot that `asdict` told."""
        concepts = {name: Concept(**one) for name, one in stored["concepts"].items()}
        return cls(**{**stored, "concepts": concepts, "box": Box(**stored["box"])})

    def count(self, concept: Concept, rules: VoteRules) -> None:
        """Take in a find."""
        sure = concept.value >= rules.vote_confidence
        if self.settled is None:
            if sure and (concept.name in self.votes or len(self.votes) < _MOST_CLASSES):
                self._add(concept)
            self._settle(rules)
        elif sure and concept.name != self.settled:
            self._challenge(concept, rules)
        else:
            self.challenger, self.running, self.running_score = None, 0, 0.0

    def answer(self) -> Concept | None:
        """The settled class with the mean score of its votes."""
        if self.settled is None:
            return None
        mean = self.scores.get(self.settled, 0.0) / max(1, self.votes.get(self.settled, 0))
        known = self.concepts[self.settled]
        return Concept(known.id, known.name, min(1.0, mean), known.number)

    def _add(self, concept: Concept) -> None:
        name = concept.name
        self.votes[name] = self.votes.get(name, 0) + 1
        self.scores[name] = self.scores.get(name, 0.0) + concept.value
        self.concepts[name] = concept

    def _settle(self, rules: VoteRules) -> None:
        ranked = sorted(self.votes.items(), key=lambda one: -one[1])
        if not ranked:
            return
        second = ranked[1][1] if len(ranked) > 1 else 0
        name, votes = ranked[0]
        if votes >= rules.min_votes and votes - second >= rules.lead_margin:
            self.settled = name

    def _challenge(self, concept: Concept, rules: VoteRules) -> None:
        """A sure find of another class; enough of them running win."""
        if concept.name != self.challenger:
            self.challenger, self.running, self.running_score = concept.name, 0, 0.0
        self.running += 1
        self.running_score += concept.value
        if self.running < rules.switch_after:
            return
        self.settled = concept.name
        self.votes = {concept.name: self.running}
        self.scores = {concept.name: self.running_score}
        self.concepts = {concept.name: concept}
        self.challenger, self.running, self.running_score = None, 0, 0.0


@dataclass
class Ballots:
    """The ballots along one stream. Fulfils `Memory`."""

    frame: int = 0
    tracks: dict[str, Ballot] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session; in order."""
        told = [[track, asdict(ballot)] for track, ballot in self.tracks.items()]
        return {"frame": self.frame, "tracks": told}

    def from_json(self, stored: Mapping[str, Any]) -> None:
        """Go on."""
        self.frame = stored["frame"]
        self.tracks = {track: Ballot.from_json(one) for track, one in stored["tracks"]}

    def begin_frame(self, present: set[str], rules: VoteRules) -> list[str]:
        """The next frame; answers the settled tracks that were lost not long ago."""
        self.frame += 1
        return [
            track
            for track, ballot in self.tracks.items()
            if track not in present
            and ballot.settled is not None
            and 1 <= self.frame - ballot.seen <= rules.reattach_window
        ]

    def vote(self, track: str, region: Region, lost: list[str], rules: VoteRules) -> Concept | None:
        """Take in a region; answers the settled class of its track."""
        if track not in self.tracks:
            self.tracks[track] = self._inherited(region.box, lost, rules) or Ballot()
        ballot = self.tracks[track]
        ballot.seen, ballot.box = self.frame, region.box
        best = max(region.concepts, key=lambda concept: concept.value, default=None)
        if best is not None:
            ballot.count(best, rules)
        return ballot.answer()

    def end_frame(self, rules: VoteRules) -> None:
        """Forget those long unseen, and the longest unseen of too many."""
        kept = {
            track: ballot
            for track, ballot in self.tracks.items()
            if self.frame - ballot.seen <= rules.state_ttl
        }
        for track in sorted(kept, key=lambda one: kept[one].seen)[:-_MOST_TRACKS]:
            del kept[track]
        self.tracks = kept

    def _inherited(self, box: Box, lost: list[str], rules: VoteRules) -> Ballot | None:
        """The ballot of the lost track that was nearest, which is then no longer lost."""
        near = [
            (places.overlap(box, self.tracks[track].box), -index, track)
            for index, track in enumerate(lost)
        ]
        share, _, track = max(near, default=(0.0, 0, ""))
        if share <= 0 or share < rules.reattach_iou:
            return None
        lost.remove(track)
        return self.tracks.pop(track)
