"""Bytes from outside: sniffed, proven to decode, and told as stored values."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime.contracts.errors import RunNotAcceptedError, TooLargeError
from runtime.contracts.kinds import phrase
from runtime.contracts.limits import (
    MAX_AUDIO_BYTES,
    MAX_IMAGE_BYTES,
    MAX_TEXT_BYTES,
    MAX_VIDEO_URL_BYTES,
)
from runtime.contracts.values import MEDIA_KINDS, Image
from runtime.media.containers import head_of
from runtime.media.images import read_image, sniff
from runtime.media.probe import MediaInfo, read_media, what_it_is
from runtime.media.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


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


def read_upload(data: bytes | BinaryIO, name: str, kinds: Sequence[str]) -> Upload:
    """Read bytes or a seekable file as one of the kinds that a workflow takes.

    Raises a 4xx `WeftError` naming the file.
    """
    file = as_file(data)
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
    file = as_file(data)
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


def as_file(data: bytes | BinaryIO) -> BinaryIO:
    """Bytes as an open file; a file as it is."""
    return BytesIO(data) if isinstance(data, bytes) else data
