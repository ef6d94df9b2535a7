"""HTTP and WebSocket, with the origin of every socket checked."""

from __future__ import annotations

import os
import warnings

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# The canvas's files are handed out by WhiteNoise, a piece at a time, and they are small.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")
http = get_asgi_application()

from builder.api.body_limit import BodyLimit  # noqa: E402 - needs Django to be set up first
from runtime.worker.consumers import RunConsumer  # noqa: E402 - likewise

application = ProtocolTypeRouter(
    {
        "http": BodyLimit(http),
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([path("ws/runs", RunConsumer.as_asgi())]))
        ),
    }
)
