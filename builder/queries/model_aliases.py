"""Look-ups of an app's model aliases, and what an id of another product means here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.model_store import SHARED_APP, SHARED_USER, find_version
from builder.models import App, ModelAlias, ModelVersion
from runtime.contracts.errors import NotFoundError
from runtime.contracts.graph import NAME_PATTERN, ModelRef

if TYPE_CHECKING:
    from django.db.models import QuerySet

NUMBERED = re.compile(r"^(?P<name>.+)/(?P<number>[0-9]{1,6})$")
_NAME = re.compile(NAME_PATTERN)


def model_aliases(of: App) -> QuerySet[ModelAlias]:
    """The table of an app, by alias."""
    rows = ModelAlias.objects.filter(app=of)
    return rows.select_related("app__owner", "model__app__owner", "version")


def model_alias(of: App, alias: str) -> ModelAlias:
    """One row of it. Raises `NotFoundError`."""
    found = model_aliases(of).filter(alias=alias).first()
    if found is None:
        raise NotFoundError(f"{of.key} has no model alias {alias[:128]}.", alias=alias[:128])
    return found


def meant_model(of: App, name: str) -> ModelRef | None:
    """What a model's id means in an app; None where it means nothing.

    First the app's table, with and without the number after the last slash; then the id of a model
    that its graphs may use, as `model`, `model/number`, `app/model` or `app/model/number`.
    """
    return _by_table(of, name) or _by_own_id(of, name)


def _by_table(of: App, name: str) -> ModelRef | None:
    match = NUMBERED.match(name)
    for alias in (name, match["name"]) if match else (name,):
        row = model_aliases(of).filter(alias=alias, model__deleted_at=None).first()
        if row is not None:
            home = row.model.app
            version = row.version_id if row.version and row.version.deleted_at is None else None
            return ModelRef(
                id=row.model.key, user=home.owner.username, app=home.key, version=version
            )
    return None


def _by_own_id(of: App, name: str) -> ModelRef | None:
    match = NUMBERED.match(name)
    path, number = (match["name"], int(match["number"])) if match else (name, None)
    app, _, key = path.rpartition("/")
    if not _NAME.match(key) or (app and not _NAME.match(app)):
        return None
    found = find_version(ModelRef(id=key, app=app or None), of)
    if found is not None and number is not None:
        rows = ModelVersion.objects.filter(model=found.model, number=number, deleted_at=None)
        found = rows.select_related("model__app__owner").first()
    if found is None:
        return None
    home = found.model.app
    if home != of and (home.owner.username, home.key) != (SHARED_USER, SHARED_APP):
        return None
    pinned = found.pk if number is not None else None
    return ModelRef(id=found.model.key, user=home.owner.username, app=home.key, version=pinned)
