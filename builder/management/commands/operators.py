"""List the operator catalogue."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from builder.operator_engines import engine_of
from builder.operator_pages import operators_markdown
from runtime import api


class Command(BaseCommand):
    """`manage.py operators [--json | --markdown]`."""

    help = "List every operator, whether it can run here, and why not."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--json", action="store_true", help="print JSON")
        how.add_argument("--markdown", action="store_true", help="print the reference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list, or the reference."""
        if options["markdown"]:
            self.stdout.write(operators_markdown(), ending="")
            return
        rows = [
            {
                "id": item.id,
                "title": item.title,
                "kind": item.meta.group,
                "engine": engine_of(item),
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
            about = f"{row['id']:<{width}}  {row['kind']:<16}  {row['engine']:<32}"
            self.stdout.write(f"{about}  {state}")
