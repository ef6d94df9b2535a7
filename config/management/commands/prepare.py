"""Get a database ready for this version of Weft."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from builder.blob_files import try_files
from runtime.contracts.errors import FilesUnavailableError


class Command(BaseCommand):
    """`manage.py prepare [--demo]`."""

    help = "Check, migrate and seed the shared models; safe to run at every start."

    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether the demo is wanted."""
        parser.add_argument("--demo", action="store_true", help="also the user local and its app")

    def handle(self, *args: Any, **options: Any) -> None:
        """Checks first: what would fail later is said before the database is touched."""
        self.check()
        try:
            try_files()
        except FilesUnavailableError as error:
            cause = error.__cause__
            message = f"The file store that WEFT_FILES or WEFT_DATA_DIR names fails: {cause}."
            raise CommandError(message) from error
        call_command("migrate", verbosity=0, skip_checks=True)
        call_command("seed", demo=options["demo"], skip_checks=True)
