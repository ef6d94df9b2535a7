"""Turn what a caller sent into stored inputs.

Counted, sniffed and decoded before anything is kept.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from builder.actions.in_hand import InHand
from builder.blob_files import write_blob, writing_blobs
from runtime import api
from runtime.contracts.errors import NoMatchingInputError, RunNotAcceptedError, WeftError
from runtime.contracts.limits import MAX_INPUTS
from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from builder.models import App
    from runtime.contracts.graph import GraphSpec

WRITTEN_AT_ONCE = 4


@dataclass(frozen=True)
class RawInput:
    """One input as it arrived: bytes of an unknown kind, or of a claimed one."""

    name: str
    media: Mapping[str, bytes | BinaryIO] = field(default_factory=dict)
    """Kind -> bytes, or an open file; the kind `any` lets the content decide."""


@dataclass(frozen=True)
class AcceptedInput:
    """One input, proven and stored."""

    name: str
    values: dict[str, Any]


def files_as_inputs(
    files: Sequence[Any], text: Any = None, *, together: bool = False
) -> list[RawInput]:
    """One input a file, or all of them as one; a text that came with them goes with each."""
    if together and len(files) > 1:
        return [with_text(_one_of_each(files), text)]
    return [with_text(RawInput(file.name or "upload", {"any": file}), text) for file in files]


def with_text(raw: RawInput, text: Any) -> RawInput:
    """The same input with these words, when there are any."""
    if not isinstance(text, str) or not text.strip():
        return raw
    return RawInput(raw.name, {**raw.media, "text": text.encode()})


def _one_of_each(files: Sequence[Any]) -> RawInput:
    """An input of several media, each claimed by the type its file came with."""
    media: dict[str, bytes | BinaryIO] = {}
    for file in files:
        kind = str(file.content_type or "").partition("/")[0]
        if kind not in MEDIA_KINDS or kind in media:
            message = "Files that make one input are of different kinds, such as image and audio."
            raise RunNotAcceptedError(message)
        media[kind] = file
    return RawInput(files[0].name or "upload", media)


def kinds_taken(graph: GraphSpec) -> list[str]:
    """The kinds of files that a graph takes."""
    return [str(item.type) for item in graph.inputs if item.type in MEDIA_KINDS]


def kinds_brought(graph: GraphSpec, raw: Sequence[RawInput]) -> list[set[str]]:
    """The kinds of files that each input brings; content is looked at where the graph has to know.

    A damaged file brings `any`: what is wrong with it is told when it is accepted.
    """
    looks = "image" in kinds_taken(graph) and "video" not in kinds_taken(graph)
    return [
        {
            _kind_of(item, data) if kind == "any" and looks else kind
            for kind, data in item.media.items()
        }
        for item in raw
    ]


def _kind_of(item: RawInput, data: bytes | BinaryIO) -> str:
    try:
        return api.kind_of(data, item.name)
    except WeftError:
        return "any"


def accept_inputs(app: App, graph: GraphSpec, raw: Sequence[RawInput]) -> list[AcceptedInput]:
    """Check every input against the graph, then store them all.

    Raises a 4xx `WeftError` naming the first bad one.
    """
    wanted = _wanted(graph, raw)
    hand = InHand()
    read = [
        [hand.taken(upload) for upload in _read(index, item, wanted)]
        for index, item in enumerate(raw)
    ]
    stored = iter(store_uploads(app, [upload for uploads in read for upload in uploads]))
    return [
        AcceptedInput(item.name, {wanted[upload.kind]: next(stored) for upload in uploads})
        for item, uploads in zip(raw, read, strict=True)
    ]


def accept_readable(
    app: App, graph: GraphSpec, raw: Sequence[RawInput], most: int = MAX_INPUTS
) -> tuple[list[AcceptedInput], list[dict[str, Any]]]:
    """Store the inputs that fit, and tell place, name and error of the others.

    Raises the first error when none fits.
    """
    wanted = _wanted(graph, raw, most)
    accepted: list[AcceptedInput] = []
    refused: list[dict[str, Any]] = []
    first: WeftError | None = None
    hand = InHand()
    for place, item in enumerate(raw):
        try:
            uploads = _read(place, item, wanted)
        except WeftError as error:
            first = first or error
            refused.append({"place": place, "name": item.name[:200], "error": told_of(error)})
        else:
            kept = [hand.taken(upload) for upload in uploads]
            accepted.append(_keep(app, item, kept, wanted))
    if first is not None and not accepted:
        raise first
    return accepted, refused


def told_of(error: WeftError) -> dict[str, Any]:
    """What is kept of an error that one input met: its code, its sentence, and of which kind."""
    kept = ("input", "kind")
    about = {str(name): value for name, value in error.data.items() if name in kept}
    return {"code": error.code, "message": error.message, **about}


def _claimed(kind: str, item: RawInput, data: bytes | BinaryIO) -> str:
    """The kind of an upload as far as it can be told, although something is wrong with it."""
    return _kind_of(item, data) if kind == "any" else kind


def _wanted(graph: GraphSpec, raw: Sequence[RawInput], most: int = MAX_INPUTS) -> dict[str, str]:
    """Which graph input takes each kind. Raises when there are too few or too many inputs."""
    if not raw:
        raise RunNotAcceptedError(f"Send 1 to {most} inputs; this call has none.")
    if len(raw) > most:
        message = f"Send 1 to {most} inputs; this call has {len(raw)}."
        raise RunNotAcceptedError(message, count=len(raw), limit=most)
    return {
        str(item.type): item.name for item in reversed(graph.inputs) if item.type in MEDIA_KINDS
    }


def _keep(
    app: App, item: RawInput, uploads: Sequence[api.Upload], wanted: dict[str, str]
) -> AcceptedInput:
    values = {wanted[upload.kind]: store_upload(app, upload) for upload in uploads}
    return AcceptedInput(item.name, values)


def _read(index: int, item: RawInput, wanted: dict[str, str]) -> list[api.Upload]:
    uploads = []
    for kind, data in item.media.items():
        kinds = tuple(wanted) if kind == "any" else (kind,)
        if kind != "any" and kind not in wanted:
            takes = " and ".join(wanted) or "no media"
            message = f"Input {index + 1} holds {kind}; this workflow takes {takes}."
            raise NoMatchingInputError(message, input=index)
        try:
            uploads.append(api.read_upload(data, item.name, kinds))
        except WeftError as error:
            error.message = f"Input {index + 1}: {error.message}"
            error.data.update(input=index, kind=_claimed(kind, item, data))
            raise
    if not uploads and wanted:
        message = f"Input {index + 1} is empty; this workflow takes {' and '.join(wanted)}."
        raise RunNotAcceptedError(message, input=index)
    return uploads


def store_upload(
    app: App, upload: api.Upload, put: Callable[[bytes | BinaryIO, str], str] | None = None
) -> dict[str, Any]:
    """Keep a proven file, alone or with others by `put`; answers its stored value."""
    value = api.stored_upload(upload, put or (lambda data, kind: write_blob(app.pk, data, kind)))
    api.remember_picture(app.pk, upload)
    return value


def store_uploads(app: App, uploads: Sequence[api.Upload]) -> list[dict[str, Any]]:
    """Keep proven files side by side; answers their stored values."""
    if len(uploads) < 2:
        return [store_upload(app, upload) for upload in uploads]
    with writing_blobs(app.pk) as put, ThreadPoolExecutor(WRITTEN_AT_ONCE) as pool:
        return list(pool.map(lambda upload: store_upload(app, upload, put), uploads))
