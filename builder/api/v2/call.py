"""What a handler is given, and how it is found: the same for REST and for gRPC."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeAlias

from builder import queries
from builder.api.v2.workflow_errors import WorkflowDeniedError
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from builder.models import App, Workflow
    from builder.permissions import Actor

MAX_SECONDS = 120.0
"""How long a call may keep its caller waiting."""


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Reply:
    """An answer that needs more than its body. Without a `status` in it, it is a success."""

    body: dict[str, Any]
    http: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """One request, whichever door it came through."""

    actor: Actor
    request: Any
    """The protobuf message of the method."""
    headers: Mapping[str, str]
    """HTTP headers or gRPC metadata, names in lower case."""
    files: Sequence[Any] = ()
    """Uploaded files of a multipart request; gRPC has none."""
    form: Mapping[str, str] = field(default_factory=dict)
    """The other fields of a multipart request."""
    seconds: float = MAX_SECONDS
    """How long the caller waits at most, from its arrival on."""
    arrived_at: float = field(default_factory=monotonic)
    still_there: Callable[[], bool] = _always
    """Whether anybody waits for the answer still, as far as the door can tell."""

    def named_app(self) -> tuple[str, str]:
        """The user and the app that the request names; empty where it names none."""
        named = self.request.user_app_id
        return named.user_id, named.app_id

    def app(self) -> App:
        """The caller's app that the request names. Raises a 404 `NotFoundError`.

        Without a name it is the only app of the caller, or the one its token is bound to.
        """
        user, app = self.named_app()
        if app:
            return queries.app(self.actor, user or "me", app)
        return queries.only_app(self.actor)

    def open_workflow(self, key: str) -> Workflow:
        """A workflow to read and run: the caller's, or a public one. Raises a 404 `NotFoundError`.

        Without a key it is the app's default, which is the one that its card names, or the only
        one that it has.
        """
        user, app = self.named_app()
        if not key:
            return _default_workflow(self.actor, self._open_app())
        if app:
            return queries.open_workflow(self.actor, user or "me", app, key)
        return queries.workflow_anywhere(self.actor, key)

    def own_workflow(self, key: str) -> Workflow:
        """A workflow to change. Raises a 404, or a 403 for the public one of somebody else."""
        found = self.open_workflow(key)
        if not self.actor.may_reach(found.app):
            whose = f"{found.app.owner.username}'s"
            message = f"{key} is {whose}. A public workflow can be read and run, not changed."
            raise WorkflowDeniedError(message, workflow=key)
        return found

    def _open_app(self) -> App:
        user, app = self.named_app()
        return queries.open_app(self.actor, user or "me", app) if app else self.app()


def _default_workflow(actor: Actor, app: App) -> Workflow:
    rows = queries.open_workflows(actor, app)
    named = rows.filter(key=app.card.get("default_workflow_id") or "").first()
    found = [named] if named is not None else list(rows[:2])
    if len(found) == 1:
        return found[0]
    message = f"{app.key} has no default workflow. Name the workflow."
    raise NotFoundError(message, workflow="")


Handler: TypeAlias = "Callable[[Call], dict[str, Any] | Reply]"
HANDLERS: dict[str, Handler] = {}


def handles(*methods: str) -> Callable[[Any], Any]:
    """Mark a function as the handler of these methods of `clarifai.api.V2`.

    It answers the fields of the method's response without `status`, or raises a `WeftError`.
    """

    def mark(handler: Any) -> Any:
        for name in methods:
            if name in HANDLERS:
                message = f"{name} has two handlers"
                raise RuntimeError(message)
            HANDLERS[name] = handler
        return handler

    return mark
