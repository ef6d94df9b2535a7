"""Starts the worker beside the server in one process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from config.celery import app
from runtime import api
from runtime.worker import event_stream
from runtime.worker.embedded import EmbeddedWorker, start_here

if TYPE_CHECKING:
    import asyncio


def start_worker(loop: asyncio.AbstractEventLoop) -> EmbeddedWorker:
    """Rings go through the server's own loop, because the in-memory channel layer lives there."""
    event_stream.use_loop(loop)
    return start_here(app, settings.RUN_THREADS, api.start)
