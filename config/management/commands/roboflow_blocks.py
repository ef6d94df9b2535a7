"""Print the table at the end of docs/coming-from-roboflow.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from builder.formats.roboflow.block_table import block_table
from runtime import api


class Command(BaseCommand):
    """`manage.py roboflow_blocks [--into FILE]`."""

    help = "Print which blocks of Roboflow's language run here, and as which nodes."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--into", metavar="FILE", type=Path, help="replace the table at a page's end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table, or put it at the end of a page."""
        table = block_table(api.operators())
        if not options["into"]:
            self.stdout.write(table, ending="")
            return
        first = table.partition("\n")[0]
        head = options["into"].read_text(encoding="utf-8").partition(first)[0]
        options["into"].write_text(head + table, encoding="utf-8")
