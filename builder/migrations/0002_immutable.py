"""Versions never change, even for code that goes round the ORM: the database refuses.

The name and note of a workflow version are the only columns that may be updated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN = {
    "builder_version": [
        "id", "workflow_id", "number", "digest", "graph", "layout", "created_by_id", "created_at",
    ],
    "builder_modelversion": ["id", "model_id", "number", "digest", "manifest", "created_at"],
}  # fmt: skip


def add_triggers(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """In the dialect of this database."""
    make = _postgresql if schema.connection.vendor == "postgresql" else _sqlite
    for table, columns in FROZEN.items():
        for statement in make(table, columns):
            schema.execute(statement, params=None)


def drop_triggers(apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Undo."""
    for table in FROZEN:
        on = f" ON {table}" if schema.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            schema.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}", params=None)


def _sqlite(table: str, columns: list[str]) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{table} rows never change')"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {', '.join(columns)} ON {table} "
        f"BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
    ]


def _postgresql(table: str, columns: list[str]) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} rows never change'; END $$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {', '.join(columns)} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    ]


class Migration(migrations.Migration):
    dependencies = [("builder", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
