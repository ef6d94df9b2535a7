"""What text operators refuse: nothing to read, and more than they can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    from runtime.contracts.values import Text


def text_to_read(text: Text, port: str = "text") -> str:
    """The text without white space around it. Raises `OperatorFailedError` when nothing is left."""
    read = text.raw.strip()
    if not read:
        message = "The text is empty, so there is nothing to read. Send some text to this node."
        raise OperatorFailedError(message, port=port)
    return read
