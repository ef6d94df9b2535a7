"""Bring a model into an app: look at its files, propose a card, and store what was agreed on.

Looking leaves the files as blobs of the app and a proposal beside them, which nothing points at:
when nobody confirms it, both go with other unused files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import IntegrityError, transaction

from builder.actions.names import free_key
from builder.blob_files import hold_blobs, read_blob, write_blob
from builder.model_store import files_of
from builder.models import Model, ModelVersion
from builder.permissions import require_scopes
from runtime import api
from runtime.contracts.errors import BadRequestError, ConflictError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from builder.models import App
    from builder.permissions import Actor

SALT = "weft.model-proposal"
PROPOSAL_SECONDS = 24 * 3600
MAX_VERSIONS = 1000
RESERVED = ("inspect", "pieces", "try", "types", "searches")
"""Ids that addresses use for something else."""


@dataclass(frozen=True)
class KeptProposal:
    """What was seen of a model, kept until its owner agrees."""

    id: str
    evidence: Mapping[str, Any]
    files: api.ModelFilesFound
    variant: str
    variants: Mapping[str, int]

    def judged(self, answers: object = None) -> api.ModelProposal:
        """The card, given what the person says. Raises a 4xx `WeftError`."""
        return api.judge_model(self.evidence, self.files, answers)


def inspect_model(
    actor: Actor,
    app: App,
    folder: Path,
    name: str,
    *,
    variant: str | None = None,
    source: str = "",
    licence: str = "",
) -> KeptProposal:
    """Look at the model in a working folder. Raises a `ModelRefusedError`, a `ForbiddenError`."""
    assert actor.may_reach(app), "queries only find what the actor reaches"
    require_scopes(actor, ("Models_Add",))
    seen = api.look_at_model(folder, variant)
    sizes = sum(path.stat().st_size for path in seen.graphs.values())
    unnamed = api.ModelFilesFound(
        dict.fromkeys(seen.graphs, "0" * 64), dict.fromkeys(seen.side, "0" * 64), sizes, name,
        source, licence,
    )  # fmt: skip
    api.judge_model(seen.evidence, unnamed)  # refuses what no rule fits before anything is kept
    files = api.ModelFilesFound(
        graphs={role: _keep(app, path) for role, path in seen.graphs.items()},
        side={role: _keep(app, path) for role, path in seen.side.items()},
        bytes=sizes,
        name=name[:200],
        source=source,
        licence=licence,
    )
    kept = {
        "evidence": seen.evidence, "files": asdict(files), "variant": seen.variant,
        "variants": seen.variants,
    }  # fmt: skip
    digest = write_blob(app.pk, json.dumps(kept).encode(), "application/json")
    signed = signing.dumps([app.pk, digest], salt=SALT)
    return KeptProposal(signed, seen.evidence, files, seen.variant, seen.variants)


def find_proposal(app: App, signed: object) -> KeptProposal:
    """A proposal that was made for this app in the last day. Raises `NotFoundError`."""
    try:
        owner, digest = signing.loads(str(signed), salt=SALT, max_age=PROPOSAL_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise _gone() from error
    if owner != app.pk:
        raise _gone()
    kept = json.loads(read_blob(app.pk, digest))
    return KeptProposal(
        str(signed), kept["evidence"], api.ModelFilesFound(**kept["files"]), kept["variant"],
        kept["variants"],
    )  # fmt: skip


def confirm_model(
    actor: Actor,
    app: App,
    proposal: KeptProposal,
    answers: Mapping[str, Any] | None = None,
    model: Model | None = None,
) -> ModelVersion:
    """Store the model: a new one, or a new version of `model`.

    Open questions take their defaults. Raises `ConflictError` when the id is taken, or the task
    is another than that of the earlier versions.
    """
    assert actor.may_reach(app), "queries only find what the actor reaches"
    told = dict(answers or {})
    card = proposal.judged(told).card
    asked_for = told.get("id")
    if model is not None:
        if asked_for not in (None, model.key):
            raise BadRequestError("A new version keeps the model's id. Leave it out.", field="id")
        if card.task != model.task:
            message = (
                f"{model.title} is a model for {model.task}, and this file is one for {card.task}. "
                "Import it as a new model."
            )
            raise ConflictError(message, task=card.task)
    try:
        hold_blobs(app.pk, files_of(card))
    except NotFoundError as error:
        raise _gone() from error
    try:
        with transaction.atomic():
            home = model or _new_model(app, card, explicit=asked_for is not None)
            return _add_version(home, card)
    except IntegrityError as error:
        raise ConflictError(
            "Somebody else stored a model at the same moment. Try again."
        ) from error


def _new_model(app: App, card: Any, *, explicit: bool) -> Model:
    mine = Model.objects.filter(app=app)
    if explicit and (card.id in RESERVED or mine.filter(key=card.id).exists()):
        message = f"The app has a model {card.id} already. Choose another id, or add a version."
        raise ConflictError(message, field="id", model=card.id)
    key = card.id
    if not explicit:
        key = free_key(key, lambda key: key in RESERVED or mine.filter(key=key).exists())
    return Model.objects.create(
        app=app, key=key, title=card.title, task=card.task, description=card.description
    )


def _add_version(model: Model, card: Any) -> ModelVersion:
    same_name = card.model_copy(update={"id": model.key})
    manifest = same_name.model_dump(mode="json", exclude_none=True)
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
    newest = model.versions.select_for_update().order_by("-number").first()
    if newest is not None and newest.digest == digest:
        return newest
    number = newest.number + 1 if newest else 1
    if number > MAX_VERSIONS:
        raise ConflictError(f"{model.title} has {MAX_VERSIONS} versions. Import a new model.")
    return ModelVersion.objects.create(model=model, number=number, digest=digest, manifest=manifest)


def _keep(app: App, path: Path) -> str:
    with path.open("rb") as file:
        return write_blob(app.pk, file, "application/octet-stream")


def _gone() -> NotFoundError:
    message = "This proposal is older than a day, or belongs to another app. Send the files again."
    return NotFoundError(message)
