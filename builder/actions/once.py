"""Idempotency: a call that is sent twice with one key runs once."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.models import Run
from runtime.contracts.errors import BadRequestError, ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.actions.accept_inputs import AcceptedInput
    from builder.models import Workflow
    from builder.permissions import Actor

FORM = re.compile(r"^[\x21-\x7e]{1,100}$")


class BadKeyError(BadRequestError):
    """A header that is no key."""

    code = "bad_header"


class KeyReusedError(ConflictError):
    """The key stands for another call."""

    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Once:
    """A caller's key, and a digest of what it is used for."""

    key: str
    request_hash: str

    @classmethod
    def of(
        cls,
        key: str,
        workflow: Workflow,
        graph: Any,
        inputs: Sequence[AcceptedInput],
        session: str = "",
    ) -> Once:
        """For this call; `session` as it names one. Raises a 400 when the key is malformed."""
        if not FORM.match(key):
            message = "Idempotency-Key must be 1 to 100 printable characters without spaces."
            raise BadKeyError(message, field="Idempotency-Key")
        parts = [workflow.pk, graph, [item.values for item in inputs], *filter(None, [session])]
        text = json.dumps(parts, sort_keys=True)
        return cls(key, hashlib.sha256(text.encode()).hexdigest())

    @staticmethod
    def is_new(actor: Actor, key: str | None) -> bool:
        """Whether a call with this key would start a run, as far as can be told without inputs."""
        if key is None:
            return True
        return not Run.objects.filter(created_by=actor.user, idempotency_key=key).exists()

    def earlier_run(self, actor: Actor) -> Run | None:
        """The run that this key started. Raises a 409 when it was for something else."""
        run = Run.objects.filter(created_by=actor.user, idempotency_key=self.key).first()
        if run is not None and run.request_hash != self.request_hash:
            message = "This Idempotency-Key was used for another call. Send a new one."
            raise KeyReusedError(message, run=run.pk)
        return run
