"""Ids for addresses, made from names that people type."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_KEY_CHARACTERS = 48
MAX_NAME_CHARACTERS = 120
KEY = re.compile(r"^[0-9A-Za-z]+([-_][0-9A-Za-z]+)*$")


def clean_name(name: object, what: str) -> str:
    """A display name: one line, no control characters. Raises `BadRequestError`."""
    if not isinstance(name, str) or not name.strip():
        raise BadRequestError(f"The {what} needs a name.", field="name")
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in text):
        raise BadRequestError(f"The {what}'s name holds invisible characters.", field="name")
    if len(text) > MAX_NAME_CHARACTERS:
        message = f"The {what}'s name is longer than {MAX_NAME_CHARACTERS} characters."
        raise BadRequestError(message, field="name")
    return text


def clean_key(key: object, what: str) -> str:
    """An id that somebody chose. Raises `BadRequestError`."""
    if not isinstance(key, str) or len(key) > MAX_KEY_CHARACTERS or not KEY.fullmatch(key):
        message = (
            f"The {what}'s id must be 1 to {MAX_KEY_CHARACTERS} letters and digits, with single "
            "- or _ between them."
        )
        raise BadRequestError(message, field="id")
    return key


def free_key(name: str, taken: Callable[[str], bool]) -> str:
    """An id like `read-plates` from a name, with a number behind it when it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^0-9a-z]+", "-", plain).strip("-")[: MAX_KEY_CHARACTERS - 4].strip("-")
    base = base or "untitled"
    if not taken(base):
        return base
    number = 2
    while taken(f"{base}-{number}"):
        number += 1
    return f"{base}-{number}"
