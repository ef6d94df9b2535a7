"""A tokenizer that came with a user's model, in the same shape as any other: its child does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.children import packed_texts
from runtime.inference.children.tokenizing import DECODE, ENCODE, ID_OF
from runtime.inference.tokenizer_file import token_limit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import ModelManifest
    from runtime.contracts.tokenizer import Encoding


class Asked(Protocol):
    """A model whose child has its tokenizer."""

    @property
    def manifest(self) -> ModelManifest:
        """Its card."""

    def tokenize(
        self,
        deed: str,
        given: Mapping[str, NDArray[np.generic]],
        cancel: CancelToken | None = None,
    ) -> Sequence[NDArray[np.generic]]:
        """What the child's tokenizer makes of these arrays."""


class ChildTokenizer:
    """Asks the child of its model; fulfils `contracts.tokenizer.Tokenizer`."""

    def __init__(self, model: Asked) -> None:
        self._model = model

    def encode(self, texts: Sequence[str], cancel: CancelToken | None = None) -> Sequence[Encoding]:
        """The first window of each text, with the others in `overflowing`."""
        answer = self._ask(ENCODE, packed_texts.pack_texts(texts), cancel)
        longest = token_limit(self._model.manifest)
        try:
            return packed_texts.unpack_windows(answer, texts, longest)
        except packed_texts.UnbelievableError as error:
            raise self._nonsense() from error

    def decode(self, ids: Sequence[int], cancel: CancelToken | None = None) -> str:
        """The text of these tokens, without the special ones."""
        answer = self._ask(DECODE, {"ids": np.array(ids, np.int64)}, cancel)
        try:
            return packed_texts.read_text(answer)
        except packed_texts.UnbelievableError as error:
            raise self._nonsense() from error

    def id_of(self, token: str, cancel: CancelToken | None = None) -> int | None:
        """The number of a token; None for one it does not know."""
        answer = self._ask(ID_OF, packed_texts.pack_texts([token]), cancel)
        try:
            found = packed_texts.read_number(answer)
        except packed_texts.UnbelievableError as error:
            raise self._nonsense() from error
        return None if found < 0 else found

    def _ask(
        self, deed: str, given: Mapping[str, NDArray[np.generic]], cancel: CancelToken | None
    ) -> Sequence[NDArray[np.generic]]:
        return self._model.tokenize(deed, given, cancel)

    def _nonsense(self) -> OperatorFailedError:
        card = self._model.manifest
        message = f"The tokenizer of the model {card.title} answered what cannot be."
        return OperatorFailedError(message, model=card.id)
