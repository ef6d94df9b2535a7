"""Paths of the public try page's API; `code` is a secret that log lines leave out."""

from __future__ import annotations

from django.urls import re_path

from builder.api.public import views
from builder.api.public.stream import visit_stream

PAGE = r"^(?P<code>[0-9A-Za-z_-]{32})"
RUN = r"^runs/(?P<code>[0-9A-Za-z_:.-]{33,400})"

urlpatterns = [
    re_path(rf"{PAGE}$", views.Page.as_view()),
    re_path(rf"{PAGE}/samples/(?P<sample>[0-9a-f]{{32}})$", views.SampleFile.as_view()),
    re_path(rf"{PAGE}/runs$", views.Runs.as_view()),
    re_path(rf"{RUN}$", views.VisitedRun.as_view()),
    re_path(rf"{RUN}/stream$", visit_stream),
    re_path(rf"{RUN}/blobs/(?P<digest>[0-9a-f]{{64}})$", views.VisitedFile.as_view()),
]
