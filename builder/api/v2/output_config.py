"""What a caller wants to see: which concepts, how many, how sure, and how many frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from builder.actions.for_video import LEAST_MS, MOST_MS
from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_CONCEPTS = 200


class OutOfRangeError(WeftError):
    """A number that is too small or too large."""

    code = "out_of_range"
    status = 400


@dataclass(frozen=True)
class OutputConfig:
    """Selects among the concepts of each output, of its regions and of its frames."""

    max_concepts: int = 0
    """0: all of them."""
    min_value: float = 0.0
    select: frozenset[str] = frozenset()
    """Ids or names; empty: all of them."""
    sample_ms: int = field(default=0, compare=False)
    """How often a frame of a video is taken; 0: as the workflow says."""

    @classmethod
    def of(cls, message: Any) -> OutputConfig:
        """From a request's `output_config`. Raises `OutOfRangeError`."""
        named = {item.id or item.name for item in message.select_concepts}
        return cls(
            message.max_concepts, message.min_value, frozenset(named), message.sample_ms
        ).checked()

    @classmethod
    def from_query(cls, query: Mapping[str, list[str]]) -> OutputConfig:
        """From the address of a run, as `as_query` wrote it. Raises `OutOfRangeError`."""
        try:
            return cls(
                int(query.get("max_concepts", ["0"])[-1]),
                float(query.get("min_value", ["0"])[-1]),
                frozenset(query.get("select_concepts", [])),
            ).checked()
        except ValueError as error:
            raise OutOfRangeError("max_concepts and min_value must be numbers.") from error

    def checked(self) -> OutputConfig:
        """The same, when its numbers make sense."""
        if not 0 <= self.max_concepts <= MOST_CONCEPTS:
            message = f"output_config.max_concepts must be 0 to {MOST_CONCEPTS}."
            raise OutOfRangeError(message, field="max_concepts")
        if not 0.0 <= self.min_value <= 1.0:
            raise OutOfRangeError("output_config.min_value must be 0 to 1.", field="min_value")
        if self.sample_ms and not LEAST_MS <= self.sample_ms <= MOST_MS:
            message = f"output_config.sample_ms must be {LEAST_MS} to {MOST_MS} milliseconds."
            raise OutOfRangeError(message, field="sample_ms")
        return self

    def as_query(self) -> str:
        """For the address where a run is asked for again; empty when everything is shown."""
        told: list[tuple[str, Any]] = [("select_concepts", name) for name in sorted(self.select)]
        if self.max_concepts:
            told.append(("max_concepts", self.max_concepts))
        if self.min_value:
            told.append(("min_value", self.min_value))
        return f"?{urlencode(told)}" if told else ""

    def shown(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is left of a `Data` message. A region that loses all its concepts goes with them."""
        if self == _EVERYTHING:
            return data
        kept = dict(data)
        if "concepts" in data:
            kept["concepts"] = self._concepts(data["concepts"])
        if "regions" in data:
            regions = [(before, self._inside(before)) for before in data["regions"]]
            kept["regions"] = [
                after
                for before, after in regions
                if after["data"].get("concepts") or not before["data"].get("concepts")
            ]
        for places in ("frames", "time_segments"):
            if places in data:
                kept[places] = [self._inside(place) for place in data[places]]
        return kept

    def _inside(self, place: dict[str, Any]) -> dict[str, Any]:
        return {**place, "data": self.shown(place.get("data", {}))}

    def _concepts(self, concepts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        kept = [
            item
            for item in concepts
            if item["value"] >= self.min_value
            and (not self.select or item["id"] in self.select or item["name"] in self.select)
        ]
        if not self.max_concepts:
            return kept
        return sorted(kept, key=lambda item: -item["value"])[: self.max_concepts]


_EVERYTHING = OutputConfig()
