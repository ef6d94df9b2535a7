"""What sentences mean, as unit vectors: texts to tokens, tokens in batches through a model.

Vectors of label and passage texts, which come again in every run, are remembered per process.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from runtime.contracts.model import CancelToken, Model

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
    tokens = int(model.manifest.preprocess.get("tokens", 256))
    tokenizer = _tokenizer(str(model.side_file("tokenizer")), tokens)
    read = [text[: tokens * _CHARACTERS_PER_TOKEN] for text in texts]
    encoded = [np.array(entry.ids, np.int64) for entry in tokenizer.encode_batch(read)]
    vectors: dict[int, Vectors] = {}
    for members in _batches([len(ids) for ids in encoded]):
        longest = max(len(encoded[index]) for index in members)
        ids = np.zeros((len(members), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, index in enumerate(members):
            ids[row, : len(encoded[index])] = encoded[index]
            mask[row, : len(encoded[index])] = 1
        answers = model.run(_feeds(model, ids, mask), cancel)
        vectors.update(zip(members, _pooled(model, answers, mask), strict=True))
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


def _feeds(model: Model, ids: Any, mask: Any) -> dict[str, Any]:
    known = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    names = model.manifest.preprocess.get("inputs") or ["input_ids", "attention_mask"]
    return {name: known[name] for name in names if name in known}


def _pooled(model: Model, answers: Sequence[Any], mask: Any) -> Vectors:
    """The vectors of a model that pools itself, or the mean of its tokens; always of length 1."""
    roles = model.manifest.postprocess.get("outputs", {})
    names = list(model.output_names())
    name = roles.get("embedding") or roles.get("tokens")
    answer = np.asarray(answers[names.index(name) if name in names else 0], np.float32)
    if answer.ndim == 3:
        share = mask[:, :, None].astype(np.float32)
        answer = (answer * share).sum(axis=1) / share.sum(axis=1)
    return np.asarray(answer / np.linalg.norm(answer, axis=1, keepdims=True), np.float32)


@lru_cache(maxsize=8)
def _tokenizer(path: str, tokens: int) -> Any:
    """Its settings are made here, once: setting them later would change it for other threads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.enable_truncation(tokens)
    return tokenizer


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
