"""Texts to the numbers that a text model takes, with the tokenizer that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.inference.tokenizer_file import token_limit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model
    from runtime.contracts.tokenizer import Encoding, Tokenizer

BATCH_ON_GPU = 16
"""On a processor a batch of texts is slower than the texts one by one."""


@dataclass(frozen=True)
class Tokens:
    """A model's tokenizer with what the card says of its use; `cancel` stops what it does."""

    tokenizer: Tokenizer
    limit: int
    pad: int
    prefix: str
    cancel: CancelToken | None = None

    @classmethod
    def of(cls, model: Model, cancel: CancelToken | None = None) -> Tokens:
        """The tokenizer of a model. Raises `ModelUnavailableError` without one."""
        card, tokenizer = model.manifest, model.tokenizer()
        pad, prefix = int(card.preprocess.get("pad", 0)), str(card.preprocess.get("prefix", ""))
        return cls(tokenizer, token_limit(card), pad, prefix, cancel)

    def encode(self, texts: Sequence[str]) -> Sequence[Encoding]:
        """Encodings with ids, offsets and words; a longer text's rest is in `overflowing`."""
        return self.tokenizer.encode([self.prefix + text for text in texts], self.cancel)

    def count(self, text: str) -> int:
        """How many tokens a text has, however long."""
        (encoding,) = self.encode([text])
        return len(encoding.ids) + sum(len(more.ids) for more in encoding.overflowing)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of these tokens, without the special ones."""
        return self.tokenizer.decode(ids, self.cancel)

    def id_of(self, token: str) -> int | None:
        """The number of a token; None for one it does not know."""
        return self.tokenizer.id_of(token, self.cancel)


@dataclass(frozen=True)
class TextBatch:
    """What goes into the model for some texts, and which of its cells are tokens."""

    feeds: Mapping[str, NDArray[np.generic]]
    mask: NDArray[np.int64]


def text_batches(
    tokens: Tokens, model: Model, texts: Sequence[str], graph: str = ""
) -> Iterator[TextBatch]:
    """The texts as inputs of the graph, in their order; what is too long is cut off."""
    size = 1 if model.provider == "CPUExecutionProvider" else BATCH_ON_GPU
    for begin in range(0, len(texts), size):
        yield batch_of(tokens.encode(texts[begin : begin + size]), tokens, model, graph)


def batch_of(
    encodings: Sequence[Encoding], tokens: Tokens, model: Model, graph: str = ""
) -> TextBatch:
    """Encodings side by side, filled up to the longest, or to the length that the graph demands."""
    shapes = model.inputs(graph)
    told = model.manifest.preprocess.get("inputs")
    names = [name for name in told if name in shapes] if isinstance(told, list) else list(shapes)
    length = max(1, *(len(item.ids) for item in encodings))
    demanded = shapes.get("input_ids", (None,))[-1]
    if isinstance(demanded, int) and demanded > 0:
        length = demanded
    shape = (len(encodings), length)
    ids, mask = np.full(shape, tokens.pad, np.int64), np.zeros(shape, np.int64)
    kinds = np.zeros(shape, np.int64)
    for row, item in enumerate(encodings):
        count = min(len(item.ids), length)
        ids[row, :count] = item.ids[:count]
        kinds[row, :count] = item.type_ids[:count]
        mask[row, :count] = 1
    places = np.broadcast_to(np.arange(length, dtype=np.int64), shape)
    known = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds,
             "position_ids": places}  # fmt: skip
    return TextBatch({name: known[name] for name in names if name in known}, mask)
