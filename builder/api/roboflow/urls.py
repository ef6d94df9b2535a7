"""Paths of this door, exact ones: its clients follow no redirect."""

from __future__ import annotations

from django.urls import re_path

from builder.api.roboflow import addresses, run

urlpatterns = [
    re_path(r"^(?:workflows/run|infer/workflows)$", run.RunDefinition.as_view()),
    re_path(rf"^{addresses.SAVED_OLD}$", run.RunSaved.as_view()),
    re_path(rf"^{addresses.SAVED}$", run.RunSaved.as_view()),
]
