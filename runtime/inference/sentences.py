"""What many sentences mean, as unit vectors: those of similar length go through a model together.

Vectors of label and passage texts, which come again in every run, are remembered per process.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.decoders import text_embedder
from runtime.inference.decoders.image_embedder import unit
from runtime.inference.embedding import embed_texts
from runtime.inference.tokens import Tokens, batch_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model

    Vectors = NDArray[np.float32]

_TOKENS_PER_BATCH = 4096
_TEXTS_PER_BATCH = 32
_CHARACTERS_PER_TOKEN = 32
"""No word piece is longer, so what follows so many characters per token is never read."""
_REMEMBERED_VECTORS = 4096


def embed(
    model: Model,
    texts: Sequence[str],
    *,
    remember: bool = False,
    cancel: CancelToken | None = None,
) -> Vectors:
    """One unit vector per text, float32 (texts, width); the end of a long text is not read."""
    if not remember:
        return _computed(model, texts, cancel)
    key = model.manifest.sha256 or model.manifest.id
    known = {text: _memo.get(key, text) for text in dict.fromkeys(texts)}
    fresh = [text for text, vector in known.items() if vector is None]
    for text, vector in zip(fresh, _computed(model, fresh, cancel), strict=True):
        known[text] = vector
        _memo.put(key, text, vector)
    return np.array([known[text] for text in texts], np.float32)


def _computed(model: Model, texts: Sequence[str], cancel: CancelToken | None) -> Vectors:
    if not texts:
        return np.zeros((0, 0), np.float32)
    if model.manifest.decoder != "text_embedder" or model.manifest.preprocess.get("batch"):
        return unit(np.stack(list(embed_texts(model, texts, cancel))))
    tokens = Tokens.of(model, cancel)
    encodings = tokens.encode([text[: tokens.limit * _CHARACTERS_PER_TOKEN] for text in texts])
    told = model.manifest.postprocess
    name = told.get("outputs", {}).get("embedding")
    names = list(model.output_names())
    place = names.index(name) if name in names else 0
    vectors: dict[int, Vectors] = {}
    for members in _batches([len(item.ids) for item in encodings]):
        batch = batch_of([encodings[index] for index in members], tokens, model)
        output = model.run(batch.feeds, cancel)[place]
        vectors.update(
            zip(members, unit(text_embedder.read(output, batch.mask, told)), strict=True)
        )
    return np.array([vectors[index] for index in range(len(texts))], np.float32)


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices of texts of similar length together, so that little is padded."""
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda item: lengths[item]):
        fits = (
            batches
            and len(batches[-1]) < _TEXTS_PER_BATCH
            and (len(batches[-1]) + 1) * lengths[index] <= _TOKENS_PER_BATCH
        )
        if fits:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches


class _Memo:
    """The vectors used last, by model and text."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._vectors: OrderedDict[tuple[str, str], Vectors] = OrderedDict()

    def get(self, model: str, text: str) -> Vectors | None:
        with self._lock:
            vector = self._vectors.get((model, text))
            if vector is not None:
                self._vectors.move_to_end((model, text))
            return vector

    def put(self, model: str, text: str, vector: Vectors) -> None:
        if len(text) > 1000:
            return
        with self._lock:
            self._vectors[(model, text)] = vector
            while len(self._vectors) > _REMEMBERED_VECTORS:
                self._vectors.popitem(last=False)


_memo = _Memo()
