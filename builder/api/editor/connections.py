"""An app's connections, the secrets that go with them, and its search indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder import queries
from builder.actions.delete_index import delete_index
from builder.actions.edit_connection import (
    change_connection,
    create_connection,
    delete_connection,
)
from builder.actions.keep_secret import create_secret, delete_secret, replace_secret
from builder.actions.try_connection import try_connection
from builder.api.editor.base import EditorView

if TYPE_CHECKING:
    from builder.models import Connection, SearchIndex, Secret


class Secrets(EditorView):
    """`GET`, `POST {a}/secrets`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """Their names, never their values."""
        rows = queries.app(self.actor, user, app).secrets.all()
        return Response({"secrets": [_secret(row) for row in rows]})

    def post(self, request: Any, user: str, app: str) -> Response:
        """Keep one; nothing answers its value again."""
        found = queries.app(self.actor, user, app)
        made = create_secret(self.actor, found, self.body.get("name"), self.body.get("value"))
        return Response(_secret(made), 201)


class OneSecret(EditorView):
    """`PUT`, `DELETE {a}/secrets/{name}`."""

    def put(self, request: Any, user: str, app: str, name: str) -> Response:
        """Replace its value."""
        row = queries.secret(queries.app(self.actor, user, app), name)
        return Response(_secret(replace_secret(self.actor, row, self.body.get("value"))))

    def delete(self, request: Any, user: str, app: str, name: str) -> Response:
        """Forget it."""
        delete_secret(self.actor, queries.secret(queries.app(self.actor, user, app), name))
        return Response(status=204)


class Connections(EditorView):
    """`GET`, `POST {a}/connections`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """Where nodes of this app may reach."""
        rows = queries.app(self.actor, user, app).connections.select_related("secret")
        return Response({"connections": [_connection(row) for row in rows]})

    def post(self, request: Any, user: str, app: str) -> Response:
        """Add one."""
        made = create_connection(self.actor, queries.app(self.actor, user, app), self.body)
        return Response(_connection(made), 201)


class OneConnection(EditorView):
    """`PUT`, `DELETE {a}/connections/{name}`."""

    def put(self, request: Any, user: str, app: str, name: str) -> Response:
        """Change all but its name and kind."""
        row = queries.connection(queries.app(self.actor, user, app), name)
        return Response(_connection(change_connection(self.actor, row, self.body)))

    def delete(self, request: Any, user: str, app: str, name: str) -> Response:
        """Forget it."""
        delete_connection(self.actor, queries.connection(queries.app(self.actor, user, app), name))
        return Response(status=204)


class TryConnection(EditorView):
    """`POST {a}/connections/{name}/test`."""

    def post(self, request: Any, user: str, app: str, name: str) -> Response:
        """Reach it once; a connection that says no is an answer, not an error."""
        row = queries.connection(queries.app(self.actor, user, app), name)
        tried = try_connection(self.actor, row)
        return Response(
            {"ok": tried.ok, "message": tried.message, "ms": tried.ms, "models": tried.models}
        )


class Indexes(EditorView):
    """`GET {a}/indexes`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """What can be searched."""
        rows = queries.app(self.actor, user, app).indexes.all()
        return Response({"indexes": [_index(row) for row in rows]})


class OneIndex(EditorView):
    """`DELETE {a}/indexes/{name}`."""

    def delete(self, request: Any, user: str, app: str, name: str) -> Response:
        """Forget all that is in it."""
        delete_index(self.actor, queries.index(queries.app(self.actor, user, app), name))
        return Response(status=204)


def _secret(row: Secret) -> dict[str, Any]:
    """`SecretRow`: everything but the secret."""
    return {
        "name": row.name,
        "last_four": row.last_four,
        "created_at": row.created_at.isoformat(),
        "changed_at": row.changed_at.isoformat(),
        "used_at": row.used_at.isoformat() if row.used_at else None,
        "connections": [each.name for each in row.connections.all()],
    }


def _connection(row: Connection) -> dict[str, Any]:
    """`ConnectionRow`."""
    return {
        "name": row.name,
        "kind": row.kind,
        "address": row.address,
        "secret": row.secret.name if row.secret else None,
        "offers": row.offered,
        "models": row.default_models,
        **row.options,
    }


def _index(row: SearchIndex) -> dict[str, Any]:
    """`IndexRow`."""
    return {
        "name": row.name,
        "count": row.count,
        "dimensions": row.dimensions,
        "created_at": row.created_at.isoformat(),
        "changed_at": row.changed_at.isoformat(),
    }
