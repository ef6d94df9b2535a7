"""The values that flow along wires. A value's class IS its port type.

Coordinates are normalised to 0..1 with the origin at the top left; the doors convert to pixels.
Values are immutable and pass by reference: an operator never changes a value, it makes a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from runtime.contracts.placement import WHOLE, Box, Placement

__all__ = ["WHOLE", "Box", "Placement"]

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


SHARING = 4
"""A part of at least one in so many of a picture's bytes shares them."""

T = TypeVar("T", bound="Value")
S = TypeVar("S", bound="Value | None")


@dataclass(frozen=True, eq=False)
class Value:
    """Anything a port can carry; as a port's type it accepts every kind."""

    kind: ClassVar[str] = "any"


@dataclass(frozen=True)
class Shot:
    """When a picture was taken: its place in a film or in a stream."""

    film: str
    """Which film or stream."""
    number: int
    """Of the frame, from 1 on."""
    at: str
    """The moment, as ISO 8601; of a film, counted from the beginning of 1970."""
    time_ms: int | None = None
    """Since the beginning, where that is measured."""
    fps: float | None = None
    measured_fps: float | None = None
    from_file: bool | None = None
    """Whether it is a film, not a stream; None where nobody knows."""
    total: int | None = None
    """How many frames there are."""


@dataclass(frozen=True, eq=False)
class Image(Value):
    """A decoded picture: RGB, uint8, shape (height, width, 3)."""

    kind: ClassVar[str] = "image"
    pixels: NDArray[np.uint8]
    cut: Placement | None = None
    """Where it was cut from; None for a picture that came in, or has a geometry of its own."""
    shot: Shot | None = None
    """Where it stands in a film; None for a still."""

    @property
    def placement(self) -> Placement:
        """Its size and its place in its root."""
        if self.cut is not None:
            return self.cut
        return Placement(self.width, self.height)

    def with_pixels(self, pixels: NDArray[np.uint8]) -> Image:
        """Other pixels of the same view: it stays known where the picture was cut from.

        They may be of another size, but show the same part of the scene, unturned.
        """
        if self.cut is None and pixels.shape[:2] == (self.height, self.width):
            return Image(pixels, shot=self.shot)
        mine = self.placement
        height, width = int(pixels.shape[0]), int(pixels.shape[1])
        root_width, root_height = mine.root_size
        same = (mine.box, root_width, root_height, mine.id, mine.parent)
        return Image(pixels, Placement(width, height, *same), self.shot)

    def part(self, top: int, left: int, bottom: int, right: int, part_id: str = "") -> Image:
        """A part that knows where it was cut from; the ends are left out.

        A large part shares its picture's memory. A small one has its own, or it would hold on to
        all of the picture.
        """
        pixels = self.pixels[top:bottom, left:right]
        whole = pixels.base if pixels.base is not None else self.pixels
        if pixels.nbytes * SHARING < whole.nbytes:
            pixels = pixels.copy()
        box = Box(top / self.height, left / self.width, bottom / self.height, right / self.width)
        placement = self.placement.part(box, right - left, bottom - top, part_id)
        return Image(pixels, placement, self.shot)

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
    number: int | None = None
    """The class's place among the labels of the model that found it."""


@dataclass(frozen=True)
class Concepts(Value):
    """Scored classes, best first."""

    kind: ClassVar[str] = "concepts"
    items: tuple[Concept, ...] = ()
    placement: Placement | None = None
    """Of the picture that was judged, when it was one."""
    several: bool = False
    """Whether they do not exclude one another: each of these applies, not the best alone."""
    others: tuple[Concept, ...] = ()
    """Classes that were judged too and do not apply, where several may."""


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
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What nodes measured of it, by name, such as `time_in_zone`: plain JSON."""

    def at(self, box: Box) -> Region:
        """The same region in another place; `replace` is four times slower, and boxes are many."""
        moved = object.__new__(Region)
        moved.__dict__.update(self.__dict__, box=box)
        return moved

    @property
    def score(self) -> float:
        """The best concept's score, 0 when there is none."""
        return max((concept.value for concept in self.concepts), default=0.0)


@dataclass(frozen=True)
class Regions(Value):
    """Places found in one picture, in reading or score order."""

    kind: ClassVar[str] = "regions"
    items: tuple[Region, ...] = ()
    placement: Placement | None = None
    """Of the picture that they lie in, as far as it is known."""


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
    """A list of plain JSON values; values, such as pictures, may stand among them."""

    kind: ClassVar[str] = "list"
    value: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Json(Value):
    """Any JSON value; other values, such as pictures, may stand within it."""

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

    As a field of `Outputs` it raises the dimension by one; `anchors` has one entry per value. Where
    a value is None, that element is absent.
    """

    values: tuple[T | None, ...] = ()
    anchors: tuple[Anchor, ...] = field(default=())


@dataclass(frozen=True)
class All(Generic[T]):
    """An input that gathers: the values of one fan-out together, absent ones as None.

    As a field of `Inputs` it lowers the dimension by one.
    """

    values: tuple[T | None, ...] = ()
    anchors: tuple[Anchor, ...] = field(default=())


@dataclass(frozen=True)
class Many(Generic[S]):
    """An input that takes several wires, in the order of the graph, each with a name or without.

    As a field of `Inputs`, `Many[X]` waits for all of them; `Many[X | None]` takes absent ones too.
    """

    values: tuple[S, ...] = ()
    names: tuple[str, ...] = ()

    def by_name(self) -> dict[str, S]:
        """The values of the wires by their names."""
        return dict(zip(self.names, self.values, strict=True))


VALUE_KINDS: dict[str, type[Value]] = {
    cls.kind: cls
    for cls in (
        Value, Image, Video, Audio, Text, Concepts, Regions, Embeddings, Clusters, Mask, Colors,
        Number, Boolean, String, List, Json, Table,
    )
}  # fmt: skip

MEDIA_KINDS = ("image", "video", "audio", "text")
