"""Paths of the public API, with and without a trailing slash."""

from __future__ import annotations

from django.urls import re_path

from builder.api.stream import token_stream
from builder.api.v2.models import Models
from builder.api.v2.results import WorkflowResults
from builder.api.v2.runs import OneRun

NAME = r"[0-9A-Za-z_-]{1,64}"
SCOPE = rf"^users/(?P<user>{NAME})/apps/(?P<app>{NAME})/"
WORKFLOW = rf"workflows/(?P<workflow>{NAME})/"
VERSION = rf"versions/(?P<version>{NAME})/"

urlpatterns = [
    re_path(SCOPE + r"models/?$", Models.as_view()),
    re_path(rf"^runs/(?P<run>{NAME})/?$", OneRun.as_view()),
    re_path(rf"^runs/(?P<run>{NAME})/events/?$", token_stream),
    re_path(SCOPE + WORKFLOW + VERSION + r"results/?$", WorkflowResults.as_view()),
    re_path(SCOPE + WORKFLOW + r"results/?$", WorkflowResults.as_view()),
    re_path("^" + WORKFLOW + VERSION + r"results/?$", WorkflowResults.as_view()),
    re_path("^" + WORKFLOW + r"results/?$", WorkflowResults.as_view()),
]
