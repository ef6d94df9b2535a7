"""The files that a call brings: decoded or fetched side by side, each proven once, then stored."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from builder.actions.accept_inputs import store_uploads
from builder.actions.in_hand import InHand
from builder.api.roboflow.errors import RuntimeInputError
from builder.fetch import fetch
from builder.formats.roboflow.film_frames import shot_of
from builder.formats.roboflow.trouble import shown
from runtime import api
from runtime.contracts.errors import WeftError
from runtime.contracts.limits import MAX_BODY_BYTES

if TYPE_CHECKING:
    from builder.models import App

AT_ONCE = 8
MOST_FILES = 256
_decoding = threading.BoundedSemaphore(4)
DATA_URL = re.compile(r"data:[\w.+-]*/?[\w.+-]*(;[\w.+=-]*)*,", re.ASCII)
ADDRESS = ("http://", "https://")
REFUSED = {
    "numpy_object": "a pickled array, which is never opened here: it could run anything",
    "numpy": "an array, which cannot be sent as JSON",
    "pil": "a picture object, which cannot be sent as JSON",
    "multipart": "a part of a form, and this is JSON",
    "file": "a path, and this server reads no files of its own for a caller",
}  # fmt: skip
CURE = 'Send {"type": "base64", "value": ...} or {"type": "url", "value": "https://..."}.'


@dataclass(frozen=True)
class _Wanted:
    """A file that an input asks for; what is equal is read once."""

    text: str
    kind: str


@dataclass(frozen=True)
class _Shown:
    """A picture of a film: the file, and where it stands there."""

    wanted: _Wanted
    shot: dict[str, Any]


class Media:
    """Collects what is to be read, reads it all at once, and stores it."""

    def __init__(self) -> None:
        self._places: dict[_Wanted, str] = {}

    def ask(self, value: Any, kind: str, place: str) -> _Wanted:
        """Note a file, which `store` gives later. Raises a `RuntimeInputError` for none."""
        wanted = _Wanted(_text(value, place), kind)
        self._places.setdefault(wanted, place)
        if len(self._places) > MOST_FILES:
            message = (
                f"This call brings more than {MOST_FILES} different files. Send fewer at a time."
            )
            raise RuntimeInputError(message, limit=MOST_FILES)
        return wanted

    def ask_picture(self, value: Any, kind: str, place: str) -> Any:
        """The same of a picture, which may say where it stands in a film."""
        wanted = self.ask(value, kind, place)
        if not isinstance(value, dict) or value.get("video_metadata") is None:
            return wanted
        try:
            return _Shown(wanted, shot_of(value["video_metadata"]))
        except ValueError as error:
            message = f"The input {place} does not fit: {error}."
            raise RuntimeInputError(message, input=place) from error

    def store(self, app: App) -> Kept:
        """Read all of them, then keep them. Raises the first error, naming its place."""
        asked = list(self._places.items())
        hand = InHand(MAX_BODY_BYTES)
        if len(asked) > 1:
            with ThreadPoolExecutor(min(AT_ONCE, len(asked))) as pool:
                uploads = list(pool.map(lambda one: _read(one[0], one[1], hand), asked))
        else:
            uploads = [_read(*one, hand) for one in asked]
        stored = store_uploads(app, uploads)
        return Kept(dict(zip((wanted for wanted, _ in asked), stored, strict=True)))


@dataclass(frozen=True)
class Kept:
    """The stored values of what was asked for."""

    values: dict[_Wanted, dict[str, Any]]

    def get(self, element: Any) -> Any:
        """An element with its files in place."""
        if isinstance(element, _Wanted):
            return self.values[element]
        if isinstance(element, _Shown):
            return {**self.values[element.wanted], "shot": element.shot}
        if isinstance(element, dict) and "each" in element:
            return {"each": [self.get(one) for one in element["each"]]}
        return element


def _text(value: Any, place: str) -> str:
    """The base64 or the address that stands for a file."""
    if isinstance(value, dict):
        form = str(value.get("type") or "base64")
        if form in REFUSED:
            raise RuntimeInputError(f"The input {place} is {REFUSED[form]}. {CURE}")
        value = value.get("value")
    if not isinstance(value, str) or not value:
        raise RuntimeInputError(f"The input {place} is {shown(value)}, no file. {CURE}")
    return value


def _read(wanted: _Wanted, place: str, hand: InHand) -> api.Upload:
    try:
        file = _open(wanted, place)
        with _decoding:
            return hand.taken(api.read_upload(file, place, [wanted.kind]))
    except WeftError as error:
        error.data["input"] = place
        if place not in error.message:
            error.message = f"The input {place}: {error.message}"
        raise


def _open(wanted: _Wanted, place: str) -> BinaryIO:
    if wanted.text.startswith(ADDRESS):
        return fetch(wanted.text, api.max_upload_bytes([wanted.kind]))
    match = DATA_URL.match(wanted.text[:200])
    text = wanted.text[match.end() :] if match else wanted.text
    try:
        return BytesIO(base64.b64decode("".join(text.split()), validate=True))
    except (binascii.Error, ValueError) as error:
        message = f"The input {place} is {shown(wanted.text)}, neither base64 nor a URL. {CURE}"
        raise RuntimeInputError(message) from error
