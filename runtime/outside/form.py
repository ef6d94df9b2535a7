"""A multipart form, the way files are sent."""

from __future__ import annotations

import hashlib


def multipart(fields: dict[str, str], name: str, media_type: str, data: bytes) -> tuple[bytes, str]:
    """Fields and a file called `file`: the body, and its media type with the boundary.

    The boundary is made of the content, so that the same form is the same bytes.
    """
    boundary = "weft" + hashlib.sha256(data + repr(fields).encode()).hexdigest()[:32]
    begin = f"--{boundary}\r\nContent-Disposition: form-data; name="
    parts = [f'{begin}"{field}"\r\n\r\n{value}\r\n'.encode() for field, value in fields.items()]
    head = f'{begin}"file"; filename="{name}"\r\nContent-Type: {media_type}\r\n\r\n'
    body = b"".join([*parts, head.encode(), data, f"\r\n--{boundary}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={boundary}"
