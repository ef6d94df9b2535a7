from __future__ import annotations

import pytest

from runtime.contracts.errors import BadMediaError, TooLargeError, UnsupportedMediaError, WeftError
from runtime.contracts.limits import MAX_TEXT_BYTES
from runtime.media.text import read_text


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_or_without_a_byte_order_mark(mark: bytes):
    assert read_text(mark + "¿Qué tal? 你好".encode()).raw == "¿Qué tal? 你好"


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"", BadMediaError, "empty_file"),
        (b" \n\t", BadMediaError, "empty_file"),
        (b"\xef\xbb\xbf", BadMediaError, "empty_file"),
        (b"a" * (MAX_TEXT_BYTES + 1), TooLargeError, "too_many_bytes"),
        ("naïve".encode("latin-1"), UnsupportedMediaError, "not_utf8"),
        ("text".encode("utf-16"), UnsupportedMediaError, "not_utf8"),
        (b"\x00\x01\x02", UnsupportedMediaError, "binary"),
    ],
)
def test_what_is_no_usable_text_is_refused(data: bytes, error: type[WeftError], reason: str):
    with pytest.raises(error) as caught:
        read_text(data)
    assert caught.value.data["reason"] == reason


def test_the_largest_allowed_text_is_read():
    assert len(read_text(b"a" * MAX_TEXT_BYTES).raw) == MAX_TEXT_BYTES
