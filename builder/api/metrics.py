"""`GET /metrics`: what Prometheus reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from runtime import api
from runtime.contracts.errors import ForbiddenError

if TYPE_CHECKING:
    from django.http import HttpRequest

REFUSED = (
    "The metrics are for this machine only. From elsewhere send Authorization: Bearer with the "
    "value of WEFT_METRICS_TOKEN."
)


@require_GET
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The metrics of this process and of the queue."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    if not api.may_scrape(request.META.get("REMOTE_ADDR", ""), headers, settings.METRICS_TOKEN):
        error = ForbiddenError(REFUSED)
        return JsonResponse({"error": error.as_json()}, status=error.status)
    body, content_type = api.scrape(headers.get("accept", ""))
    return HttpResponse(body, content_type=content_type)
