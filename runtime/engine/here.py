"""Runs a graph in this very process: no server, no database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import RunNotAcceptedError
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.inference import manifests
from runtime.inference.sessions import Sessions
from runtime.media.audio import read_audio
from runtime.media.folder_files import FolderFiles
from runtime.media.stored import from_stored, to_stored
from runtime.media.uploads import as_file, stored_upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import GraphSpec
    from runtime.contracts.values import Value
    from runtime.media.uploads import Upload


@dataclass(frozen=True)
class LocalRun:
    """What `run_here` answers."""

    outputs: Mapping[str, Any]
    """Node -> port -> stored tree; pictures are in `files` by digest."""
    failures: Mapping[str, Mapping[str, Any]]
    skipped: Mapping[str, str]
    milliseconds: Mapping[str, float]
    files: Mapping[str, tuple[bytes, str]]


def run_here(graph: GraphSpec, upload: Upload, catalogue: Mapping[str, Operator]) -> LocalRun:
    """Run a graph on one input."""
    with TemporaryDirectory() as folder:
        return _run_here(graph, upload, catalogue, FolderFiles(folder))


def _run_here(
    graph: GraphSpec, upload: Upload, catalogue: Mapping[str, Operator], kept: FolderFiles
) -> LocalRun:
    sessions = Sessions(resolve=lambda ref: manifests.builtin().get(ref.id))
    plan = compile_graph(graph, catalogue, sessions)
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
    stored = stored_upload(upload, lambda data, kind: kept.keep(as_file(data), kind))
    return from_stored(stored, lambda _: b"")
