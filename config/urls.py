"""All doors."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from builder.api import metrics, pages
from builder.api.editor.catalogue import GraphSchema
from builder.api.public import views as public

urlpatterns = [
    path("healthz", pages.healthz),
    path("readyz", pages.readyz),
    path("metrics", metrics.page),
    path("admin", RedirectView.as_view(url="/admin/")),
    path("admin/", admin.site.urls),
    path("v2/", include("builder.api.v2.urls")),
    path("api/editor/", include("builder.api.editor.urls")),
    path("api/try/", include("builder.api.public.urls")),
    re_path(r"^try/(?P<code>[0-9A-Za-z_-]{32})$", public.shell),
    path("api/graph-schema", GraphSchema.as_view()),
    path("api/schema/", SpectacularAPIView.as_view()),
    path("login/<str:code>", pages.login_link),
    path("shared/runs/<str:code>", pages.shell),
    path("", include("builder.api.roboflow.urls")),
    re_path(r"^(?!api/|v2/|ws/|static/|login/|admin/|healthz|readyz|metrics).*$", pages.shell),
]
handler404 = "builder.api.errors.not_found"
handler500 = "builder.api.errors.server_error"
