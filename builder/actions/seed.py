"""Fill a fresh installation: the shared model catalogue, and on a laptop the demo app.

Both may be run again at every start: they add what is missing and touch nothing that people made.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.save_version import save_version
from builder.blob_files import write_blob
from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import App, Model, ModelVersion, Sample
from builder.permissions import Actor
from runtime import api

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
LOCAL_USER, DEMO_APP = "local", "demo"
DEMO_WORKFLOWS = ("read-text", "read-licence-plates")


def seed_models() -> None:
    """Add a version to the shared catalogue for every shipped manifest that is new."""
    owner, created = User.objects.get_or_create(username=SHARED_USER)
    if created:
        owner.set_unusable_password()
        owner.save()
    app = App.objects.filter(owner=owner, key=SHARED_APP).first()
    app = app or create_app(Actor(owner), "Models", "image", key=SHARED_APP)
    for manifest in api.shared_manifests():
        card = manifest.model_dump(mode="json", exclude_none=True)
        digest = hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()
        model, _ = Model.objects.get_or_create(
            app=app, key=manifest.id, defaults={"title": manifest.title, "task": manifest.task}
        )
        newest = model.versions.order_by("-number").first()
        if newest is None or newest.digest != digest:
            number = newest.number + 1 if newest else 1
            ModelVersion.objects.create(model=model, number=number, digest=digest, manifest=card)


def seed_demo() -> User:
    """The user `local` and the app `demo` with two ready workflows and sample pictures."""
    user, created = User.objects.get_or_create(username=LOCAL_USER)
    if created:
        user.set_unusable_password()
        user.save()
    if not App.objects.filter(owner=user).exists():
        with transaction.atomic():
            _fill_demo(Actor(user))
    return user


def _fill_demo(actor: Actor) -> None:
    app = create_app(actor, "Demo", "image", key=DEMO_APP)
    for key in DEMO_WORKFLOWS:
        ready: dict[str, Any] = json.loads((SAMPLES / f"{key}.json").read_text())
        workflow = create_workflow(
            actor, app, ready["name"], ready["graph"], ready["layout"], key=key
        )
        workflow.note = ready["note"]
        workflow.save(update_fields=["note"])
        save_version(actor, workflow, ready["graph"], ready["layout"], note=ready["note"])
    for order, entry in enumerate(json.loads((SAMPLES / "samples.json").read_text())):
        data = (SAMPLES / entry["file"]).read_bytes()
        upload = api.read_upload(data, entry["file"], ("image",))
        Sample.objects.create(
            app=app,
            title=entry["title"],
            kind="image",
            digest=write_blob(app.pk, data, upload.media_type),
            media_type=upload.media_type,
            width=upload.width,
            height=upload.height,
            order=order,
        )
