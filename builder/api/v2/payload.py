"""The files that one answer carries: whole up to a limit, then by the address they lie at."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from builder.actions.share_run import stored_files
from builder.blob_files import read_blob
from builder.models import Blob
from runtime.contracts.limits import MAX_ANSWER_FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.models import Run

ASKED_AT_ONCE = 500


class Payload:
    """Gives the files of one run's answer, in the order they are asked for."""

    def __init__(self, run: Run, most_bytes: int | None = None) -> None:
        """For an answer of so many bytes of files; by itself as many as an answer may carry."""
        self._run = run
        self._left = MAX_ANSWER_FILE_BYTES if most_bytes is None else most_bytes
        self._sizes: dict[str, int] | None = None
        self.by_address = 0
        """How many files are told by address so far."""

    def carry(self, digest: str) -> dict[str, Any]:
        """`base64`, as bytes, or `url` when the answer would grow too large."""
        size = self._size(digest)
        if size > self._left:
            self.by_address += 1
            return {"url": f"/v2/runs/{self._run.pk}/files/{digest}"}
        self._left -= size
        return {"base64": read_blob(self._run.app_id, digest)}

    def _size(self, digest: str) -> int:
        if self._sizes is None:
            self._sizes = _sizes(self._run.app_id, run_files(self._run))
        return self._sizes.get(digest, 0)


def run_files(run: Run) -> set[str]:
    """The files among a run's outputs."""
    return set(stored_files([row.ports for row in run.outputs.all()]))


def told_by_address(count: int) -> str:
    """The sentence for files that an answer does not carry; empty without any."""
    if not count:
        return ""
    what = "1 file is" if count == 1 else f"{count} files are"
    return (
        f"{what} told by url: an answer carries {MAX_ANSWER_FILE_BYTES // 1024 // 1024} MB of "
        "files. Fetch them with the same key."
    )


def _sizes(app: int, digests: Iterable[str]) -> dict[str, int]:
    left = iter(digests)
    sizes: dict[str, int] = {}
    while some := list(islice(left, ASKED_AT_ONCE)):
        rows = Blob.objects.filter(app=app, digest__in=some)
        sizes.update(rows.values_list("digest", "size"))
    return sizes
