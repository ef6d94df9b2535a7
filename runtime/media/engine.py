"""Whether FFmpeg is here, which reads and writes all video and most audio."""

from __future__ import annotations

from importlib.util import find_spec


def why_not() -> str | None:
    """None when it is, else what brings it."""
    if find_spec("av") is None:
        return "needs FFmpeg: pip install av"
    return None
