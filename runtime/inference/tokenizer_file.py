"""Opens a tokenizer.json in this very process.

The library is strict about memory and lax about everything else: a pattern of the file may take
for ever, and what the file makes impossible ends in a panic. So only files that Weft ships are
opened by its own processes; those of imported models are opened in the model's child.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import ModelUnavailableError, OperatorFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import ModelManifest
    from runtime.contracts.tokenizer import Encoding

DEFAULT_TOKENS = 512
OVERLAP = 32
"""Tokens that a window of a long text repeats of the one before it."""


class FileTokenizer:
    """A tokenizer that is never changed after it was loaded; fulfils `contracts.tokenizer`."""

    def __init__(self, library: Any, card: ModelManifest) -> None:
        self._library = library
        self._card = card

    def encode(
        self,
        texts: Sequence[str],
        cancel: CancelToken | None = None,  # noqa: ARG002  # it takes no time with a good file
    ) -> Sequence[Encoding]:
        """The first window of each text, with the others in `overflowing`."""
        with self._panics("read this text"):
            return list(self._library.encode_batch(list(texts)))

    def decode(self, ids: Sequence[int], cancel: CancelToken | None = None) -> str:  # noqa: ARG002
        """The text of these tokens, without the special ones."""
        with self._panics("write this text"):
            return str(self._library.decode(list(ids), skip_special_tokens=True)).strip()

    def id_of(self, token: str, cancel: CancelToken | None = None) -> int | None:  # noqa: ARG002
        """The number of a token; None for one it does not know."""
        with self._panics("read a token"):
            found = self._library.token_to_id(token)
        return None if found is None else int(found)

    @contextmanager
    def _panics(self, deed: str) -> Iterator[None]:
        try:
            with caught():
                yield
        except LibraryError as error:
            message = f"The tokenizer of the model {self._card.title} could not {deed}."
            raise OperatorFailedError(message, model=self._card.id) from error


class LibraryError(Exception):
    """Whatever the library raised."""


@contextmanager
def caught() -> Iterator[None]:
    """Its errors, which are bare `Exception`, and its panics, which are not even that."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        raise LibraryError(str(error)) from error


def token_limit(card: ModelManifest) -> int:
    """The most tokens of one window."""
    return int(card.preprocess.get("tokens", DEFAULT_TOKENS))


def parsed(data: bytes, card: ModelManifest) -> FileTokenizer:
    """The tokenizer in these bytes. Raises `ModelUnavailableError`."""
    try:
        with caught():
            return FileTokenizer(_loaded(data, token_limit(card)), card)
    except LibraryError as error:
        message = f"The tokenizer of the model {card.title} is damaged. Import the model again."
        raise ModelUnavailableError(message, model=card.id) from error


def opened(path: Path, card: ModelManifest) -> FileTokenizer:
    """The tokenizer in this file, shared by all who ask. Raises `ModelUnavailableError`."""
    try:
        with caught():
            return FileTokenizer(_shared(str(path), token_limit(card)), card)
    except LibraryError as error:
        message = f"The tokenizer of the model {card.title} is damaged. Install it again."
        raise ModelUnavailableError(message, model=card.id) from error


@lru_cache(maxsize=16)
def _shared(path: str, limit: int) -> Any:
    from pathlib import Path

    return _loaded(Path(path).read_bytes(), limit)


def _loaded(data: bytes, limit: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(data)
    tokenizer.no_padding()
    special = tokenizer.num_special_tokens_to_add(is_pair=False)
    stride = min(OVERLAP, max(0, (limit - special) // 4))
    tokenizer.enable_truncation(limit, stride=stride)
    return tokenizer
