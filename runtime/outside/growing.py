"""An object elsewhere that grows by being written again: what it holds so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MAX_OBJECT_CHARACTERS = 16_000_000
MAX_KEPT_CHARACTERS = 200_000
"""Of a session between its calls; a longer one ends there, and the next call begins another."""


@dataclass
class Growing:
    """One object: what it is about, its name, and its texts."""

    about: str = ""
    key: str = ""
    text: str = ""
    count: int = 0

    def takes(self, about: str, most: int, characters: int) -> bool:
        """Whether one more text goes into it."""
        fits = not self.count or len(self.text) + characters <= MAX_OBJECT_CHARACTERS
        return bool(self.key) and self.about == about and self.count < most and fits

    def begin(self, about: str, key: str) -> None:
        """Another object, empty yet."""
        self.about, self.key, self.text, self.count = about, key, "", 0

    def add(self, text: str) -> None:
        """One more text."""
        self.text += text
        self.count += 1

    def as_json(self) -> Any:
        """As it stands, unless that is too long to be kept."""
        short = len(self.text) <= MAX_KEPT_CHARACTERS
        return [self.about, self.key, self.text, self.count] if short else None

    def from_json(self, stored: Any) -> None:
        """As it stood."""
        if stored is not None:
            self.about, self.key, self.text, self.count = stored
