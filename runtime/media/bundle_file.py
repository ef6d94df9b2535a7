"""A JSON document and the pictures that it names, as one gzipped tar."""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PAYLOAD = "payload.json"


def bundle(payload: Mapping[str, Any], members: Mapping[str, bytes], when: datetime) -> bytes:
    """The document first, then the files by their names. Raises `ValueError` for no JSON."""
    written = json.dumps(payload, indent=2, allow_nan=False).encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, data in {PAYLOAD: written, **members}.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(data), int(when.timestamp())
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()
