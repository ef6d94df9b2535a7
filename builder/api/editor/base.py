"""What every editor view shares: the session's actor, and CSRF on writes."""

from __future__ import annotations

from typing import Any

from rest_framework.authentication import SessionAuthentication
from rest_framework.views import APIView

from builder.permissions import Actor
from runtime.contracts.errors import BadRequestError, UnauthorizedError


class EditorView(APIView):
    """Signed-in browsers only; DRF's session authentication checks CSRF."""

    authentication_classes = [SessionAuthentication]

    @property
    def actor(self) -> Actor:
        """Who is signed in. Raises a 401."""
        user = self.request.user
        if user is None or not user.is_authenticated:
            raise UnauthorizedError("Sign in first.")
        return Actor(user)

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object sent. Raises a 400."""
        data = self.request.data
        if not isinstance(data, dict):
            raise BadRequestError("The body must be a JSON object.")
        return data
