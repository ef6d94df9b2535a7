"""`python manage.py kind_table`: write the type table for the canvas."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from runtime.contracts.kinds import kind_table

TABLE = settings.BASE_DIR / "frontend" / "src" / "graph" / "kindTable.json"


def rendered() -> str:
    """The file's text."""
    return json.dumps(kind_table(), indent=2) + "\n"


class Command(BaseCommand):
    """Writes which kind of value may feed which where the canvas reads it."""

    help = "Write the type table for the canvas, from runtime/contracts/kinds.py."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        TABLE.write_text(rendered())
        self.stdout.write(f"Wrote {TABLE.name}.")
