"""What cuts texts into the numbers that a text model takes, wherever it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.cancel import CancelToken


class Encoding(Protocol):
    """One window of a text: its tokens, each with the place it stands for."""

    @property
    def ids(self) -> Sequence[int]:
        """The number of each token."""

    @property
    def type_ids(self) -> Sequence[int]:
        """Which of two texts each token belongs to."""

    @property
    def offsets(self) -> Sequence[tuple[int, int]]:
        """First character of each token, and the one after its last."""

    @property
    def word_ids(self) -> Sequence[int | None]:
        """The word that each token is part of; None for what is no part of the text."""

    @property
    def special_tokens_mask(self) -> Sequence[int]:
        """1 for tokens that are no part of the text."""

    @property
    def overflowing(self) -> Sequence[Encoding]:
        """The rest of a text that is longer than one window."""


class Tokenizer(Protocol):
    """Cuts texts into tokens and puts tokens together.

    All of it raises `OperatorFailedError`, or `ModelUnavailableError` for a file that is damaged.
    """

    def encode(self, texts: Sequence[str], cancel: CancelToken | None = None) -> Sequence[Encoding]:
        """The first window of each text, with the others in `overflowing`."""

    def decode(self, ids: Sequence[int], cancel: CancelToken | None = None) -> str:
        """The text of these tokens, without the special ones."""

    def id_of(self, token: str, cancel: CancelToken | None = None) -> int | None:
        """The number of a token; None for one it does not know."""
