"""Serve the gRPC door alone, as a service of its own beside the web servers."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.grpc_door import start_door

STOP_SECONDS = 25
"""What calls under way are given: a service of its own has time, the one in `serve` has not."""


class Command(BaseCommand):
    """`manage.py grpc`."""

    help = "Serve clarifai.api.V2 over gRPC on WEFT_HOST:GRPC_PORT, in the foreground."

    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Until it is asked to end."""
        server = start_door(settings.HOST)
        tls = ", with TLS" if settings.GRPC_CERTIFICATE else ""
        self.stdout.write(f"gRPC is ready on {settings.HOST}:{settings.GRPC_PORT}{tls}")
        self.stdout.flush()
        asked = threading.Event()
        for ends in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ends, lambda *_: asked.set())
        asked.wait()
        server.stop(STOP_SECONDS).wait()
