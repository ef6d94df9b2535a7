"""Encrypt every kept secret with the first key of WEFT_SECRETS_KEY."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from builder.models import Secret
from builder.vault import SecretsUnavailableError, reseal


class Command(BaseCommand):
    """After this the older keys may be taken out of the variable."""

    help = "Encrypt every kept secret with the first key of WEFT_SECRETS_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        lost = []
        for secret in Secret.objects.order_by("pk").iterator():
            try:
                reseal(secret)
            except SecretsUnavailableError:
                lost.append(f"{secret.name} of app {secret.app_id}")
        kept = Secret.objects.count() - len(lost)
        if options["verbosity"]:
            self.stdout.write(f"{kept} secrets are encrypted with the first key.")
        if lost:
            listed = ", ".join(lost)
            raise CommandError(f"None of the keys opens {listed}; enter these again.")
