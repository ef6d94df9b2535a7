"""What can be wrong with a call about workflows, each with a code of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from runtime.contracts.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    InvalidGraphError,
    NotFoundError,
    TooLargeError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class WorkflowArgumentError(BadRequestError):
    """A field of a workflow that says nothing useful here."""

    code = "workflow_argument"


class WorkflowRequestError(BadRequestError):
    """A call that names no workflow, or asks for two things at once."""

    code = "workflow_request"


class WorkflowStateError(ConflictError):
    """What a workflow's versions do not allow now."""

    code = "workflow_state"


class WorkflowDeniedError(ForbiddenError):
    """Somebody else's public workflow is read and run, not changed."""

    code = "workflow_denied"


class NoModelError(NotFoundError):
    """A node's model that stands for nothing here; clients branch on its status code."""


@contextmanager
def states() -> Iterator[None]:
    """What versions do not allow is no duplicate."""
    try:
        yield
    except ConflictError as error:
        raise WorkflowStateError(error.message, **error.data) from error


@contextmanager
def arguments(workflow: str) -> Iterator[None]:
    """Name the workflow in what its fields and its graph are refused for."""
    try:
        yield
    except (BadRequestError, TooLargeError) as error:
        if isinstance(error, WorkflowRequestError):
            raise
        message = f"Workflow {workflow}: {error.message}" if workflow else error.message
        raise WorkflowArgumentError(message, **error.data) from error
    except InvalidGraphError as error:
        if workflow:
            error.data.setdefault("workflow", workflow)
        raise
