"""Serve everything from this one process: HTTP, WebSocket, and in embedded mode the worker."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from builder.actions.login_links import make_login_code


class Command(BaseCommand):
    """`manage.py serve`."""

    help = "Serve Weft on WEFT_HOST:PORT, in the foreground."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until interrupted."""
        if settings.HOST not in ("127.0.0.1", "localhost", "::1") and settings.EMBEDDED:
            self.stderr.write("Embedded mode serves this machine only; WEFT_HOST is ignored.")
        host = "127.0.0.1" if settings.EMBEDDED else settings.HOST
        config = uvicorn.Config(
            "config.asgi:application",
            host=host,
            port=settings.PORT,
            log_level="warning",
            access_log=False,
            ws_max_size=64 * 1024,
            timeout_graceful_shutdown=5,
            lifespan="off",
        )
        asyncio.run(self._serve(uvicorn.Server(config)))

    async def _serve(self, server: uvicorn.Server) -> None:
        from config.embedded import start_worker

        worker = start_worker(asyncio.get_running_loop()) if settings.EMBEDDED else None
        announce = asyncio.create_task(self._announce(server))
        try:
            await server.serve()
        finally:
            announce.cancel()
            if worker is not None:
                worker.stop()

    async def _announce(self, server: uvicorn.Server) -> None:
        while not server.started:
            await asyncio.sleep(0.02)
        link = await asyncio.to_thread(_login_link)
        self.stdout.write(f"Weft is ready. Open {link}")
        self.stdout.flush()


def _login_link() -> str:
    base = f"http://127.0.0.1:{settings.PORT}"
    user = User.objects.filter(username="local").first()
    return base if user is None else f"{base}/login/{make_login_code(user)}"
