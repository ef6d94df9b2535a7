"""Open a named session of a version, find it again, and let one run after the other have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Now

from builder.models import Run, StreamSession
from builder.models.run import TERMINAL
from builder.session_states import living
from runtime.contracts.errors import BadRequestError, ConflictError, WeftError
from runtime.contracts.limits import (
    MAX_SESSIONS_PER_APP,
    MAX_SESSIONS_PER_CALLER,
    SESSION_SECONDS,
)

if TYPE_CHECKING:
    from builder.models import Version, Workflow
    from builder.permissions import Actor

BUSY_SECONDS = 1


class UnknownSessionError(BadRequestError):
    """No such session of this version and caller, or it is past its time."""

    code = "unknown_session"


class SessionBusyError(ConflictError):
    """Another call of the session is still computed."""

    code = "session_busy"
    retry = True


class TooManySessionsError(WeftError):
    """The app, or the caller in it, has enough of them."""

    code = "too_many_sessions"
    status = 429
    retry = True


def open_session(actor: Actor, workflow: Workflow, version: Version) -> str:
    """A new session's id. Raises `TooManySessionsError`."""
    assert actor.may_run(workflow), "queries only find what the actor may run"
    assert version.workflow_id == workflow.pk, "queries.version() only finds the workflow's own"
    here = living().filter(app=workflow.app_id)
    _refuse_over(here.count(), MAX_SESSIONS_PER_APP, "This app")
    _refuse_over(here.filter(created_by=actor.user).count(), MAX_SESSIONS_PER_CALLER, "Your user")
    made = StreamSession.objects.create(
        app=workflow.app, workflow=workflow, version=version, created_by=actor.user, used_at=Now()
    )
    return made.pk


def find_session(actor: Actor, workflow: Workflow, version: Version, session: str) -> str:
    """The id of a living session of exactly this version and user.

    Raises `UnknownSessionError`: somebody else's does not exist.
    """
    return _found(actor, workflow, version, session).pk


def take_session(
    actor: Actor, workflow: Workflow, version: Version | None, session: str, run: str
) -> None:
    """Give the session to a run that begins; called in the run's transaction.

    Raises `UnknownSessionError`, and `SessionBusyError` while another run has it.
    """
    found = _found(actor, workflow, version, session)
    busy = Run.objects.filter(pk=found.run).exclude(status__in=TERMINAL).exists()
    same = StreamSession.objects.filter(pk=found.pk, run=found.run, revision=found.revision)
    if busy or not same.update(run=run, used_at=Now()):
        message = "Another call of this session is still computed. Wait for its answer first."
        raise SessionBusyError(message, session=session, retry_after=BUSY_SECONDS)


def _found(
    actor: Actor, workflow: Workflow, version: Version | None, session: str
) -> StreamSession:
    rows = living().filter(workflow=workflow, version=version, created_by=actor.user)
    found = rows.filter(pk=session).first() if version is not None else None
    if found is None:
        message = (
            f"There is no session {session[:32]} of this version, or its last call was over "
            f"{SESSION_SECONDS // 60} minutes ago. Begin one with workflow_state.id “init”."
        )
        raise UnknownSessionError(message, field="workflow_state.id")
    return found


def _refuse_over(count: int, limit: int, who: str) -> None:
    if count >= limit:
        message = (
            f"{who} has {count} sessions of the last {SESSION_SECONDS // 60} minutes; at most "
            f"{limit} are kept. Go on with one of them, or try again in a minute."
        )
        raise TooManySessionsError(message, limit=limit, retry_after=60)
