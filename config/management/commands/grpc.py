"""Serve the gRPC door alone, as a service of its own beside the web servers."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.grpc_door import STOP_SECONDS, start_door


class Command(BaseCommand):
    """`manage.py grpc`."""

    help = "Serve clarifai.api.V2 over gRPC on WEFT_HOST:GRPC_PORT, in the foreground."

    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Until it is asked to end."""
        server = start_door(settings.HOST)
        self.stdout.write(f"gRPC is ready on {settings.HOST}:{settings.GRPC_PORT}")
        self.stdout.flush()
        asked = threading.Event()
        for ends in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ends, lambda *_: asked.set())
        asked.wait()
        server.stop(STOP_SECONDS).wait()
