"""Files of imported models are fetched once, proven by their digest, and do not fill the disk."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from runtime.contracts.errors import ModelUnavailableError, NotFoundError
from runtime.contracts.graph import ModelRef
from runtime.inference.model_files import KEEP_SECONDS, ModelFiles

REF = ModelRef(id="mine")


class Store:
    """Holds files by digest and counts who asks."""

    def __init__(self, *files: bytes) -> None:
        self.files = {hashlib.sha256(data).hexdigest(): data for data in files}
        self.asked = 0

    def read(self, ref, digest):
        self.asked += 1
        if digest not in self.files:
            raise NotFoundError("gone")
        yield from (self.files[digest][:2], self.files[digest][2:])


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_a_file_is_fetched_once(tmp_path):
    store = Store(b"model")
    files = ModelFiles(tmp_path / "new", store.read, 100)
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(lambda _: files.path(REF, digest(b"model")), range(16)))
    (path,) = paths
    assert path.read_bytes() == b"model"
    assert store.asked == 1
    assert names(tmp_path / "new") == {digest(b"model")}


def test_bytes_that_do_not_match_are_not_kept(tmp_path):
    store = Store(b"model")
    store.files[digest(b"model")] = b"other"
    with pytest.raises(ModelUnavailableError, match="damaged"):
        ModelFiles(tmp_path, store.read, 100).path(REF, digest(b"model"))
    assert names(tmp_path) == set()


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(ModelUnavailableError, match="no longer stored"):
        ModelFiles(tmp_path, Store().read, 100).path(REF, digest(b"model"))
    assert names(tmp_path) == set()


@pytest.mark.parametrize("name", ["", "../x", "0" * 63, "A" * 64, f"{'0' * 64}/x"])
def test_a_name_that_is_no_digest_is_no_path(tmp_path, name):
    with pytest.raises(ModelUnavailableError):
        ModelFiles(tmp_path, Store().read, 100).path(REF, name)


def test_what_was_unused_for_longest_makes_room(tmp_path):
    first, second, third = b"1" * 40, b"2" * 40, b"3" * 40
    files = ModelFiles(tmp_path, Store(first, second, third).read, 100)
    for age, data in ((3, first), (2, second)):
        path = files.path(REF, digest(data))
        long_ago = path.stat().st_mtime - age * KEEP_SECONDS
        os.utime(path, (long_ago, long_ago))
    files.path(REF, digest(third))
    assert names(tmp_path) == {digest(second), digest(third)}


def test_what_was_asked_for_just_now_stays(tmp_path):
    first, second = b"1" * 80, b"2" * 80
    files = ModelFiles(tmp_path, Store(first, second).read, 100)
    files.path(REF, digest(first))
    files.path(REF, digest(second))
    assert names(tmp_path) == {digest(first), digest(second)}
