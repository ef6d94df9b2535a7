"""Paths of the public API, with and without a trailing slash."""

from __future__ import annotations

from django.urls import re_path

from builder.api.stream import token_stream
from builder.api.v2.auth_methods import auth_methods
from builder.api.v2.rest import RestDoor
from builder.api.v2.runs import OneRun, RunFile

NAME = r"[0-9A-Za-z_-]{1,64}"

urlpatterns = [
    re_path(r"^auth/methods/?$", auth_methods),
    re_path(rf"^runs/(?P<run>{NAME})/?$", OneRun.as_view()),
    re_path(rf"^runs/(?P<run>{NAME})/files/(?P<digest>[0-9a-f]{{64}})/?$", RunFile.as_view()),
    re_path(rf"^runs/(?P<run>{NAME})/events/?$", token_stream),
    re_path(r"^(?P<path>.*)$", RestDoor.as_view()),
]
