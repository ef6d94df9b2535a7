"""An app's model aliases: which model an id of another product means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder import queries
from builder.actions.alias_model import alias_model, delete_alias
from builder.api.editor.base import EditorView

if TYPE_CHECKING:
    from builder.models import ModelAlias


class ModelAliases(EditorView):
    """`GET`, `PUT {a}/model-aliases`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """The table, by alias."""
        rows = queries.model_aliases(queries.app(self.actor, user, app))
        return Response({"aliases": [_shown(row) for row in rows]})

    def put(self, request: Any, user: str, app: str) -> Response:
        """Say what one means; a new one is added."""
        body = self.body
        found = queries.app(self.actor, user, app)
        row = alias_model(
            self.actor, found, body.get("alias"), body.get("model"), body.get("version")
        )
        return Response(_shown(row))


class OneModelAlias(EditorView):
    """`DELETE {a}/model-aliases/{alias}`; the alias may hold slashes."""

    def delete(self, request: Any, user: str, app: str, alias: str) -> Response:
        """Forget it."""
        found = queries.app(self.actor, user, app)
        delete_alias(self.actor, queries.model_alias(found, alias))
        return Response(status=204)


def _shown(row: ModelAlias) -> dict[str, Any]:
    """`ModelAlias` of the front end. A model that was deleted since is told as missing."""
    version = row.version
    return {
        "alias": row.alias,
        "model": row.model.key,
        "title": row.model.title,
        "task": row.model.task,
        "shared": row.model.app_id != row.app_id,
        "version": row.version_id,
        "version_number": version.number if version is not None else None,
        "missing": row.model.deleted_at is not None,
        "changed_at": row.changed_at.isoformat(),
    }
