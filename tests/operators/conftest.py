from __future__ import annotations

import pytest

from runtime.inference.sessions import Sessions


@pytest.fixture(scope="session")
def sessions() -> Sessions:
    return Sessions(device="cpu", threads=2)
