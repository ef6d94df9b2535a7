"""Remove old runs and the files that nothing points at any more."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from builder import pruning
from runtime.contracts.errors import WeftError

MOST_DAYS = 36500


class Command(BaseCommand):
    """`manage.py prune [--days N] [--dry-run]`."""

    help = "Remove runs that ended long ago, and files that nothing points at any more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, help="instead of WEFT_KEEP_RUNS_DAYS")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the counts."""
        days = settings.KEEP_RUNS_DAYS if options["days"] is None else options["days"]
        if days == 0 and options["days"] is None:
            self.stdout.write("WEFT_KEEP_RUNS_DAYS is 0: everything is kept.")
            return
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days is {days}; write 1 to {MOST_DAYS}.")
        try:
            done = (
                pruning.foresee(days) if options["dry_run"] else pruning.prune(days, float("inf"))
            )
        except WeftError as error:
            raise CommandError(error.message) from error
        verb = "Would remove" if options["dry_run"] else "Removed"
        size = done.bytes / 1024**2
        self.stdout.write(f"{verb} {done.runs} runs and {done.files} files ({size:.1f} MB).")
