"""List the operator catalogue."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from runtime import api


class Command(BaseCommand):
    """`manage.py operators [--json]`."""

    help = "List every operator, whether it can run here, and why not."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list."""
        rows = [
            {
                "id": item.id,
                "title": item.title,
                "group": item.meta.group,
                "available": (reason := item.why_not()) is None,
                "why_not": reason,
            }
            for item in api.operators().values()
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2))
            return
        width = max((len(str(row["id"])) for row in rows), default=0)
        for row in rows:
            state = "available" if row["available"] else f"not here: {row['why_not']}"
            self.stdout.write(f"{row['id']:<{width}}  {row['title']:<28}  {state}")
