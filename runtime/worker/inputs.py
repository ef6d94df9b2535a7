"""Loads stored values for a run; recently decoded pictures are kept, so an upload is decoded once.

The web process decodes an upload to check it; in embedded mode the worker lives in the same process
and finds the pixels here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Each, Image
from runtime.media.audio import read_audio
from runtime.media.images import read_image
from runtime.media.packed import PackedImage, Packing
from runtime.media.stored import from_stored, placement_from_json, shot_from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.stores import RunStore
    from runtime.contracts.values import Value

KEEP_BYTES = 32 * 1024 * 1024


class DecodedPictures:
    """A byte-bounded map of (app, digest) to pixels."""

    def __init__(self, max_bytes: int = KEEP_BYTES) -> None:
        self.max_bytes = max_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._entries: OrderedDict[tuple[int, str], Image] = OrderedDict()

    def get(self, app: int, digest: str) -> Image | None:
        """The pixels, when they are still kept."""
        with self._lock:
            return self._entries.get((app, digest))

    def put(self, app: int, digest: str, image: Image) -> None:
        """Keep the pixels; the oldest make room."""
        with self._lock:
            if (app, digest) in self._entries or image.pixels.nbytes > self.max_bytes:
                return
            self._entries[app, digest] = image
            self._bytes += image.pixels.nbytes
            while self._bytes > self.max_bytes:
                _, dropped = self._entries.popitem(last=False)
                self._bytes -= dropped.pixels.nbytes


pictures = DecodedPictures()


def remember_made(app: int, stored: Mapping[str, Any], image: Image) -> None:
    """Keep the pixels of a small picture that a node made: who answers with it need not decode it.

    One whose pixels belong to another array is left out, for it would hold all of that.
    """
    small = stored["media_type"] == "image/png" and not isinstance(image, PackedImage)
    if small and image.pixels.base is None:
        pictures.put(app, stored["blob"], Image(image.pixels))


def load_value(stored: Any, app: int, runs: RunStore) -> Value:
    """A stored value, its file read when it has one; sound is decoded from the open file."""
    kind = stored.get("kind")
    if kind == "audio" and stored["media_type"] != "audio/wav":
        with runs.open_blob(app, stored["blob"]) as file:
            return read_audio(file, "The stored sound", stored["blob"], stored["media_type"])
    if kind != "image":
        return from_stored(stored, lambda digest: runs.get_blob(app, digest))
    digest = stored["blob"]
    image = pictures.get(app, digest)
    if image is None:
        image = read_image(runs.get_blob(app, digest), digest)
        pictures.put(app, digest, image)
    cut, shot = placement_from_json(stored.get("cut")), shot_from_json(stored.get("shot"))
    return image if cut is None and shot is None else Image(image.pixels, cut, shot)


def load_input(stored: Any, app: int, runs: RunStore) -> Value | Each[Any] | None:
    """What came in by a workflow input: a value, or lists of them (`{"each": [...]}`)."""
    if stored is None:
        return None
    if "each" in stored:
        return Each(tuple(load_input(one, app, runs) for one in stored["each"]))
    return load_value(stored, app, runs)


def load_later(stored: Any, app: int, runs: RunStore) -> Value:
    """A stored value of a finished node; a picture's file is read when its pixels are needed."""
    if stored.get("kind") != "image":
        return load_value(stored, app, runs)
    digest = stored["blob"]
    size = (stored["width"], stored["height"])
    packing = Packing(lambda: runs.get_blob(app, digest), *size, held_bytes=0)
    return PackedImage(
        packing, placement_from_json(stored.get("cut")), shot_from_json(stored.get("shot"))
    )
