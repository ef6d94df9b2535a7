"""The Celery application: a doorbell for runs, nothing more."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("weft", include=["runtime.worker.tasks"])
app.config_from_object("django.conf:settings", namespace="CELERY")
