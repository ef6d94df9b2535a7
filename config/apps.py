"""Wires the runtime to the builder when Django starts."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigApp(AppConfig):
    """The one place that knows both sides."""

    name = "config"

    def ready(self) -> None:
        """Supply the runtime's stores, register the checks and what follows a migration."""
        from builder.search_vectors import take_up
        from config import checks, wiring  # noqa: F401 - checks register on import

        wiring.connect()
        post_migrate.connect(take_up, sender=apps.get_app_config("builder"))
