"""Wires the runtime to the builder when Django starts."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """The one place that knows both sides."""

    name = "config"

    def ready(self) -> None:
        """Supply the runtime's stores and register the system checks."""
        from config import checks, wiring  # noqa: F401 - checks register on import

        wiring.connect()
