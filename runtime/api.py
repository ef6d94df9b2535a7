"""The one door for `builder` and `config`.

The catalogue, checking graphs, starting and cancelling runs.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime import registry
from runtime.engine import here, part
from runtime.engine.check import check
from runtime.engine.here import LocalRun
from runtime.engine.lineage import combine
from runtime.inference import manifests
from runtime.inference.importing import files as model_files
from runtime.inference.importing.files import MAX_DOCUMENT_BYTES as MAX_SIDE_BYTES
from runtime.inference.importing.look import Look, judge
from runtime.inference.importing.propose import Files as ModelFilesFound
from runtime.inference.importing.propose import Proposal as ModelProposal
from runtime.media.check_stored import check_ports
from runtime.media.encode import as_jpeg, encode_jpeg, faithful_jpeg
from runtime.media.images import thumbnail
from runtime.media.masks import mask_classes
from runtime.media.uploads import (
    Upload,
    kind_of,
    max_upload_bytes,
    read_upload,
    stored_upload,
)
from runtime.media.video import poster
from runtime.query import listing
from runtime.worker import draining, embedded, event_stream, imports, metrics, metrics_page, tasks
from runtime.worker import follow as followers
from runtime.worker.imports import Trial
from runtime.worker.inputs import pictures
from runtime.worker.wired import wired

__all__ = [
    "MAX_SIDE_BYTES",
    "LocalRun",
    "Look",
    "ModelFilesFound",
    "ModelProposal",
    "Trial",
    "Upload",
    "kind_of",
    "mask_classes",
    "max_upload_bytes",
    "read_upload",
    "stored_upload",
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


def run_here(graph: GraphSpec, upload: Upload) -> LocalRun:
    """Run a graph on one input in this very process: no server, no database."""
    return here.run_here(graph, upload, operators())
