"""Errors that a user can meet.

A stable code, an HTTP status, data, a sentence that says what to do.

Every door (REST, sockets, the command line) shows the same code and sentence; a public message
never holds a path, a stack or a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


class WeftError(Exception):
    """The root of every error meant for a user."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    retry: ClassVar[bool] = False
    """Whether trying the same again may help; the caller decides on this bit."""

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.data = data

    def as_json(self) -> dict[str, Any]:
        """The public form: code, message and data."""
        return {"code": self.code, "message": self.message, **self.data}


class BadRequestError(WeftError):
    """The request is malformed."""

    code = "bad_request"
    status = 400


class UnauthorizedError(WeftError):
    """Nobody, or an unknown token."""

    code = "unauthorized"
    status = 401


class ForbiddenError(WeftError):
    """Known, but not allowed to do this."""

    code = "forbidden"
    status = 403


class NotFoundError(WeftError):
    """Missing, or another tenant's."""

    code = "not_found"
    status = 404


class ConflictError(WeftError):
    """The name is taken, or someone else changed it first."""

    code = "conflict"
    status = 409


class StaleDraftError(ConflictError):
    """The draft moved on since this editor loaded it."""

    code = "stale_draft"
    status = 412


class TooLargeError(WeftError):
    """More bytes than the limit."""

    code = "too_large"
    status = 413


class UnsupportedMediaError(WeftError):
    """Bytes of a type that is not accepted, whatever their name says."""

    code = "unsupported_media_type"
    status = 415


class BadMediaError(WeftError):
    """The right type, but empty, truncated, too many pixels, or damaged."""

    code = "bad_media"
    status = 422


class InvalidGraphError(WeftError):
    """The graph cannot run; `problems` lists every reason."""

    code = "invalid_graph"
    status = 422


class RunNotAcceptedError(WeftError):
    """The wrong number or type of inputs for this workflow."""

    code = "invalid_inputs"
    status = 400


class NoMatchingInputError(RunNotAcceptedError):
    """A kind of input that this workflow does not take."""

    code = "no_matching_input"


class FetchError(WeftError):
    """A URL that may not, or could not, be fetched."""

    code = "url_not_fetched"
    status = 400


class UrlNotAllowedError(FetchError):
    """An address of a form that is never fetched."""

    code = "url_not_allowed"


class UrlNotReachedError(FetchError):
    """Nobody answers there, or nobody who may be asked."""

    code = "url_not_reached"


class ModelUnavailableError(WeftError):
    """A model version whose file or engine is not here."""

    code = "model_unavailable"
    status = 422


class FilesUnavailableError(WeftError):
    """The folder or bucket that keeps files does not answer, or refuses."""

    code = "files_unavailable"
    status = 503
    retry = True


class OperatorFailedError(WeftError):
    """A node could not compute; its sentence names the reason."""

    code = "operator_failed"
    status = 422


class NoIndexError(OperatorFailedError):
    """A search index that nobody has written to yet."""


class CancelledError(WeftError):
    """The run was cancelled, or passed its deadline, while computing."""

    code = "cancelled"
    status = 409


class FencedError(WeftError):
    """Another attempt owns this run now; drop the work. Never shown to a user."""

    code = "fenced"
    status = 409


@dataclass(frozen=True)
class Problem:
    """One reason a graph cannot run, and its cure."""

    node: str | None
    port: str | None
    code: str
    message: str
    cure: str

    def as_json(self) -> dict[str, str | None]:
        """The form the API and the canvas read."""
        return {
            "node": self.node,
            "port": self.port,
            "code": self.code,
            "message": self.message,
            "cure": self.cure,
        }
