"""The one door for `builder` and `config`.

The catalogue, checking graphs, starting and cancelling runs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime import registry
from runtime.contracts.errors import RunNotAcceptedError, TooLargeError
from runtime.contracts.kinds import phrase
from runtime.contracts.limits import (
    MAX_AUDIO_BYTES,
    MAX_IMAGE_BYTES,
    MAX_TEXT_BYTES,
    MAX_VIDEO_URL_BYTES,
)
from runtime.contracts.values import MEDIA_KINDS, Image
from runtime.engine import part
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.check import check
from runtime.engine.lineage import combine
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.inference import manifests
from runtime.inference.importing import files as model_files
from runtime.inference.importing.files import MAX_DOCUMENT_BYTES as MAX_SIDE_BYTES
from runtime.inference.importing.look import Look, judge
from runtime.inference.importing.propose import Files as ModelFilesFound
from runtime.inference.importing.propose import Proposal as ModelProposal
from runtime.inference.sessions import Sessions
from runtime.media.audio import read_audio
from runtime.media.check_stored import check_ports
from runtime.media.containers import head_of
from runtime.media.encode import as_jpeg, encode_jpeg, faithful_jpeg
from runtime.media.folder_files import FolderFiles
from runtime.media.images import read_image, sniff, thumbnail
from runtime.media.masks import mask_classes
from runtime.media.probe import MediaInfo, read_media, what_it_is
from runtime.media.stored import from_stored, to_stored
from runtime.media.text import read_text
from runtime.media.video import poster
from runtime.query import listing
from runtime.worker import draining, embedded, event_stream, imports, metrics, metrics_page, tasks
from runtime.worker import follow as followers
from runtime.worker.imports import Trial
from runtime.worker.inputs import pictures
from runtime.worker.wired import wired

__all__ = [
    "MAX_SIDE_BYTES",
    "Look",
    "ModelFilesFound",
    "ModelProposal",
    "Trial",
    "mask_classes",
]

if TYPE_CHECKING:
    import threading
    from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from runtime.contracts.catalogue import Operator
    from runtime.contracts.errors import Problem
    from runtime.contracts.events import Event
    from runtime.contracts.graph import GraphSpec
    from runtime.contracts.model import ModelManifest, ModelSource
    from runtime.contracts.outside import ConnectionList
    from runtime.contracts.values import Value


@dataclass(frozen=True)
class Upload:
    """Bytes from outside, sniffed and proven to decode."""

    kind: str
    media_type: str
    data: bytes | BinaryIO
    """An open file for video and audio, which may be longer than memory."""
    width: int | None = None
    height: int | None = None
    text: str | None = None
    image: Image | None = None
    media: MediaInfo | None = None


def why_model_unavailable(model: str) -> str | None:
    """None when a shipped model can run here, else what it needs."""
    return manifests.why_unavailable(model)


def shared_manifests() -> Sequence[ModelManifest]:
    """The models that come with Weft."""
    return list(manifests.builtin().values())


def is_model_file(name: str) -> bool:
    """Whether a file of this name, relative to a model's folder, belongs to a model."""
    return model_files.is_wanted(name)


def model_files_to_fetch(sizes: Mapping[str, int], variant: str | None) -> list[str]:
    """Which files of a folder, by name and bytes, one variant of its model is made of."""
    return model_files.to_fetch(sizes, variant)


def model_file_name(name: str) -> str:
    """What such a file is called in a working folder."""
    return model_files.flat(name)


def model_too_large() -> Exception:
    """The refusal of a model over the limit of this installation."""
    return imports.too_large()


def lay_out_model(path: Path, folder: Path) -> None:
    """Put the files of a path into a working folder. Raises a `ModelRefusedError`."""
    imports.lay_out(path, folder)


def look_at_model(folder: Path, variant: str | None = None) -> Look:
    """Let a disposable child look at the model in a working folder.

    Raises a `ModelRefusedError`.
    """
    return imports.look_at(folder, variant)


def judge_model(
    evidence: Mapping[str, Any], files: ModelFilesFound, answers: object = None
) -> ModelProposal:
    """What a model is that was looked at, given what a person says. Raises a 4xx `WeftError`."""
    return judge(evidence, files, answers)


def try_model(card: ModelManifest, app: int, stored: Mapping[str, Any]) -> Trial:
    """Run a model, whose files are blobs of the app, once on a stored input of it."""
    return imports.try_once(card, app, stored)


def operators_for(task: str) -> Sequence[Operator]:
    """The operators that run models of this task, available ones first."""
    return imports.operators_for(task)


def small_picture(data: bytes, max_width: int) -> bytes:
    """A JPEG no wider than that. Raises a 4xx `WeftError` when the bytes are no picture."""
    return thumbnail(data, max_width)


def video_picture(file: BinaryIO, max_width: int) -> bytes:
    """A JPEG of a picture in a video, no wider than that. Raises a 4xx `WeftError`."""
    return thumbnail(encode_jpeg(poster(file, "The video")), max_width)


def operators() -> Mapping[str, Operator]:
    """The catalogue, by operator id."""
    return registry.operators()


def check_graph(
    graph: GraphSpec,
    models: ModelSource,
    connections: ConnectionList | None = None,
    *,
    added: int = 0,
) -> list[Problem]:
    """Every reason this graph cannot run; so many `added` nodes do not count as the author's."""
    return check(graph, operators(), models, connections, added=added)


def ancestors(graph: GraphSpec, targets: Collection[str]) -> set[str]:
    """The targets and every node that one of them waits for."""
    return part.ancestors(graph, targets)


def spared(graph: GraphSpec, given: Collection[str], targets: Collection[str]) -> set[str]:
    """Nodes that nobody needs, because all that follows them is given."""
    return part.spared(graph, given, targets)


def unchanged(before: GraphSpec, now: GraphSpec) -> set[str]:
    """Nodes that are the same in both graphs, and all that they wait for too."""
    return part.unchanged(before, now)


def output_depths(graph: GraphSpec) -> Mapping[str, Mapping[str, int]]:
    """How many fan-outs each output of a checked graph lies within, by node and port."""
    return part.output_depths(graph, operators())


def query_language() -> tuple[Sequence[tuple[str, bool, str]], Sequence[tuple[str, int]]]:
    """The query language's operations (name, compound, hint) and comparisons (name, operands)."""
    return listing.operations(), listing.comparisons()


def combine_lineages(lineages: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The lineage of a node whose wires bring these; None when they cannot be paired."""
    return combine(lineages)


def lies_within(tree: Any, depth: int) -> bool:
    """Whether a stored output is nested in so many fan-outs."""
    return part.lies_within(tree, depth)


def check_outputs(operator: str, outputs: Any, like: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Outputs of an operator as a person edited them, in their canonical form.

    They are nested like those they stand for, and name no other files. Raises a 4xx `WeftError`
    that says where they do not fit.
    """
    return check_ports(operators()[operator], outputs, like)


def read_upload(data: bytes | BinaryIO, name: str, kinds: Sequence[str]) -> Upload:
    """Read bytes or a seekable file as one of the kinds that a workflow takes.

    Raises a 4xx `WeftError` naming the file.
    """
    file = _as_file(data)
    wanted = [kind for kind in kinds if kind in MEDIA_KINDS]
    found = what_it_is(head_of(file))
    if found == "media" and ("text" not in wanted or {"video", "audio"} & set(wanted)):
        return _media_upload(file, name, wanted)
    if "image" in wanted and (found == "image" or "text" not in wanted):
        content = file.read(MAX_IMAGE_BYTES + 1)
        image = read_image(content, name)
        media_type = sniff(content) or "application/octet-stream"
        return Upload("image", media_type, content, image.width, image.height, image=image)
    if "text" in wanted:
        content = file.read(MAX_TEXT_BYTES + 1)
        if len(content) > MAX_TEXT_BYTES:
            raise TooLargeError(f"{name} is larger than 1 MB of text. Send less text.")
        return Upload("text", "text/plain", content, text=read_text(content).raw)
    if wanted:
        return _media_upload(file, name, wanted)
    raise RunNotAcceptedError(f"This workflow takes no files; {name} cannot be read.")


def _media_upload(file: BinaryIO, name: str, kinds: Sequence[str]) -> Upload:
    picture = what_it_is(head_of(file)) == "image"
    info = None if picture else read_media(file, name)
    if info is None or info.kind not in kinds:
        word, wanted = phrase([info.kind if info else "image"]), phrase(kinds)
        raise RunNotAcceptedError(f"“{name}” is {word}; this workflow takes {wanted}.")
    width, height = info.width or None, info.height or None
    return Upload(info.kind, info.media_type, file, width, height, media=info)


def kind_of(data: bytes | BinaryIO, name: str) -> str:
    """The kind of medium that bytes are, by their content; `text` for what is none.

    Raises a 4xx `WeftError` for a damaged file.
    """
    file = _as_file(data)
    found = what_it_is(head_of(file))
    return read_media(file, name).kind if found == "media" else found or "text"


def max_upload_bytes(kinds: Collection[str]) -> int:
    """How long a file at a URL may be when any of these kinds is taken."""
    limits = {"video": MAX_VIDEO_URL_BYTES, "audio": MAX_AUDIO_BYTES}
    return max((limits.get(kind, MAX_IMAGE_BYTES) for kind in kinds), default=MAX_IMAGE_BYTES)


def stored_upload(upload: Upload, keep: Callable[[bytes | BinaryIO, str], str]) -> dict[str, Any]:
    """The stored value of an upload; `keep` stores its bytes and answers their name."""
    if upload.kind == "text":
        return {"kind": "text", "raw": upload.text or ""}
    value: dict[str, Any] = {
        "kind": upload.kind,
        "blob": keep(upload.data, upload.media_type),
        "media_type": upload.media_type,
    }
    if upload.kind != "audio":
        value |= {"width": upload.width, "height": upload.height}
    if upload.media is not None:
        value["duration_ms"] = upload.media.duration_ms
        if upload.kind == "audio":
            value["rate"] = upload.media.rate
        elif upload.media.fps:
            value["fps"] = upload.media.fps
    return value


def remember_picture(app: int, upload: Upload) -> None:
    """Let a worker in this process find the decoded pixels."""
    if upload.image is not None and isinstance(upload.data, bytes):
        pictures.put(app, hashlib.sha256(upload.data).hexdigest(), upload.image)


def stored_as_jpeg(app: int, digest: str, media_type: str, read: Callable[[str], bytes]) -> bytes:
    """A stored picture as JPEG; `read` gives its bytes, which pixels at hand make needless."""
    image = pictures.get(app, digest) if media_type != "image/jpeg" else None
    return as_jpeg(read(digest)) if image is None else faithful_jpeg(image)


def start(run: str, lane: str = "interactive") -> None:
    """Ring a worker of that lane for this run. A lost ring is rung again by the sweeper."""
    tasks.ring(run, lane)


def is_draining() -> bool:
    """Whether this process takes no more runs because it is stopping."""
    return draining.is_draining()


def announce(run: str, seq: int, *, terminal: bool = False) -> None:
    """Tell viewers that the run has new events."""
    event_stream.ring(run, seq, terminal=terminal)


def cancel(run: str) -> None:
    """Stop the run at once when this process computes it; others notice with their next renewal."""
    tasks.lease_keeper().cancel(run)


def count_end(status: str, origin: str) -> None:
    """Count a run that ended without a worker: given up, too late, or cancelled in the queue."""
    metrics.count_end(status, origin)


def may_scrape(address: str, headers: Mapping[str, str], token: str) -> bool:
    """Whether a client at this address may read the metrics; header names in lower case."""
    return metrics_page.may_scrape(address, headers, token)


def scrape(accept: str) -> tuple[bytes, str]:
    """The metrics of this process and of the queue, and their content type."""
    return metrics_page.metrics_page(accept, queue=True)


def worker_is_listening() -> bool:
    """Whether the worker inside this process hears rings; embedded mode only."""
    return embedded.is_listening()


def expect_end(run: str) -> AbstractContextManager[threading.Event]:
    """An event that is set when this process hears that the run ended; open it before `start`."""
    return event_stream.expect_end(run)


def follow(run: str, after: int) -> AsyncIterator[Event]:
    """Every event of a run after a sequence number, in order, until the terminal one."""
    return followers.follow(run, after)


def models() -> ModelSource:
    """Every model by reference."""
    return wired().models


def provider_report() -> Mapping[str, Any]:
    """Which execution provider each loaded model really got, and how much it worked."""
    return {
        name: {"provider": item.provider, "runs": item.runs, "seconds": round(item.seconds, 3)}
        for name, item in wired().models.counters().items()
    }


@dataclass(frozen=True)
class LocalRun:
    """What `run_here` answers."""

    outputs: Mapping[str, Any]
    """Node -> port -> stored tree; pictures are in `files` by digest."""
    failures: Mapping[str, Mapping[str, Any]]
    skipped: Mapping[str, str]
    milliseconds: Mapping[str, float]
    files: Mapping[str, tuple[bytes, str]]


def run_here(graph: GraphSpec, upload: Upload) -> LocalRun:
    """Run a graph on one input in this very process: no server, no database."""
    with TemporaryDirectory() as folder:
        return _run_here(graph, upload, FolderFiles(folder))


def _run_here(graph: GraphSpec, upload: Upload, kept: FolderFiles) -> LocalRun:
    sessions = Sessions(resolve=lambda ref: manifests.builtin().get(ref.id))
    plan = compile_graph(graph, operators(), sessions)
    takers = [item for item in graph.inputs if item.type == upload.kind]
    if not takers:
        takes = ", ".join(f"{item.name} ({item.type})" for item in graph.inputs) or "nothing"
        raise RunNotAcceptedError(f"The graph takes {takes}; the file is {upload.kind}.")
    value = _value(upload, kept)
    job = Job(plan, [{item.name: value for item in takers}])
    result = run_plan(job, Means(sessions, Cancel(), files=kept))
    files: dict[str, tuple[bytes, str]] = {}

    def keep(data: bytes, media_type: str) -> str:
        digest = hashlib.sha256(data).hexdigest()
        files[digest] = (data, media_type)
        return digest

    outputs = {
        node.id: {
            port: as_tree(
                result.results[node.id], port, 0, result.state.anchors,
                lambda value: to_stored(value, keep),
            )
            for port in result.results[node.id].outputs
        }
        for node in graph.nodes
        if node.id in result.results
    }  # fmt: skip
    for blob, media_type in kept.types.items():
        with kept.open(blob) as file:
            files[blob] = (file.read(), media_type)
    return LocalRun(
        outputs=outputs,
        failures={node: error.as_json() for node, error in result.failures.items()},
        skipped=result.skipped,
        milliseconds={node: done.ms for node, done in result.results.items()},
        files=files,
    )


def _value(upload: Upload, kept: FolderFiles) -> Value:
    if upload.image is not None:
        return upload.image
    if upload.kind == "audio" and not isinstance(upload.data, bytes):
        return read_audio(upload.data, "The sound")
    stored = stored_upload(upload, lambda data, kind: kept.keep(_as_file(data), kind))
    return from_stored(stored, lambda _: b"")


def _as_file(data: bytes | BinaryIO) -> BinaryIO:
    return BytesIO(data) if isinstance(data, bytes) else data
