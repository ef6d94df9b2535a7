"""Every address of Clarifai's REST API, with and without a trailing slash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from rest_framework.views import APIView

from builder.api.errors import MethodNotAllowedError
from builder.api.parsers import StrictJsonParser, UploadParser, too_large
from builder.api.v2 import answering, methods, statuses
from builder.api.v2.authentication import caller_of
from builder.api.v2.call import Call
from builder.api.v2.messages import as_json_text, read_message, read_query, refuse_unstorable
from runtime.contracts.errors import BadRequestError, NotFoundError

if TYPE_CHECKING:
    from builder.api.v2.call import Reply
    from builder.api.v2.methods import Found


class RestDoor(APIView):
    """Finds the method of an address and lets it answer."""

    parser_classes = [UploadParser, StrictJsonParser]
    error_response = staticmethod(statuses.error_response)

    def get(self, request: Any, path: str) -> HttpResponse:
        """Look something up."""
        return self._answer(request, path)

    def post(self, request: Any, path: str) -> HttpResponse:
        """Make or compute something."""
        return self._answer(request, path)

    def patch(self, request: Any, path: str) -> HttpResponse:
        """Change something."""
        return self._answer(request, path)

    def put(self, request: Any, path: str) -> HttpResponse:
        """Replace something."""
        return self._answer(request, path)

    def delete(self, request: Any, path: str) -> HttpResponse:
        """Take something away."""
        return self._answer(request, path)

    def _answer(self, request: Any, path: str) -> HttpResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        found = _find(request.method, path)
        actor = caller_of(found.method, headers)
        kind = found.method.request
        files, form = _upload(request)
        if request.method == "GET":
            body = read_query(kind, dict(request.GET.lists()))
        elif files:
            body = read_query(kind, {name: [text] for name, text in form.items()})
        else:
            body = _body(request)
        message = read_message(kind, body, found.fields)
        refuse_unstorable(message)  # the address may hold a %00
        return shown(answering.answer(found.method, Call(actor, message, headers, files, form)))


def _find(verb: str, path: str) -> Found:
    found = methods.find(verb, path)
    if found is not None:
        return found
    verbs = methods.verbs_at(path)
    if verbs:
        message = f"/v2/{path} takes {', '.join(verbs)}, not {verb}."
        raise MethodNotAllowedError(message)
    raise NotFoundError(f"There is nothing at /v2/{path}.")


def _body(request: Any) -> dict[str, Any]:
    body = _data(request)
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return {name: body[name] for name in body} if hasattr(body, "getlist") else body


def _upload(request: Any) -> tuple[list[Any], dict[str, str]]:
    """The files of a multipart request, and its other fields."""
    if not request.content_type.startswith(UploadParser.media_type):
        return [], {}
    body = _data(request)
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    return files, {name: str(body[name]) for name in body if name not in request.FILES}


def _data(request: Any) -> Any:
    try:
        return request.data
    except RequestDataTooBig as error:
        raise too_large() from error


def shown(reply: Reply) -> HttpResponse:
    """An answer as HTTP."""
    response = HttpResponse(as_json_text(reply.body), "application/json", reply.http)
    for name, value in reply.headers.items():
        response[name] = value
    return response
