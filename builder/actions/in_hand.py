"""What the files of one call take together, whichever door they came through."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from runtime.contracts.errors import TooLargeError
from runtime.contracts.limits import MAX_IMAGE_PIXELS

if TYPE_CHECKING:
    from runtime import api

MOST_PIXELS = 64_000_000
"""Of decoded pictures that wait together: a batch of small files may be gigabytes of pixels."""
MOST_PIXELS_BROUGHT = 6 * MAX_IMAGE_PIXELS
"""Of all pictures of a call: its run has them in memory at once."""


class InHand:
    """What the files of a call take until all of them are proven, and stored."""

    def __init__(self, most_bytes: int | None = None) -> None:
        self._lock = threading.Lock()
        self._most_bytes = most_bytes
        self._bytes = self._pixels = 0

    def taken(self, upload: api.Upload) -> api.Upload:
        """One more; its pixels are let go of when there are many. Raises a 413."""
        with self._lock:
            self._bytes += len(upload.data) if isinstance(upload.data, bytes) else 0
            self._pixels += (upload.width or 0) * (upload.height or 0)
            if self._most_bytes is not None and self._bytes > self._most_bytes:
                limit = self._most_bytes // 1024 // 1024
                message = f"The files of this call have more than {limit} MB. Send fewer of them."
                raise TooLargeError(message, limit=self._most_bytes)
            if self._pixels > MOST_PIXELS_BROUGHT:
                message = (
                    f"The pictures of this call have more than {MOST_PIXELS_BROUGHT // 1_000_000} "
                    "million pixels together. Send fewer at a time, or scale them down."
                )
                raise TooLargeError(message, limit=MOST_PIXELS_BROUGHT)
            fits = self._pixels <= MOST_PIXELS
        return upload if fits else replace(upload, image=None)
