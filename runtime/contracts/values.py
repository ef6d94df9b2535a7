"""The values that flow along wires. A value's class IS its port type.

Coordinates are normalised to 0..1 with the origin at the top left; the doors convert to pixels.
Values are immutable and pass by reference: an operator never changes a value, it makes a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


T = TypeVar("T", bound="Value")


@dataclass(frozen=True, eq=False)
class Value:
    """Anything a port can carry; as a port's type it accepts every kind."""

    kind: ClassVar[str] = "any"


@dataclass(frozen=True, eq=False)
class Image(Value):
    """A decoded picture: RGB, uint8, shape (height, width, 3)."""

    kind: ClassVar[str] = "image"
    pixels: NDArray[np.uint8]

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def held_bytes(self) -> int:
        """How much memory it takes."""
        return int(self.pixels.nbytes)


@dataclass(frozen=True)
class Video(Value):
    """A video kept as a stored file, decoded frame by frame by who needs it."""

    kind: ClassVar[str] = "video"
    blob: str
    media_type: str = "video/mp4"
    width: int = 0
    """As it is shown, upright; 0 for an older stored value that does not say."""
    height: int = 0
    duration_ms: int = 0
    fps: float = 0.0
    """Pictures a second on average; 0 when the file does not say."""


@dataclass(frozen=True, eq=False)
class Audio(Value):
    """Mono samples in -1..1, float32, with their rate in hertz."""

    kind: ClassVar[str] = "audio"
    samples: NDArray[np.float32]
    rate: int
    blob: str = ""
    """The stored file it was decoded from, shown as it came; empty for what a node made."""
    media_type: str = "audio/wav"

    @property
    def duration_ms(self) -> int:
        """How long it plays."""
        return round(len(self.samples) * 1000 / self.rate) if self.rate else 0


@dataclass(frozen=True)
class Text(Value):
    """Running text."""

    kind: ClassVar[str] = "text"
    raw: str


@dataclass(frozen=True)
class Concept:
    """A class name with its score in 0..1."""

    id: str
    name: str
    value: float


@dataclass(frozen=True)
class Concepts(Value):
    """Scored classes, best first."""

    kind: ClassVar[str] = "concepts"
    items: tuple[Concept, ...] = ()


@dataclass(frozen=True)
class Box:
    """A rectangle in 0..1; `top <= bottom`, `left <= right`."""

    top: float
    left: float
    bottom: float
    right: float


@dataclass(frozen=True)
class Keypoint:
    """A named point in a picture, such as an elbow; x and y in 0..1, `value` how sure it is."""

    x: float
    y: float
    value: float = 1.0
    name: str = ""


@dataclass(frozen=True)
class Region:
    """A place in a picture. `id` is unique within its `Regions` and survives edits downstream."""

    id: str
    box: Box
    concepts: tuple[Concept, ...] = ()
    text: str | None = None
    polygon: tuple[tuple[float, float], ...] = ()
    """Corner points as (x, y), or the outline of an instance; empty when the box says it all."""
    keypoints: tuple[Keypoint, ...] = ()
    track_id: str | None = None

    @property
    def score(self) -> float:
        """The best concept's score, 0 when there is none."""
        return max((concept.value for concept in self.concepts), default=0.0)


@dataclass(frozen=True)
class Regions(Value):
    """Places found in one picture, in reading or score order."""

    kind: ClassVar[str] = "regions"
    items: tuple[Region, ...] = ()


@dataclass(frozen=True)
class Embeddings(Value):
    """One or more vectors."""

    kind: ClassVar[str] = "embeddings"
    vectors: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Clusters(Value):
    """Cluster number per element, -1 for none."""

    kind: ClassVar[str] = "clusters"
    labels: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Mask(Value):
    """One class number per pixel, uint8, shape (height, width), with the classes' names."""

    kind: ClassVar[str] = "mask"
    classes: NDArray[np.uint8]
    names: tuple[str, ...] = ()

    @property
    def held_bytes(self) -> int:
        """How much memory it takes."""
        return int(self.classes.nbytes)


@dataclass(frozen=True)
class Color:
    """A colour as `#rrggbb` with its share of the picture in 0..1."""

    hex: str
    name: str
    value: float


@dataclass(frozen=True)
class Colors(Value):
    """The leading colours, largest share first."""

    kind: ClassVar[str] = "colors"
    items: tuple[Color, ...] = ()


@dataclass(frozen=True)
class Number(Value):
    """A finite number."""

    kind: ClassVar[str] = "number"
    value: float


@dataclass(frozen=True)
class Boolean(Value):
    """Yes or no."""

    kind: ClassVar[str] = "boolean"
    value: bool


@dataclass(frozen=True)
class String(Value):
    """A short string: a name, a choice, a key."""

    kind: ClassVar[str] = "string"
    value: str


@dataclass(frozen=True)
class List(Value):
    """A list of plain JSON values."""

    kind: ClassVar[str] = "list"
    value: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Json(Value):
    """Any JSON value."""

    kind: ClassVar[str] = "json"
    value: Any = None


@dataclass(frozen=True)
class Table(Value):
    """Named columns and rows of plain JSON values."""

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True)
class Anchor:
    """Where an element of a fan-out came from: a region of a picture, or a frame of a video."""

    region: Region | None = None
    frame: int | None = None
    time_ms: int | None = None


@dataclass(frozen=True)
class Each(Generic[T]):
    """An output that fans out: one value per region or frame, and downstream runs once for each.

    As a field of `Outputs` it raises the dimension by one; `anchors` has one entry per value.
    """

    values: tuple[T, ...] = ()
    anchors: tuple[Anchor, ...] = field(default=())


@dataclass(frozen=True)
class All(Generic[T]):
    """An input that gathers: the values of one fan-out together, absent ones as None.

    As a field of `Inputs` it lowers the dimension by one.
    """

    values: tuple[T | None, ...] = ()
    anchors: tuple[Anchor, ...] = field(default=())


VALUE_KINDS: dict[str, type[Value]] = {
    cls.kind: cls
    for cls in (
        Value, Image, Video, Audio, Text, Concepts, Regions, Embeddings, Clusters, Mask, Colors,
        Number, Boolean, String, List, Json, Table,
    )
}  # fmt: skip

MEDIA_KINDS = ("image", "video", "audio", "text")
