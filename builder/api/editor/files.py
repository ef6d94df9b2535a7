"""A stored file as an answer: inert, small on request, and in parts for players that seek."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.http import HttpResponse, StreamingHttpResponse

from builder import queries
from builder.blob_files import open_blob, read_blob, read_part
from runtime import api
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from django.http.response import HttpResponseBase

    from builder.models import App, Blob

MIN_WIDTH, MAX_WIDTH = 64, 1280
INLINE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp")
FOR_GOOD = "private, max-age=31536000, immutable"
PART_BYTES = 1024 * 1024
"""The most that one answer to a range holds; a player asks on where it ends."""
RANGE = re.compile(r"^bytes=(\d{1,15})?-(\d{1,15})?$")


def file_response(request: Any, home: App, digest: str, keep: str = FOR_GOOD) -> HttpResponseBase:
    """The bytes, inert: sniffed type, no scripts, nothing to execute; `?w=` for a thumbnail."""
    blob = queries.blob(home, digest)
    media_type = blob.media_type
    width = request.query_params.get("w")
    if width is not None:
        response: HttpResponseBase = HttpResponse(_thumbnail(blob, width))
        media_type = "image/jpeg"
    elif request.headers.get("Range"):
        response = _part(blob, request.headers["Range"])
    elif blob.size > PART_BYTES:
        response = StreamingHttpResponse(
            _parts_later(blob) if hasattr(request, "scope") else _parts(blob)
        )
        response["Content-Length"] = str(blob.size)
    else:
        response = HttpResponse(read_blob(home.pk, digest))
    response["Content-Type"] = media_type
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = keep
    response["Accept-Ranges"] = "bytes"
    if media_type not in INLINE_TYPES:
        response["Content-Disposition"] = "attachment"  # a page's link says under which name
    return response


def _thumbnail(blob: Blob, width: str) -> bytes:
    """A picture's, or one that stands for a video."""
    if not width.isdigit() or not MIN_WIDTH <= int(width) <= MAX_WIDTH:
        message = f"w must be a whole number from {MIN_WIDTH} to {MAX_WIDTH}."
        raise BadRequestError(message, field="w")
    if not blob.media_type.startswith("video/"):
        return api.small_picture(read_blob(blob.app_id, blob.digest), int(width))
    with open_blob(blob.app_id, blob.digest) as file:
        return api.video_picture(file, int(width))


def _part(blob: Blob, asked: str) -> HttpResponse:
    """206 with the asked range or its beginning, 416 when there is no such place."""
    found = RANGE.match(asked.strip())
    first, last = found.groups() if found else (None, None)
    if first is None:
        start, end = blob.size - min(int(last or 0), blob.size), blob.size
    else:
        start, end = int(first), min(int(last or blob.size) + 1, blob.size)
    if start >= end:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{blob.size}"
        return response
    data = read_part(blob.app_id, blob.digest, start, min(end - start, PART_BYTES))
    response = HttpResponse(data, status=206)
    response["Content-Range"] = f"bytes {start}-{start + len(data) - 1}/{blob.size}"
    return response


def _parts(blob: Blob) -> Iterator[bytes]:
    for start in range(0, blob.size, PART_BYTES):
        yield read_part(blob.app_id, blob.digest, start, PART_BYTES)


async def _parts_later(blob: Blob) -> AsyncIterator[bytes]:
    for start in range(0, blob.size, PART_BYTES):
        yield await sync_to_async(read_part)(blob.app_id, blob.digest, start, PART_BYTES)
