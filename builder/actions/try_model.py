"""Run a proposed model once on a picture or text, before it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.blob_files import hold_blobs, write_blob
from builder.model_store import files_of
from runtime import api
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from builder.actions.import_model import KeptProposal
    from builder.models import App
    from builder.permissions import Actor


def try_model(
    actor: Actor,
    app: App,
    proposal: KeptProposal,
    answers: Mapping[str, Any],
    given: tuple[str, bytes | BinaryIO],
) -> api.Trial:
    """What the model makes of a file, by its name and bytes. Raises a 4xx `WeftError`."""
    assert actor.may_reach(app), "queries only find what the actor reaches"
    card = proposal.judged(answers).card
    kinds = sorted({
        kind
        for operator in api.operators_for(card.task)
        for port in operator.inputs.values()
        for kind in port.kinds
    })  # fmt: skip
    if not kinds:
        message = f"No node runs models for {card.task} yet, so this one cannot be tried."
        raise BadRequestError(message, task=card.task)
    name, data = given
    upload = api.read_upload(data, name, kinds)
    hold_blobs(app.pk, files_of(card))
    stored = api.stored_upload(upload, lambda kept, kind: write_blob(app.pk, kept, kind))
    return api.try_model(card, app.pk, stored)
