"""The files of an answer: read, made JPEG and written as base64 side by side, while it is told."""

from __future__ import annotations

import base64
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from builder.blob_files import read_blob
from runtime import api
from runtime.contracts.errors import TooLargeError
from runtime.contracts.limits import MAX_ANSWER_FILE_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 4
_pool = ThreadPoolExecutor(AT_ONCE, "roboflow-answer")


class AnswerFiles:
    """Fulfils `answer_values.Files` for one answer of an app's run."""

    def __init__(self, app: int) -> None:
        self._app = app
        self._pictures: dict[str, Future[str]] = {}
        self._bytes = 0

    def picture(self, digest: str, media_type: str) -> Future[str]:
        """The picture to come; `told` waits for it when the answer is written."""
        found = self._pictures.get(digest)
        if found is None:
            found = self._pictures[digest] = _pool.submit(_jpeg, self._app, digest, media_type)
        return found

    def mask(self, digest: str) -> NDArray[np.uint8]:
        """The class of each pixel."""
        return api.mask_classes(read_blob(self._app, digest))

    def told(self, part: Any) -> str:
        """For `json.dumps(default=...)`. Raises a 413 when the answer grows too large."""
        assert isinstance(part, Future), f"{type(part).__name__} is no part of an answer"
        text: str = part.result()
        self._bytes += len(text)
        if self._bytes > MAX_ANSWER_FILE_BYTES * 4 // 3:
            limit = MAX_ANSWER_FILE_BYTES // 1024 // 1024
            message = (
                f"The pictures of this answer have more than {limit} MB. Send fewer pictures in a "
                "call, or leave outputs out with excluded_fields."
            )
            raise TooLargeError(message)
        return text


def _jpeg(app: int, digest: str, media_type: str) -> str:
    data = api.stored_as_jpeg(app, digest, media_type, lambda name: read_blob(app, name))
    return base64.b64encode(data).decode()
