"""Every error in one shape: which status, which name, and never too large to read."""

from __future__ import annotations

import json

import pytest

from builder.actions.admit import OverloadedError, QuarantinedError, TooManyQueuedError
from builder.api.errors import MethodNotAllowedError
from builder.api.roboflow.errors import StepExecutionError, block_error, error_body, http_of
from builder.api.roboflow.run_answer import _status, unfinished
from builder.models import Run
from runtime.contracts.errors import (
    BadMediaError,
    BadRequestError,
    FetchError,
    ForbiddenError,
    NotFoundError,
    TooLargeError,
    UnauthorizedError,
    UnsupportedMediaError,
    WeftError,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadRequestError, 400), (FetchError, 400), (BadMediaError, 400),
        (UnsupportedMediaError, 400), (QuarantinedError, 400), (UnauthorizedError, 401),
        (ForbiddenError, 403), (NotFoundError, 404), (MethodNotAllowedError, 405),
        (TooLargeError, 413), (TooManyQueuedError, 429), (OverloadedError, 503), (WeftError, 500),
    ],
)  # fmt: skip
def test_an_error_has_a_status_that_clients_understand(error, status):
    assert http_of(error("x")) == status


@pytest.mark.parametrize(
    ("code", "status"),
    [("operator_failed", 400), ("connector_failed", 502), ("internal", 500),
     ("deadline_exceeded", 500), ("attempts_exhausted", 500), ("cancelled", 500)],
)  # fmt: skip
def test_a_step_that_failed_is_the_callers_mistake_or_ours(code, status):
    assert _status(code) == status


def test_a_run_that_takes_too_long_is_named():
    error = unfinished(Run(pk="a" * 32))
    assert http_of(error) == 500
    assert "a" * 32 in error.message


@pytest.mark.parametrize("word", ["x", "é", "\n", '"'])
def test_a_body_stays_below_4_kb(word):
    blocks = [block_error(f"step {number}", "type", word * 5000) for number in range(20)]
    body = error_body(StepExecutionError(word * 5000, word * 5000, blocks, 400))
    assert len(json.dumps(body).encode()) < 4096
    assert body["error_type"] == "StepExecutionError"
