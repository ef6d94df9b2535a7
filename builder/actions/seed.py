"""Fill a fresh installation: the shared model catalogue, and on a laptop the demo app.

Both may be run again at every start: they add what is missing and touch nothing that people made.
"""

from __future__ import annotations

import hashlib
import json

from django.contrib.auth.models import User
from django.db import transaction

from builder.actions.create_app import create_app
from builder.actions.use_template import find_template, use_template
from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import App, Model, ModelVersion
from builder.permissions import Actor
from runtime import api

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
        use_template(actor, app, find_template(key), key=key)
