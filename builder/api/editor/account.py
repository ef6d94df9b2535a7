"""Who is signed in; signing in and out; API tokens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.middleware.csrf import get_token
from rest_framework.response import Response

from builder import queries
from builder.actions.throttle import forget_failures, note_failure, refuse_guessing
from builder.actions.tokens import create_token, revoke_token
from builder.api.client_address import client_address
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.models import Token
from builder.scopes import scopes_of
from runtime.contracts.errors import BadRequestError, NotFoundError, UnauthorizedError


class Me(EditorView):
    """`GET /me`."""

    def get(self, request: Any) -> Response:
        """Who is signed in, and the token that writes must carry."""
        return Response(_me(request, self.actor.user))


class SignIn(EditorView):
    """`POST /sign-in`."""

    def post(self, request: Any) -> Response:
        """Check name and password; unknown names and wrong passwords read the same."""
        name, password = self.body.get("username"), self.body.get("password")
        if not isinstance(name, str) or not isinstance(password, str):
            raise BadRequestError("Send a username and a password.")
        place = f"{client_address(request)}:{name[:60]}"
        refuse_guessing(place)
        user = authenticate(request, username=name, password=password)
        if user is None:
            note_failure(place)
            raise UnauthorizedError("This name and password do not belong together.")
        forget_failures(place)
        login(request, user)
        return Response(_me(request, user))


class SignOut(EditorView):
    """`POST /sign-out`."""

    def post(self, request: Any) -> Response:
        """Forget the session."""
        logout(request)
        return Response(status=204)


class Tokens(EditorView):
    """`GET`, `POST /tokens`."""

    def get(self, request: Any) -> Response:
        """The tokens, without their secrets."""
        rows = Token.objects.filter(user=self.actor.user, revoked_at=None).select_related("app")
        return Response({"tokens": [shapes.token_row(row) for row in rows.order_by("-created_at")]})

    def post(self, request: Any) -> Response:
        """A new token; its secret is in this answer only."""
        name, app_key = self.body.get("name", ""), self.body.get("app")
        if not isinstance(name, str):
            raise BadRequestError("The token's name must be text.", field="name")
        user = self.actor.user
        app = queries.app(self.actor, user.username, str(app_key)) if app_key else None
        access, scopes = self.body.get("access"), self.body.get("scopes", [])
        if access is not None:
            scopes = scopes_of(access)
        token, secret = create_token(user, name.strip(), app, scopes)
        return Response({**shapes.token_row(token), "secret": secret}, 201)


class OneToken(EditorView):
    """`DELETE /tokens/{id}`."""

    def delete(self, request: Any, token: str) -> Response:
        """Revoke it."""
        if not revoke_token(self.actor.user, token):
            raise NotFoundError("There is no such token.")
        return Response(status=204)


def _me(request: Any, user: Any) -> dict[str, Any]:
    return {
        "id": user.username,
        "name": user.get_full_name() or user.username,
        "is_local": user.username == "local",
        "csrf_token": get_token(request),
        "grpc": _grpc_address(request),
    }


def _grpc_address(request: Any) -> str:
    """Where Clarifai's clients reach this server: their `base_url`."""
    if settings.GRPC_ADDRESS:
        return str(settings.GRPC_ADDRESS)
    scheme = "https" if settings.GRPC_CERTIFICATE else "http"
    host = urlsplit(f"//{request.get_host()}").hostname or settings.HOST
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.GRPC_PORT}"
