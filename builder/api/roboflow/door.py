"""What every view of this door shares: the body, the key, and errors in one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.views import APIView

from builder.api.parsers import too_large
from builder.api.roboflow.errors import error_response
from builder.api.roboflow.keys import caller_of
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from builder.permissions import Actor


class RoboflowView(APIView):
    """Answers Roboflow's clients."""

    error_response = staticmethod(error_response)

    def read(self, *scopes: str) -> tuple[Actor, dict[str, Any]]:
        """The caller, whose key has these scopes, and the JSON object sent.

        Raises a 400, 401, 403 or 413.
        """
        body = self._body() if self.request.method == "POST" else {}
        actor = caller_of(self.request, body, scopes)
        if not isinstance(body, dict):
            raise BadRequestError("The body must be a JSON object.")
        return actor, body

    def _body(self) -> Any:
        try:
            return self.request.data
        except RequestDataTooBig as error:
            raise too_large() from error
