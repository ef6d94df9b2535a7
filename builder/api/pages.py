"""The page shell of the canvas, the login link, and health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_GET

from builder.actions.login_links import redeem_login_code
from builder.api.errors import not_found
from runtime import api

if TYPE_CHECKING:
    from django.http import HttpRequest

MISSING = "The canvas is not built yet. Run: make run"


@csrf_exempt  # what is sent here goes nowhere, and a client should read so, not of a stale page
@never_cache
@ensure_csrf_cookie
def shell(request: HttpRequest, code: str = "") -> HttpResponse:
    """The one HTML page; the browser's router takes it from there."""
    if request.method not in ("GET", "HEAD"):
        return not_found(request)
    return page_shell()


def page_shell() -> HttpResponse:
    """The page itself, for whoever sets its own headers."""
    index = settings.FRONTEND_DIR / "index.html"
    if not index.is_file():
        return HttpResponse(MISSING, status=503, content_type="text/plain")
    return HttpResponse(index.read_bytes())


@require_GET
@never_cache
def login_link(request: HttpRequest, code: str) -> HttpResponse:
    """Sign the browser in with a one-time code, then go home; a used code asks to sign in."""
    user = redeem_login_code(code)
    if user is None:
        home = "/" if request.user.is_authenticated else "/sign-in?link=used"
        return HttpResponseRedirect(home)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect("/")


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """200 once everything a run needs works: database with all migrations, catalogue, worker."""
    problems = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM builder_run")
    except DatabaseError:
        problems["database"] = "It does not answer, or its migrations are not applied."
    if not api.operators():
        problems["catalogue"] = "No operator was found."
    if api.is_draining():
        problems["draining"] = "This process is stopping and takes no more runs."
    if settings.EMBEDDED and not api.worker_is_listening():
        problems["worker"] = "The worker in this process is not listening yet."
    status = "not ready" if problems else "ready"
    body = {"status": status, "problems": problems, "providers": api.provider_report()}
    return JsonResponse(body, status=503 if problems else 200)
