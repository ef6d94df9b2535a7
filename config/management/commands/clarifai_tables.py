"""Print the tables of docs/coming-from-clarifai.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from builder.api.clarifai_tables import clarifai_tables


class Command(BaseCommand):
    """`manage.py clarifai_tables [--into FILE]`."""

    help = "Print which of Clarifai's calls are answered, and what its guides' models run here."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--into", metavar="FILE", type=Path, help="replace the tables at a page's end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the tables, or put them at the end of a page."""
        tables = clarifai_tables()
        if not options["into"]:
            self.stdout.write(tables, ending="")
            return
        first = tables.partition("\n")[0]
        head = options["into"].read_text(encoding="utf-8").partition(first)[0]
        options["into"].write_text(head + tables, encoding="utf-8")
