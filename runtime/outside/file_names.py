"""Names of files that people write: parts of a name, never a way out of it."""

from __future__ import annotations


def plain_part(part: str) -> str:
    """The part as it is. Raises `ValueError` where it has `..` in it or control characters."""
    if ".." in part.replace("\\", "/").split("/") or not part.isprintable():
        message = "a file's name has no .. in it and no control characters"
        raise ValueError(message)
    return part


def within(folder: str, name: str) -> str:
    """The name below a folder, which may be empty."""
    folder = folder.replace("\\", "/").strip("/")
    return f"{folder}/{name}" if folder else name
