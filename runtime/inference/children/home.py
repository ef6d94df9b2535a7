"""The children of this process: one for each imported model that is in use, a few at a time.

A model in a process of its own sees only what its own nodes hand over, and takes nobody else down.
A child that died is started anew by the next call. When one call must be ended by force, the
others in the same child are computed again in the next one: they ask for nothing but arrays.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import threading
from time import monotonic
from typing import TYPE_CHECKING

from runtime.inference.children.imported_model import ImportedModel, refuse_cancelled
from runtime.inference.children.limits import Limits
from runtime.inference.devices import gpu_is_present

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.graph import ModelRef
    from runtime.contracts.model import ModelManifest

IDLE_SECONDS = 600
LOOK_SECONDS = 0.1


class Home:
    """Keeps the children of one process.

    `fetch` answers where a file of an imported model lies here, by the model's reference and the
    file's digest.
    """

    def __init__(
        self,
        fetch: Callable[[ModelRef, str], Path],
        *,
        device: str = "cpu",
        threads: int | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.device = "cpu" if device == "auto" and not gpu_is_present() else device
        self.threads = threads
        self.limits = limits or Limits()
        self._fetch = fetch
        self._guard = threading.Lock()
        self._room = threading.Lock()
        self._turn = threading.Event()
        self._opening: dict[str, threading.Lock] = {}
        self._models: dict[str, ImportedModel] = {}
        atexit.register(self.close)

    def get(self, ref: ModelRef, card: ModelManifest) -> ImportedModel:
        """The model, opened in its child. Raises `ModelUnavailableError`."""
        key = _key(card)
        with self._guard:
            lock = self._opening.setdefault(key, threading.Lock())
        with lock:
            found = self._models.get(key)
            if found is None:
                found = ImportedModel(card, self, lambda digest: self._fetch(ref, digest))
                self._models[key] = found
            return found

    def models(self) -> list[ImportedModel]:
        """Every imported model that was opened here."""
        return list(self._models.values())

    def make_room(self, wanted: ImportedModel, cancel: CancelToken | None) -> None:
        """End what has been idle, and the longest unused child when there are too many.

        Waits while all of them compute.
        """
        while True:
            refuse_cancelled(cancel)
            with self._room:
                living = [
                    model
                    for model in self.models()
                    if model is not wanted and model.living is not None and model.living.alive
                ]
                idle = sorted(
                    (model for model in living if not _busy(model)),
                    key=lambda model: model.living.used_at if model.living else 0,
                )
                spare = self.limits.most_children - len(living)
                for model in idle:
                    stale = model.living and monotonic() - model.living.used_at > IDLE_SECONDS
                    if stale or spare < 1:
                        _let_go(model)
                        spare += 1
                if spare >= 1:
                    return
            self._turn.wait(LOOK_SECONDS)

    def close(self) -> None:
        """End every child."""
        for model in self.models():
            model.end()


def _busy(model: ImportedModel) -> bool:
    return model.living is not None and model.living.busy


def _let_go(model: ImportedModel) -> None:
    """End an idle child without waiting for whoever is just starting it."""
    living = model.living
    if living is not None:
        living.end()


def _key(card: ModelManifest) -> str:
    text = json.dumps(card.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
