"""Bodies of requests as a form or with files, and addresses with values in them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = "application/x-www-form-urlencoded"


def with_query(path: str, values: Mapping[str, Any]) -> str:
    """The path with more in its query; what is nothing is left out, lists come once for each."""
    told = urlencode({name: one for name, one in values.items() if one is not None}, doseq=True)
    if not told:
        return path
    return f"{path}{'&' if '?' in path else '?'}{told}"


def as_form(values: Mapping[str, Any]) -> bytes:
    """As a page's form sends it."""
    return with_query("", values)[1:].encode()


def as_multipart(
    values: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]
) -> tuple[bytes, str]:
    """Fields and files (name -> media type, bytes) in one body, and its media type."""
    mark = hashlib.sha256(b"".join(data for _, data in files.values())).hexdigest()[:32]
    parts = [_part(mark, name, "", str(one).encode()) for name, one in values.items()]
    parts += [
        _part(mark, name, f'; filename="{_quoted(name)}"\r\nContent-Type: {kind}', data)
        for name, (kind, data) in files.items()
    ]
    body = b"".join(parts) + f"--{mark}--\r\n".encode()
    return body, f"multipart/form-data; boundary={mark}"


def _part(mark: str, name: str, more: str, data: bytes) -> bytes:
    head = f'--{mark}\r\nContent-Disposition: form-data; name="{_quoted(name)}"{more}\r\n\r\n'
    return head.encode() + data + b"\r\n"


def _quoted(name: str) -> str:
    for found, written in (("\\", "\\\\"), ('"', "%22"), ("\r", "%0D"), ("\n", "%0A")):
        name = name.replace(found, written)
    return name
