"""Make an API token and print it, and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from builder.actions.tokens import create_token
from builder.models import App
from builder.scopes import SCOPES
from runtime.contracts.errors import BadRequestError


class Command(BaseCommand):
    """`manage.py create_token --user NAME [--app ID] [--scopes A,B]`."""

    help = "Make an API token for a user, optionally bound to one app or to some scopes; print it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, help="the user's name")
        parser.add_argument("--app", help="the id of one of the user's apps")
        parser.add_argument(
            "--scopes",
            help=f"what it may do, with commas between; everything unless told. {_listed()}",
        )
        parser.add_argument("--name", default="command line", help="what it is for")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the token."""
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no user {options['user']}.")
        app = None
        if options["app"]:
            app = App.objects.filter(owner=user, key=options["app"]).first()
            if app is None:
                raise CommandError(f"{user.username} has no app {options['app']}.")
        scopes = []
        if options["scopes"] is not None:
            scopes = [name.strip() for name in options["scopes"].split(",")]
        try:
            _, text = create_token(user, options["name"], app, scopes)
        except BadRequestError as error:
            raise CommandError(error.message) from error
        self.stdout.write(text)


def _listed() -> str:
    """Every scope with what it lets a program do."""
    return "; ".join(f"{name}: {meaning}" for name, meaning in SCOPES.items())
