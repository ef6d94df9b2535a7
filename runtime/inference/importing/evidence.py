"""What the rules look at, and what a rule that fits answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import BadSideFileError
from runtime.inference.importing.answers import Answers
from runtime.inference.importing.files import labels_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.model import Task
    from runtime.inference.importing.answers import Question
    from runtime.inference.importing.seen import Graph, Port, Seen

ROW_TOLERANCE = 0.01


@dataclass(frozen=True)
class Evidence:
    """A model's graphs, its configuration, and what a person said."""

    seen: Seen
    documents: Mapping[str, Any] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    side: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)

    def document(self, name: str) -> Mapping[str, Any]:
        """A configuration file, empty when it is missing or no table."""
        found = self.documents.get(name)
        return found if isinstance(found, dict) else {}

    @property
    def graph(self) -> Graph:
        """The first graph, the only one as a rule."""
        return next(iter(self.seen.graphs.values()))

    @property
    def config_labels(self) -> tuple[str, ...]:
        """What config.json calls the classes."""
        return labels_of(self.document("config").get("id2label"))

    def known_labels(self) -> tuple[str, ...]:
        """The person's labels, else those of a file, else the configuration's."""
        if self.answers.labels is not None:
            return tuple(label for label in self.answers.labels if label)
        return self.labels or self.config_labels


@dataclass
class Guess:
    """What a rule makes of a model."""

    task: Task
    decoder: str
    reasons: list[str]
    labels: tuple[str, ...] = ()
    preprocess: dict[str, Any] = field(default_factory=dict)
    postprocess: dict[str, Any] = field(default_factory=dict)
    thresholds: dict[str, float] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    description: str = ""
    licence: str = ""
    languages: tuple[str, ...] = ()
    classes: int | None = None
    """How many classes there are, where it is known."""


def picture_port(graph: Graph) -> Port | None:
    """The input that takes a picture."""
    for port in graph.inputs:
        pixels = len(port.shape) == 4 and port.dtype in ("float", "float16", "uint8")
        if pixels and "past" not in port.name:
            channels = [port.fixed(1), port.fixed(3)]
            if 3 in channels or 1 in channels or channels[0] is None:
                return port
    return None


def is_token_graph(graph: Graph) -> bool:
    """Whether a graph takes the numbers of tokens."""
    return any(port.name == "input_ids" or port.name.endswith("input_ids") for port in graph.inputs)


def require(evidence: Evidence, role: str, name: str) -> None:
    """Raise `BadSideFileError` when a file that the model cannot do without did not come along."""
    if role not in evidence.side:
        message = f"A model of this kind needs {name} beside it. Add that file."
        raise BadSideFileError(message, missing=name)


def left_to_apply(graph: Graph, name: str, wanted: str) -> tuple[str, str]:
    """Which activation is left, by what test runs gave, and the reason."""
    runs = [item for item in (*graph.noise, *graph.zeros) if item.name == name and item.values]
    if not runs:
        return wanted, f"The test runs said nothing of {name}, so {wanted} is applied."
    low = min(item.values.low for item in runs if item.values)
    high = max(item.values.high for item in runs if item.values)
    sums = [item.rows for item in runs if item.rows]
    summed = sums and all(
        abs(item.low - 1) < ROW_TOLERANCE and abs(item.high - 1) < ROW_TOLERANCE for item in sums
    )
    if low >= 0 and summed:
        return "none", f"In test runs the rows of {name} sum to 1, so softmax is in the graph."
    if low >= 0 and high <= 1:
        return "none", f"In test runs {name} lies in 0..1, so nothing is left to apply."
    return wanted, f"In test runs {name} leaves 0..1, so {wanted} is applied."
