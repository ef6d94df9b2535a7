"""`GET /v2/auth/methods`: Clarifai's SDK asks it, without a key, whether an address speaks TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from builder.api.v2 import statuses

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def auth_methods(request: HttpRequest) -> JsonResponse:
    """That a key is how one signs in here."""
    methods = [{"id": "key", "header": "Authorization: Key <token>"}]
    return JsonResponse({"status": statuses.status_body(statuses.SUCCESS), "methods": methods})
