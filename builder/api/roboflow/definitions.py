"""Compiled definitions, kept as long as nothing changed that they rest on."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q

from builder import queries
from builder.api.roboflow.compiled import Compiled, compile_import
from builder.formats.roboflow.blocks import INNER_WORKFLOW
from builder.formats.roboflow.read import Means, read_definition
from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import Connection, ModelAlias, ModelVersion
from runtime import api

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.formats.roboflow.read import Saved
    from builder.models import App

MOST_KEPT = 256


class _Seen(dict[str, Any]):
    """A call's values, which notes what was looked up: the graph depends on that."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.asked: dict[str, Any] = {}

    def get(self, name: str, default: Any = None) -> Any:
        found = super().get(name, default)
        self.asked[name] = found
        return found


@dataclass
class _Kept:
    """Compiled definitions by app and digest, the oldest forgotten first."""

    entries: OrderedDict[tuple[Any, ...], tuple[Mapping[str, Any], Compiled]] = field(
        default_factory=OrderedDict
    )
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: tuple[Any, ...], values: Mapping[str, Any]) -> Compiled | None:
        """What was kept, when this call's values would lead to the same."""
        with self.lock:
            found = self.entries.get(key)
            if found is None or any(values.get(name) != was for name, was in found[0].items()):
                return None
            self.entries.move_to_end(key)
            return found[1]

    def put(self, key: tuple[Any, ...], asked: Mapping[str, Any], compiled: Compiled) -> None:
        """Keep it."""
        with self.lock:
            self.entries[key] = (dict(asked), compiled)
            self.entries.move_to_end(key)
            while len(self.entries) > MOST_KEPT:
                self.entries.popitem(last=False)


_kept = _Kept()


def compile_definition(app: App, document: Any, given: object, saved: Saved | None) -> Compiled:
    """A definition that a call brings, in an app whose models it names.

    Raises a `DefinitionError` or `InvalidGraphError` with everything that is wrong.
    """
    values = given if isinstance(given, dict) else {}
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    key = (app.pk, hashlib.sha256(text.encode()).digest(), *_stamp(app))
    found = _kept.get(key, values)
    if found is None:
        seen = _Seen(values)
        means = Means(api.operators(), lambda name: queries.meant_model(app, name), saved, seen)
        found = compile_import(app, read_definition(document, means))
        if INNER_WORKFLOW not in text:  # one that it names may change at any time
            _kept.put(key, seen.asked, found)
    return found


def _stamp(app: App) -> tuple[Any, ...]:
    """What a compiled definition rests on: it changes whenever one of these does."""
    shared = Q(model__app__key=SHARED_APP, model__app__owner__username=SHARED_USER)
    versions = ModelVersion.objects.filter(
        Q(model__app=app) | shared, deleted_at=None, model__deleted_at=None
    )
    found = [
        ModelAlias.objects.filter(app=app).aggregate(n=Count("pk"), at=Max("changed_at")),
        Connection.objects.filter(app=app).aggregate(n=Count("pk"), at=Max("changed_at")),
        versions.aggregate(n=Count("pk"), at=Max("created_at")),
    ]
    return tuple(value for one in found for value in one.values())
