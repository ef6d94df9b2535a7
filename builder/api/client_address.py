"""Whose request it is: behind a proxy the connection's other end is the proxy."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy was called from.

    Each proxy appends to `X-Forwarded-For` who called it, so with N proxies of ours the Nth entry
    from the end is true and what stands before it is the caller's own say. Without proxies, or
    when the entry is no address, it is the connection's other end.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    if not settings.PROXIES:
        return peer
    called = [item.strip() for item in request.headers.get("X-Forwarded-For", "").split(",")]
    found = called[-min(settings.PROXIES, len(called))]
    try:
        return str(ip_address(found))
    except ValueError:
        return peer
