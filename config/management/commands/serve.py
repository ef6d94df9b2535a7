"""Serve everything from this one process: HTTP, WebSocket, and in embedded mode the worker."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from builder.actions.login_links import make_login_code
from config.grpc_door import STOP_SECONDS, start_door

WORKER_START_SECONDS = 10


class Command(BaseCommand):
    """`manage.py serve`."""

    help = "Serve Weft on WEFT_HOST:PORT, in the foreground."

    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to get everything ready first."""
        parser.add_argument(
            "--prepare", action="store_true", help="first migrate the database and seed the demo"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Until interrupted."""
        if settings.HOST not in ("127.0.0.1", "localhost", "::1") and settings.EMBEDDED:
            self.stderr.write("Embedded mode serves this machine only; WEFT_HOST is ignored.")
        host = "127.0.0.1" if settings.EMBEDDED else settings.HOST
        if options["prepare"]:
            call_command("prepare", demo=True)
        config = uvicorn.Config(
            "config.asgi:application",
            host=host,
            port=settings.PORT,
            log_config=None,  # settings.LOGGING holds for the server too
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # whom to believe is said by WEFT_PROXIES
            ws_max_size=64 * 1024,
            timeout_graceful_shutdown=5,
            lifespan="off",
        )
        asyncio.run(self._serve(config))

    async def _serve(self, config: uvicorn.Config) -> None:
        from config.embedded import start_worker

        worker = start_worker(asyncio.get_running_loop()) if settings.EMBEDDED else None
        if worker is not None:
            await asyncio.to_thread(worker.listening.wait, WORKER_START_SECONDS)
        grpc = start_door(config.host)
        try:
            await _AnnouncingServer(config, self.stdout).serve()
        finally:
            await asyncio.to_thread(grpc.stop(STOP_SECONDS).wait)
            if worker is not None:
                await asyncio.to_thread(worker.stop)


class _AnnouncingServer(uvicorn.Server):
    """Prints the link once it listens."""

    def __init__(self, config: uvicorn.Config, out: Any) -> None:
        super().__init__(config)
        self.out = out

    async def startup(self, sockets: Any = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        link = await asyncio.to_thread(_login_link)
        self.out.write(f"Weft is ready. Open {link}")
        scheme = "https" if settings.GRPC_CERTIFICATE else "http"
        address = f"{scheme}://{self.config.host}:{settings.GRPC_PORT}"
        self.out.write(f'For Clarifai\'s SDK over gRPC: base_url="{address}"')
        self.out.flush()


def _login_link() -> str:
    base = f"http://127.0.0.1:{settings.PORT}"
    user = User.objects.filter(username="local").first()
    return base if user is None else f"{base}/login/{make_login_code(user)}"
