"""Texts to the numbers that a text model takes, with the tokenizer that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from runtime.contracts.errors import ModelUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.model import Model

DEFAULT_TOKENS = 512
BATCH_ON_GPU = 16
"""On a processor a batch of texts is slower than the texts one by one."""
OVERLAP = 32
"""Tokens that a window of a long text repeats of the one before it."""


@dataclass(frozen=True)
class Tokens:
    """A tokenizer that is never changed after it was loaded, so that threads may share it."""

    tokenizer: Any
    limit: int
    pad: int
    prefix: str

    @classmethod
    def of(cls, model: Model) -> Tokens:
        """The tokenizer of a model. Raises `ModelUnavailableError` without a good one."""
        card = model.manifest
        told = card.preprocess
        limit = int(told.get("tokens", DEFAULT_TOKENS))
        path = model.side_file("tokenizer")
        try:
            tokenizer = _load(str(path), limit)
        except Exception as error:
            # The library raises bare Exception for a file that it cannot read.
            message = f"The tokenizer of the model {card.title} is damaged. Import the model again."
            raise ModelUnavailableError(message, model=card.id) from error
        return cls(tokenizer, limit, int(told.get("pad", 0)), str(told.get("prefix", "")))

    def encode(self, texts: Sequence[str]) -> list[Any]:
        """Encodings with ids, offsets and words; a longer text's rest is in `overflowing`."""
        return list(self.tokenizer.encode_batch([self.prefix + text for text in texts]))

    def count(self, text: str) -> int:
        """How many tokens a text has, however long."""
        (encoding,) = self.encode([text])
        return len(encoding.ids) + sum(len(more.ids) for more in encoding.overflowing)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of these tokens, without the special ones."""
        return str(self.tokenizer.decode(list(ids), skip_special_tokens=True)).strip()

    def id_of(self, token: str) -> int | None:
        """The number of a token; None for one it does not know."""
        found = self.tokenizer.token_to_id(token)
        return None if found is None else int(found)


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


def batch_of(encodings: Sequence[Any], tokens: Tokens, model: Model, graph: str = "") -> TextBatch:
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


@lru_cache(maxsize=16)
def _load(path: str, limit: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    special = tokenizer.num_special_tokens_to_add(is_pair=False)
    stride = min(OVERLAP, max(0, (limit - special) // 4))
    tokenizer.enable_truncation(limit, stride=stride)
    return tokenizer
