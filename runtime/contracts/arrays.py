"""Arrays as JSON, every bit of them: what is written comes back equal."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

KINDS = ("<f8", "<f4", "|u1")


def array_as_json(array: NDArray[Any]) -> dict[str, Any]:
    """Kind, shape and raw bytes."""
    import numpy as np

    kind = array.dtype.newbyteorder("<").str
    assert kind in KINDS, f"arrays of {kind} are not kept"
    raw = np.ascontiguousarray(array, kind).tobytes()
    return {
        "kind": kind,
        "shape": list(array.shape),
        "base64": base64.b64encode(raw).decode("ascii"),
    }


def array_from_json(stored: Mapping[str, Any]) -> NDArray[np.generic]:
    """The array again, a copy that may be written to. Raises a `ValueError` for anything else."""
    import numpy as np

    if stored["kind"] not in KINDS:
        message = f"arrays of {stored['kind']} are not kept"
        raise ValueError(message)
    raw = base64.b64decode(stored["base64"], validate=True)
    return np.frombuffer(raw, stored["kind"]).reshape(stored["shape"]).copy()
