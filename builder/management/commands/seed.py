"""Fill a fresh installation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from builder.actions.seed import seed_demo, seed_models


class Command(BaseCommand):
    """`manage.py seed [--demo]`."""

    help = "Add the shared models; with --demo also the user local and the demo app."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also the demo app")

    def handle(self, *args: Any, **options: Any) -> None:
        """Safe to run at every start."""
        seed_models()
        if options["demo"]:
            seed_demo()
