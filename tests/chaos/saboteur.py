"""Takes one guarantee out of the running product, for the negative controls.

The harness copies this file as `sitecustomize.py` into a folder on the path of the processes it
starts; the product's own files stay as they are. What is taken out stands in `CHAOS_WITHOUT`. Every
time the missing guarantee would have acted, a line goes to `CHAOS_SABOTAGE_FILE`, so that a control
which never bit is seen.
"""

from __future__ import annotations

import importlib.machinery
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

TARGET = "builder.run_store"


def note(what: str) -> None:
    with Path(os.environ["CHAOS_SABOTAGE_FILE"]).open("a") as file:
        file.write(f"{what}\n")


def without_fence(module: Any) -> None:
    """`emit` asks only for the run's id, not for its fence and not whether it still runs."""
    from builder.models import Run

    store = module.DatabaseRunStore
    emit = store.emit
    manager = type(Run.objects)
    select = manager.filter
    emitting = threading.local()

    def blind(self: Any, *conditions: Any, **wanted: Any) -> Any:
        if getattr(emitting, "now", False) and self.model is Run and "fence" in wanted:
            return select(self, pk=wanted["pk"])
        return select(self, *conditions, **wanted)

    def emit_anyway(self: Any, claimed: Any, *rest: Any, **named: Any) -> Any:
        held = select(Run.objects, pk=claimed.id).values_list("fence", "status").first()
        if held != (claimed.fence, "running"):
            note(f"{claimed.id} attempt {claimed.attempt} wrote though {held}")
        emitting.now = True
        try:
            return emit(self, claimed, *rest, **named)
        finally:
            emitting.now = False

    setattr(manager, "filter", blind)  # noqa: B010 - mypy lets no method be assigned
    store.emit = emit_anyway


def without_sweeper(module: Any) -> None:
    """Nobody looks for lost runs."""

    def sweep(self: Any) -> list[Any]:
        note("a sweep did nothing")
        return []

    module.DatabaseRunStore.sweep = sweep


SABOTAGES: dict[str, Callable[[Any], None]] = {
    "fence": without_fence,
    "sweeper": without_sweeper,
}


class Saboteur:
    """An import hook that changes the module as soon as it was loaded."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != TARGET:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_change(module: ModuleType) -> None:
            load(module)
            SABOTAGES[os.environ["CHAOS_WITHOUT"]](module)

        spec.loader.exec_module = load_and_change  # type: ignore[method-assign]  # this one loader
        return spec


if os.environ.get("CHAOS_WITHOUT"):
    sys.meta_path.insert(0, Saboteur())
