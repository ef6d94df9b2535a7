"""A stored file as an answer: inert, and small on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from builder import queries
from builder.blob_files import read_blob
from runtime import api
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from builder.models import App

MIN_WIDTH, MAX_WIDTH = 64, 1280
INLINE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp")
FOR_GOOD = "private, max-age=31536000, immutable"


def file_response(request: Any, home: App, digest: str, keep: str = FOR_GOOD) -> HttpResponse:
    """The bytes, inert: sniffed type, no scripts, nothing to execute; `?w=` for a thumbnail."""
    blob = queries.blob(home, digest)
    data, media_type = read_blob(home.pk, digest), blob.media_type
    width = request.query_params.get("w")
    if width is not None:
        if not width.isdigit() or not MIN_WIDTH <= int(width) <= MAX_WIDTH:
            message = f"w must be a whole number from {MIN_WIDTH} to {MAX_WIDTH}."
            raise BadRequestError(message, field="w")
        data, media_type = api.small_picture(data, int(width)), "image/jpeg"
    response = HttpResponse(data, content_type=media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = keep
    if media_type not in INLINE_TYPES:
        response["Content-Disposition"] = f'attachment; filename="{digest[:12]}"'
    return response
