"""What the child saw of a graph: plain facts, checked once more on the parent's side."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

Size = int | str | None


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Port(_Fact):
    """An input or output as the file declares it."""

    name: str = Field(max_length=512)
    dtype: str = Field(max_length=40)
    shape: tuple[Size, ...] = ()

    def fixed(self, axis: int) -> int | None:
        """The length of a side when the file fixes it."""
        size = self.shape[axis] if -len(self.shape) <= axis < len(self.shape) else None
        return size if isinstance(size, int) and size > 0 else None


class Range(_Fact):
    """Least and greatest of some numbers."""

    low: float
    high: float


class Output(_Fact):
    """What one output held after a test run."""

    name: str = Field(max_length=512)
    dtype: str = Field(max_length=40)
    shape: tuple[int, ...]
    finite: bool = True
    values: Range | None = None
    rows: Range | None = None
    """Sums along the last axis."""
    depth: Range | None = None
    """Sums along the second axis."""
    columns: tuple[Range, ...] = Field(default=(), max_length=8)
    """The first entries of the last axis."""
    lines: tuple[Range, ...] = Field(default=(), max_length=8)
    """The first entries of the second axis."""


class Graph(_Fact):
    """One graph: its ports, what it says of itself, and two test runs."""

    file: str = Field(max_length=255)
    bytes: int = Field(ge=0)
    opset: int
    producer: str = Field(default="", max_length=200)
    metadata: dict[str, str] = Field(default_factory=dict)
    inputs: tuple[Port, ...] = ()
    outputs: tuple[Port, ...] = ()
    side: int | None = None
    """Height and width of the test picture, where the graph leaves them open."""
    noise: tuple[Output, ...] = ()
    zeros: tuple[Output, ...] = ()

    def output(self, name: str) -> Output | None:
        """What an output held after the run on noise."""
        return next((item for item in self.noise if item.name == name), None)


class Seen(_Fact):
    """Every graph by role."""

    graphs: dict[str, Graph]
