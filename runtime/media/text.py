"""The one reader of uploaded text."""

from __future__ import annotations

from runtime.contracts.errors import BadMediaError, TooLargeError, UnsupportedMediaError
from runtime.contracts.limits import MAX_TEXT_BYTES
from runtime.contracts.values import Text


def read_text(data: bytes) -> Text:
    """UTF-8, with or without a byte order mark; empty, too long or binary data is refused."""
    if not data.strip():
        message = "The text is empty. Type or send some text."
        raise BadMediaError(message, reason="empty_file")
    if len(data) > MAX_TEXT_BYTES:
        message = f"The text has {len(data):,} bytes; the limit is {MAX_TEXT_BYTES:,}. Send less."
        raise TooLargeError(message, reason="too_many_bytes", limit=MAX_TEXT_BYTES)
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "The text is not UTF-8. Save it as UTF-8 and send it again."
        raise UnsupportedMediaError(message, reason="not_utf8") from error
    if "\x00" in raw:
        message = "This is binary data, not text. Send plain text in UTF-8."
        raise UnsupportedMediaError(message, reason="binary")
    if not raw.strip():
        message = "The text is empty. Type or send some text."
        raise BadMediaError(message, reason="empty_file")
    return Text(raw)
