"""The pictures of finished nodes are stored side by side, each once, whole or not announced."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager

import numpy as np
import pytest

from runtime.contracts.errors import FilesUnavailableError
from runtime.contracts.values import Image, Mask, Number
from runtime.engine.batch import Batch, NodeResult
from runtime.media.stored import to_stored
from runtime.worker.store_pictures import MOST_TOGETHER, store_pictures


class Store:
    """Keeps files, and notes how many blocks there were and in which threads files came."""

    def __init__(self, fails=False):
        self.fails = fails
        self.files, self.blocks, self.threads = {}, [], set()

    @contextmanager
    def putting_blobs(self, app):
        kept = {}

        def put(data, media_type):
            if self.fails:
                raise FilesUnavailableError("The disk is full.")
            self.threads.add(threading.get_ident())
            digest = hashlib.sha256(data).hexdigest()
            kept[digest] = data
            return digest

        yield put
        self.files |= kept
        self.blocks.append(len(kept))


def picture(number, size=(8, 8)):
    return Image(np.full((*size, 3), number % 251, np.uint8) + np.uint8(number // 251))


def result(values, port="image"):
    return NodeResult({port: Batch(("IN",), {(place,): one for place, one in enumerate(values)})})


def test_every_picture_is_stored_as_it_would_be_alone():
    values = [picture(number) for number in range(5)] + [picture(9, (300, 300))]
    store = Store()
    stored = store_pictures(store, 1, [result(values)], ())
    alone = Store()
    with alone.putting_blobs(1) as put:
        for value in values:
            assert stored[id(value)] == (value, to_stored(value, put))
    assert store.files == alone.files
    assert threading.get_ident() not in store.threads


def test_one_that_several_nodes_pass_on_is_stored_once_and_others_are_left_alone():
    first, second = picture(1), picture(2)
    mask = Mask(np.zeros((4, 4), np.uint8), ("sky",))
    store = Store()
    results = [result([first, second]), result([first]), result([mask, Number(3)])]
    stored = store_pictures(store, 1, results, ())
    assert set(stored) == {id(first), id(second), id(mask)}
    assert store_pictures(store, 1, results, stored) == {}


def test_many_are_stored_in_portions():
    store = Store()
    values = [picture(number) for number in range(MOST_TOGETHER + 3)]
    assert len(store_pictures(store, 1, [result(values)], ())) == MOST_TOGETHER + 3
    assert store.blocks == [MOST_TOGETHER, 3]


def test_a_single_one_is_left_to_its_caller():
    store = Store()
    assert store_pictures(store, 1, [result([picture(1)])], ()) == {}
    assert store.blocks == []


def test_nothing_is_told_when_one_cannot_be_stored():
    with pytest.raises(FilesUnavailableError):
        store_pictures(Store(fails=True), 1, [result([picture(1), picture(2)])], ())
