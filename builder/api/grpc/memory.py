"""Gives memory of large messages back to the system.

They arrive in thousands of small pieces that several threads allocate, and glibc keeps such pieces
for itself once they are free.
"""

from __future__ import annotations

import ctypes
import sys

LARGE_BYTES = 8 * 1024 * 1024


def give_back() -> None:
    """Where the C library can; elsewhere it does so by itself."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
