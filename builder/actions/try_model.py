"""Run a model of an app once on a picture, sound or text, without a workflow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.blob_files import hold_blobs, write_blob
from builder.model_store import files_of
from runtime import api
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from builder.models import App
    from builder.permissions import Actor
    from runtime.contracts.model import ModelManifest


@dataclass(frozen=True)
class ShownTrial:
    """What came of it, and the stored input that it is drawn over."""

    trial: api.Trial
    given: Mapping[str, Any]


def try_model(
    actor: Actor, app: App, card: ModelManifest, given: tuple[str, bytes | BinaryIO]
) -> ShownTrial:
    """What a model makes of a file, by its name and bytes. Raises a 4xx `WeftError`.

    `card` is that of a proposal, or of a version that the app keeps.
    """
    assert actor.may_reach(app), "queries only find what the actor reaches"
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
    return ShownTrial(api.try_model(card, app.pk, stored), stored)
