"""The child's side of a tokenizer: open the file that came with the model, do what is asked."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_TEXT_BYTES
from runtime.inference import tokenizer_file
from runtime.inference.children import packed_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from runtime.contracts.model import ModelManifest

    Arrays = Mapping[str, NDArray[np.generic]]

ENCODE, DECODE, ID_OF = "encode", "decode", "id_of"
DEEDS = frozenset({ENCODE, DECODE, ID_OF})


class Tokenizing:
    """A tokenizer that is read when first asked: a model of pictures may never need it."""

    def __init__(self, card: ModelManifest, path: Path) -> None:
        self._card = card
        # Opened now: the folder that keeps it may drop it before it is needed.
        self._file = path.open("rb")
        self._lock = threading.Lock()
        self._tokenizer: tokenizer_file.FileTokenizer | None = None

    def do(self, deed: str, given: Arrays) -> Sequence[NDArray[np.generic]]:
        """One of `DEEDS`, for these arrays."""
        tokenizer = self._opened()
        if deed == DECODE:
            return [self._written(tokenizer.decode(given["ids"].tolist()))]
        texts = packed_texts.unpack_texts(given)
        if deed == ID_OF:
            found = tokenizer.id_of(texts[0])
            return [np.array([-1 if found is None else found], np.int64)]
        packed = packed_texts.pack_windows(tokenizer.encode(texts))
        if packed is None:
            raise self._failed(f"makes more than {packed_texts.MOST_TOKENS:,} tokens of a text")
        return packed

    def _opened(self) -> tokenizer_file.FileTokenizer:
        with self._lock:
            if self._tokenizer is None:
                self._file.seek(0)
                self._tokenizer = tokenizer_file.parsed(self._file.read(), self._card)
            return self._tokenizer

    def _written(self, text: str) -> NDArray[np.generic]:
        encoded = text.encode("utf-8", "replace")
        if len(encoded) > MAX_TEXT_BYTES:
            raise self._failed(f"wrote more than {MAX_TEXT_BYTES // 2**20} MB of text")
        return np.frombuffer(encoded, np.uint8)

    def _failed(self, what: str) -> OperatorFailedError:
        message = f"The tokenizer of the model {self._card.title} {what}."
        return OperatorFailedError(message, model=self._card.id)
