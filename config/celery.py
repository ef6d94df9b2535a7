"""The Celery application: a doorbell for runs, nothing more."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("weft", include=["runtime.worker.tasks"])
app.config_from_object("django.conf:settings", namespace="CELERY")
# Celery's Django support would open a connection for every task; `compute` closes broken ones.
app.conf["CELERY_DB_REUSE_MAX"] = 1_000_000_000


@setup_logging.connect
def keep_logging(**_: Any) -> None:
    """Leave logging as `settings.LOGGING` made it; a listener here stops Celery from its own."""


@worker_ready.connect
def open_metrics(**_: Any) -> None:
    """A worker started by Celery has no web server to answer `/metrics`."""
    from django.conf import settings

    from runtime.worker.metrics_server import serve_metrics

    if settings.WORKER_METRICS_PORT:
        serve_metrics(settings.HOST, settings.WORKER_METRICS_PORT, settings.METRICS_TOKEN)


@worker_ready.connect
def begin_beside(sender: Any, **_: Any) -> None:
    """A worker process sweeps, and guards itself against deafness."""
    from runtime.worker import process

    process.begin(tuple(sender.app.amqp.queues.consume_from))


@worker_shutting_down.connect
def end_beside(**_: Any) -> None:
    """On SIGTERM: claim nothing more, finish or hand back what is in hand."""
    from runtime.worker import process

    process.end()
