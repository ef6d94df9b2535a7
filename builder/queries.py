"""Reads: every look-up goes through the actor, so another tenant's rows do not exist.

Those named `open_...` also find what other users made public, and say of the rest what they say of
what is not there. Whoever changes something asks the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import (
    App,
    Blob,
    Connection,
    Draft,
    KeptDraft,
    Model,
    ModelVersion,
    Pin,
    Run,
    Sample,
    SearchIndex,
    Secret,
    TryPage,
    Version,
    Workflow,
)
from builder.models.visibility import PUBLIC
from builder.permissions import PUBLIC_RUN, require_scopes
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from builder.permissions import Actor


def apps(actor: Actor) -> QuerySet[App]:
    """The actor's apps, last changed first."""
    rows = App.objects.filter(owner=actor.user).select_related("owner")
    if actor.token is not None and actor.token.app_id is not None:
        rows = rows.filter(pk=actor.token.app_id)
    return rows.order_by("-modified_at")


def app(actor: Actor, user: str, key: str) -> App:
    """One app by its address. Raises `NotFoundError`."""
    name = actor.user.username if user == "me" else user
    found = apps(actor).filter(owner__username=name, key=key).first()
    if found is None:
        raise NotFoundError(f"There is no app {key} of {user} here.", app=key)
    return found


def only_app(actor: Actor) -> App:
    """The actor's app, when there is one to choose from. Raises `NotFoundError`."""
    found = list(apps(actor)[:2])
    if len(found) == 1:
        return found[0]
    message = "Name the user and the app." if found else "There is no app here."
    raise NotFoundError(message)


def workflows(actor: Actor, owner: App) -> QuerySet[Workflow]:
    """An app's workflows, last changed first."""
    return (
        Workflow.objects.filter(app=owner, app__in=apps(actor))
        .select_related("app__owner", "published", "draft")
        .order_by("-modified_at")
    )


def workflow(actor: Actor, user: str, app_key: str, key: str) -> Workflow:
    """One workflow by its address. Raises `NotFoundError`."""
    name = actor.user.username if user == "me" else user
    rows = Workflow.objects.filter(app__in=apps(actor).order_by(), app__owner__username=name)
    found = (
        rows.filter(app__key=app_key, key=key)
        .select_related("app__owner", "published", "draft")
        .first()
    )
    if found is None:
        app(actor, user, app_key)  # says that it is the app that is missing, when it is
        raise NotFoundError(f"There is no workflow {key} in {app_key}.", workflow=key)
    return found


def public_workflows(search: str = "") -> QuerySet[Workflow]:
    """What all users of this server made public, last changed first; also by a part of a name."""
    rows = Workflow.objects.filter(
        visibility=PUBLIC, app__deleted_at=None, app__owner__is_active=True
    )
    if search:
        named = Q(key__icontains=search[:100]) | Q(name__icontains=search[:100])
        rows = rows.filter(named | Q(note__icontains=search[:100]))
    return rows.select_related("app__owner", "published").order_by("-modified_at", "pk")


def open_apps(actor: Actor) -> QuerySet[App]:
    """The actor's apps, and those of others that are public or hold something public."""
    own = Q(pk__in=apps(actor).order_by().values("pk"))
    if not actor.reaches_all:
        return App.objects.filter(own).select_related("owner").order_by("-modified_at")
    shown = Q(visibility=PUBLIC)
    for kind in (Workflow, Model):
        shown |= Q(Exists(kind.objects.filter(app=OuterRef("pk"), visibility=PUBLIC)))
    others = Q(owner__is_active=True) & shown
    rows = App.objects.filter(own | others)
    return rows.select_related("owner").order_by("-modified_at")


def open_app(actor: Actor, user: str, key: str) -> App:
    """One app by its address, when anything in it is the actor's to read. Raises `NotFoundError`.

    Of another's app only `open_workflows` and `open_models` may be shown; the shared catalogue is
    everybody's.
    """
    name = actor.user.username if user == "me" else user
    shared = (name, key) == (SHARED_USER, SHARED_APP)
    rows = App.objects.select_related("owner") if shared else open_apps(actor)
    found = rows.filter(owner__username=name, key=key).first()
    if found is None:
        raise NotFoundError(f"There is no app {key} of {user} here.", app=key)
    return found


def open_workflows(actor: Actor, of: App) -> QuerySet[Workflow]:
    """An app's workflows: all of one's own, only the public ones of another's."""
    if actor.may_reach(of):
        return workflows(actor, of)
    rows = public_workflows() if actor.reaches_all else Workflow.objects.none()
    return rows.filter(app=of)


def open_workflow(actor: Actor, user: str, app_key: str, key: str) -> Workflow:
    """One workflow by its address, to read and run: own, or public. Raises `NotFoundError`."""
    home = open_app(actor, user, app_key)
    found = open_workflows(actor, home).filter(key=key).first()
    if found is None:
        raise NotFoundError(f"There is no workflow {key} in {app_key}.", workflow=key)
    return found


def workflow_anywhere(actor: Actor, key: str) -> Workflow:
    """The actor's one workflow of that id, in whichever app. Raises `NotFoundError`."""
    rows = Workflow.objects.filter(key=key, app__in=apps(actor)).select_related(
        "app__owner", "published"
    )
    found = list(rows[:2])
    if len(found) == 1:
        return found[0]
    if found:
        message = f"Several apps have a workflow {key}; name its user and app."
    else:
        message = f"There is no workflow {key} here."
    raise NotFoundError(message, workflow=key)


def draft(of: Workflow) -> Draft:
    """A workflow's draft."""
    return Draft.objects.select_related("based_on").get(workflow=of)


def versions(of: Workflow) -> QuerySet[Version]:
    """A workflow's versions without the hidden ones, newest first."""
    rows = Version.objects.filter(workflow=of, deleted_at=None).select_related("created_by")
    return rows.order_by("-number")


def version(of: Workflow, version_id: str) -> Version:
    """One version of a workflow that is not hidden. Raises `NotFoundError`."""
    found = versions(of).filter(pk=version_id).first()
    if found is None:
        raise NotFoundError(f"{of.key} has no version {version_id}.", version=version_id)
    return found


def kept_draft(of: Workflow, kept_id: str) -> KeptDraft:
    """A draft of this workflow that was set aside. Raises `NotFoundError`."""
    found = KeptDraft.objects.filter(workflow=of, pk=kept_id).select_related("created_by").first()
    if found is None:
        raise NotFoundError(f"{of.key} has no such kept draft.", kept=kept_id)
    return found


def newest_version(of: Workflow) -> Version:
    """The published version, else the newest. Raises `NotFoundError` when there is none yet."""
    found = of.published or versions(of).first()
    if found is None:
        raise NotFoundError(f"{of.key} has no version yet; save one first.", workflow=of.key)
    return found


def run(actor: Actor, run_id: str) -> Run:
    """One run that the actor may read, with all that its page shows. Raises `NotFoundError`.

    A run in an own app; or one that the actor started of another's workflow, as long as that is
    public: the workflow's owner does not find it. Raises `ForbiddenError` for a token that may not
    run.
    """
    require_scopes(actor, ("Predict",))
    rows = Run.objects.filter(_readable(actor), pk=run_id)
    return _whole_run(rows, run_id)


def own_run(actor: Actor, run_id: str) -> Run:
    """One run in the actor's own apps. Raises `NotFoundError`."""
    rows = Run.objects.filter(_own(actor), pk=run_id)
    return _whole_run(rows, run_id)


def _own(actor: Actor) -> Q:
    return Q(app__in=apps(actor).order_by().values("pk")) & ~Q(origin=PUBLIC_RUN)


def _readable(actor: Actor) -> Q:
    """A token that may only run reads what it started itself."""
    readable = _own(actor)
    if actor.reaches_all:
        called = public_workflows().order_by().values("pk")
        readable |= Q(origin=PUBLIC_RUN, created_by=actor.user, workflow__in=called)
    if actor.lacks(["Inputs_Get"]):
        readable &= Q(token=actor.token)
    return readable


def _whole_run(rows: QuerySet[Run], run_id: str) -> Run:
    found = (
        rows.select_related("app__owner", "workflow", "version", "created_by")
        .prefetch_related("inputs", "node_runs", Prefetch("outputs"))
        .first()
    )
    if found is None:
        raise NotFoundError(f"There is no run {run_id} here.", run=run_id)
    return found


def shared_run(code: str) -> Run | None:
    """The run that a read-only link shows; the one look-up that asks for no actor."""
    return (
        Run.objects.filter(share__code=code, app__deleted_at=None, workflow__deleted_at=None)
        .select_related("app__owner", "workflow", "version", "created_by")
        .prefetch_related("inputs", "node_runs", Prefetch("outputs"))
        .first()
    )


def shown_runs() -> QuerySet[Run]:
    """What lists of runs are made of: never those that other users started."""
    return Run.objects.exclude(origin=PUBLIC_RUN)


def runs(of: Workflow, version_id: str | None = None) -> QuerySet[Run]:
    """A workflow's runs, newest first; those of other users are theirs."""
    rows = shown_runs().filter(workflow=of).select_related("version").order_by("-created_at")
    rows = rows.annotate(input_count=Count("inputs"))
    return rows.filter(version_id=version_id) if version_id else rows


def pins(of: Workflow) -> QuerySet[Pin]:
    """The outputs pinned on a workflow's draft."""
    return Pin.objects.filter(workflow=of)


def pin(of: Workflow, node: str) -> Pin:
    """One pinned output. Raises `NotFoundError`."""
    found = pins(of).filter(node=node).first()
    if found is None:
        raise NotFoundError(f"The output of {node} is not pinned. Pin it first.", node=node)
    return found


def samples(of: App) -> QuerySet[Sample]:
    """An app's sample inputs."""
    return Sample.objects.filter(app=of).order_by("order")


def all_models(of: App) -> QuerySet[Model]:
    """The app's own models of both sorts, by title: those with a file, and operator models."""
    return Model.objects.filter(app=of).select_related("app__owner").order_by("title", "pk")


def models(of: App) -> QuerySet[Model]:
    """The app's own models that bring a file, by title."""
    return all_models(of).filter(operator="")


def model(of: App, key: str) -> Model:
    """One of the app's own models that bring a file. Raises `NotFoundError`."""
    found = models(of).filter(key=key).first()
    if found is None:
        raise _no_model(of, key)
    return found


def model_for(of: App, key: str) -> Model:
    """A model that graphs of the app may use: its own, else a shared one.

    Raises `NotFoundError`.
    """
    return models(of).filter(key=key).first() or _shared_model(key) or model(of, key)


def named_model(of: App, key: str) -> Model:
    """What the name stands for in the app: its own model of either sort. Raises `NotFoundError`."""
    found = all_models(of).filter(key=key).first()
    if found is None:
        raise _no_model(of, key)
    return found


def open_models(actor: Actor, of: App) -> QuerySet[Model]:
    """An app's models of both sorts: all of one's own, only the public ones of another's."""
    rows = all_models(of)
    if actor.may_reach(of) or _is_shared(of):
        return rows
    return rows.filter(visibility=PUBLIC) if actor.reaches_all else rows.none()


def open_model(actor: Actor, user: str, app_key: str, key: str) -> Model:
    """One model by its address, to read: own, shared, or public. Raises `NotFoundError`.

    A name that the app does not have may be that of a shared model.
    """
    home = open_app(actor, user, app_key)
    found = open_models(actor, home).filter(key=key).first() or _shared_model(key)
    if found is None:
        raise NotFoundError(f"There is no model {key} in {app_key}.", model=key)
    return found


def model_anywhere(actor: Actor, key: str) -> Model:
    """The actor's one model of that id, of either sort, in whichever app; else the shared one.

    Raises `NotFoundError`.
    """
    rows = Model.objects.filter(key=key, app__in=apps(actor).order_by())
    found = list(rows.select_related("app__owner")[:2])
    if len(found) > 1:
        message = f"Several apps have a model {key}; name its user and app."
        raise NotFoundError(message, model=key)
    shared = found[0] if found else _shared_model(key)
    if shared is None:
        raise NotFoundError(f"There is no model {key} here.", model=key)
    return shared


def open_models_of(actor: Actor, user: str) -> QuerySet[Model]:
    """What a user shows of models, of all apps."""
    rows = Model.objects.filter(app__owner__username=user, app__deleted_at=None)
    rows = rows.select_related("app__owner")
    if user == actor.user.username:
        return rows.filter(app__in=apps(actor).order_by().values("pk"))
    if user == SHARED_USER:
        return rows.filter(app__key=SHARED_APP)
    return (
        rows.filter(visibility=PUBLIC, app__owner__is_active=True)
        if actor.reaches_all
        else rows.none()
    )


def usable_models(actor: Actor) -> QuerySet[Model]:
    """Everything that the actor may use: the models of all own apps, and the shared ones."""
    shared = Q(app__owner__username=SHARED_USER, app__key=SHARED_APP, app__deleted_at=None)
    own = Q(app__in=apps(actor).order_by().values("pk"))
    return Model.objects.filter(own | shared).select_related("app__owner")


def model_versions(of: Model) -> QuerySet[ModelVersion]:
    """A model's versions without the hidden ones, newest first."""
    return ModelVersion.objects.filter(model=of, deleted_at=None).order_by("-number")


def model_version(of: Model, version_id: str) -> ModelVersion:
    """One version of a model that is not hidden. Raises `NotFoundError`."""
    found = model_versions(of).filter(pk=version_id).first()
    if found is None:
        message = f"{of.key} has no version {version_id[:64]}."
        raise NotFoundError(message, model=of.key, model_version=version_id[:64])
    return found


def _shared_model(key: str) -> Model | None:
    rows = Model.objects.filter(
        app__owner__username=SHARED_USER, app__key=SHARED_APP, app__deleted_at=None, key=key
    )
    return rows.filter(operator="").select_related("app__owner").first()


def _is_shared(of: App) -> bool:
    return (of.owner.username, of.key) == (SHARED_USER, SHARED_APP)


def _no_model(of: App, key: str) -> NotFoundError:
    return NotFoundError(f"There is no model {key} in {of.key}.", model=key)


def blob(of: App, digest: str) -> Blob:
    """A file of this app. Raises `NotFoundError`."""
    found = Blob.objects.filter(app=of, digest=digest).first()
    if found is None:
        raise NotFoundError(f"There is no file {digest[:12]} in {of.key}.", digest=digest)
    return found


def secret(of: App, name: str) -> Secret:
    """A secret of this app, still sealed. Raises `NotFoundError`."""
    found = Secret.objects.select_related("app").filter(app=of, name=name).first()
    if found is None:
        raise NotFoundError(f"There is no secret {name} in {of.key}.", secret=name)
    return found


def connection(of: App, name: str) -> Connection:
    """A connection of this app. Raises `NotFoundError`."""
    rows = Connection.objects.select_related("app", "secret")
    found = rows.filter(app=of, name=name).first()
    if found is None:
        raise NotFoundError(f"There is no connection {name} in {of.key}.", connection=name)
    return found


def index(of: App, name: str) -> SearchIndex:
    """A search index of this app. Raises `NotFoundError`."""
    found = SearchIndex.objects.select_related("app").filter(app=of, name=name).first()
    if found is None:
        raise NotFoundError(f"There is no index {name} in {of.key}.", index=name)
    return found


def try_page(key: str) -> TryPage:
    """The public page with this key, while it is on. Raises `NotFoundError`."""
    found = (
        TryPage.objects.filter(
            key=key,
            enabled=True,
            workflow__deleted_at=None,
            workflow__app__deleted_at=None,
            workflow__app__owner__is_active=True,
            workflow__published__isnull=False,
        )
        .select_related("workflow__app__owner", "workflow__published")
        .first()
    )
    if found is None:
        raise NotFoundError("This page is switched off, or its link was replaced.")
    return found


def visited_run(page: TryPage, run_id: str) -> Run:
    """One run that was started on this page. Raises `NotFoundError`."""
    found = (
        Run.objects.filter(pk=run_id, workflow=page.workflow_id, origin="try")
        .select_related("app__owner", "workflow", "version")
        .prefetch_related("inputs", "node_runs", Prefetch("outputs"))
        .first()
    )
    if found is None:
        raise NotFoundError("There is no such run on this page.")
    return found
