"""What the worker needs of stored data, as protocols; `builder/run_store.py` fulfils them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from runtime.contracts.events import Event, NewEvent
    from runtime.contracts.graph import GraphSpec, ModelRef
    from runtime.contracts.model import ModelManifest

    PutBlob = Callable[[bytes | BinaryIO, str], str]
    """Keeps bytes, or an open file, of a media type; answers their SHA-256."""


@dataclass(frozen=True)
class ClaimedRun:
    """A run that this worker owns until its lease ends, or another claim raises the fence."""

    id: str
    app: int
    fence: int
    attempt: int
    graph: GraphSpec
    inputs: Sequence[Mapping[str, Any]]
    """Graph input name -> stored value, for each input."""
    finished: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """Node -> stored port outputs per input, of nodes that an earlier attempt finished, or that
    were given with the run."""
    pinned: Collection[str] = ()
    """Those of them whose outputs stand in for what they would have computed."""
    spared: Collection[str] = ()
    """Nodes of the graph that nobody needs, because all that follows them is given."""
    common: Collection[str] = ()
    """Nodes that are computed once, for all inputs."""
    seconds_left: float | None = None
    """Until the run's deadline."""
    origin: str = ""
    """The door it came through."""
    draft: bool = False
    """Whether it is of a draft on the canvas, not of a saved version or a definition that came with
    a call."""
    session: Mapping[str, Any] | None = None
    """Node -> what it left at the end of the session's call before; None outside of sessions."""


@dataclass(frozen=True)
class NodeRecord:
    """What to keep of a node beside its event."""

    node: str
    status: str
    queue_ms: float | None = None
    ms: float | None = None
    cached: bool = False
    provider: str = ""
    error: Mapping[str, Any] | None = None
    outputs: Sequence[Mapping[str, Any]] | None = None
    """Stored port outputs per input, once it finished."""
    left: Mapping[str, Any] | None = None
    """What it leaves for the session's next call: the session has it once the run succeeded, whole
    or in part, and keeps what it had when it did not."""


class RunStore(Protocol):
    """Runs, as the worker sees them."""

    def claim(self, run: str, worker: str, *, alone: bool = False) -> ClaimedRun | None:
        """Take the run by compare-and-set; None when it is done, owned, or not due.

        A run that lost an attempt is only given to a caller who computes it alone.
        """

    def release(self, claimed: ClaimedRun) -> str:
        """Hand a run back unfinished, the attempt uncounted; answers the lane to ring."""

    def emit(
        self, claimed: ClaimedRun, events: Sequence[NewEvent], records: Sequence[NodeRecord]
    ) -> Sequence[Event]:
        """Keep events and records in one transaction under the fence; answers the kept events.

        Raises `FencedError` when another attempt owns the run, `CancelledError` when a cancel was
        asked for (after keeping everything).
        """

    def renew(self, claimed: ClaimedRun) -> bool:
        """Prolong the lease; True when a cancel was asked for. Raises `FencedError`."""

    def sweep(self) -> Sequence[tuple[str, str]]:
        """End runs that are out of attempts or time; answers the runs to ring, with their lanes."""

    def oldest_waiting_seconds(self, lanes: Sequence[str]) -> float:
        """How long the oldest due run of these lanes has been queued; 0 when none is."""

    def prune(self, seconds: float) -> bool:
        """Remove ended runs and files that are past their time, for about so long.

        Answers whether all of them are gone.
        """

    def put_blob(self, app: int, data: bytes | BinaryIO, media_type: str) -> str:
        """Keep bytes, or an open file, in the app's store; answers their SHA-256.

        Each run that points at a file keeps it anew: files that no run kept for long are removed.
        """

    def putting_blobs(self, app: int) -> AbstractContextManager[PutBlob]:
        """Keep several files: what it gives does what `put_blob` does, and may do it in any thread.

        They are kept for sure when the block has ended.
        """

    def hold_blob(self, app: int, digest: str) -> None:
        """Note that a run is about to point at a kept file. Raises `NotFoundError`."""

    def get_blob(self, app: int, digest: str) -> bytes:
        """A kept file. Raises `NotFoundError`."""

    def open_blob(self, app: int, digest: str) -> BinaryIO:
        """A kept file to read from and seek in, not in memory as a whole. Raises `NotFoundError`.

        Close it after use.
        """


class EventLog(Protocol):
    """Events, as viewers see them."""

    def may_view(self, user: Any, run: str) -> bool:
        """Whether this user may see the run."""

    def has_ended(self, run: str) -> bool:
        """Whether the terminal event is written."""

    def events_after(self, run: str, seq: int) -> Sequence[Event]:
        """The kept events with a greater seq, in order."""


@dataclass(frozen=True)
class LaneState:
    """The queued runs of one lane that are due."""

    name: str
    length: int
    oldest_seconds: float
    """How long the one that waits longest waits; 0 when none does."""


@dataclass(frozen=True)
class QueueState:
    """What all processes together have to do."""

    lanes: Sequence[LaneState]
    """Every lane, empty ones too."""
    running: int
    leases_expired: int
    """Running ones whose worker went silent."""


class QueueGauges(Protocol):
    """The queue, as who watches over it sees it."""

    def read(self) -> QueueState:
        """The state at this moment."""


class ModelStore(Protocol):
    """Model versions, as the worker sees them."""

    def manifest(self, ref: ModelRef) -> ModelManifest | None:
        """The card of a pinned model version, or of the newest in the shared catalogue."""

    def read_file(self, ref: ModelRef, digest: str) -> Iterable[bytes]:
        """The bytes of a file that this model version names, in pieces. Raises `NotFoundError`."""


@dataclass(frozen=True)
class NewEntry:
    """Something to be found again by its vector."""

    vector: Sequence[float]
    text: str = ""
    concepts: Sequence[tuple[str, float]] = ()
    """Names with their scores."""
    thumbnail: bytes = b""
    """A small JPEG; empty for none."""
    region: Mapping[str, Any] | None = None
    """The place in its picture that it is about, as stored regions are written."""
    source: str = ""
    """Node and element that it came from."""


@dataclass(frozen=True)
class Hit:
    """An entry that was found."""

    id: int
    score: float
    """Cosine of the angle to the vector that was asked for; below 0 counts as 0."""
    text: str
    concepts: Sequence[tuple[str, float]]
    run: str
    created_at: str
    thumbnail: str = ""
    """Digest of the picture; empty for none."""


class SearchIndexes(Protocol):
    """The search indexes of one app, for one run."""

    def add(self, index: str, entries: Sequence[NewEntry]) -> int:
        """Keep entries, each once; answers how many the index holds then.

        Raises an `OperatorFailedError` when vectors do not fit the index, or it is full.
        """

    def search(
        self, index: str, vectors: Sequence[Sequence[float]], limit: int, min_score: float
    ) -> Sequence[Sequence[Hit]]:
        """For each vector the nearest entries, best first; an unknown index is an error."""

    def picture(self, digest: str) -> bytes:
        """A hit's thumbnail. Raises `NotFoundError`."""


class EmbeddingStore(Protocol):
    """Where search indexes are kept."""

    def of(self, app: int, run: str) -> SearchIndexes:
        """Those of an app, for one of its runs."""
