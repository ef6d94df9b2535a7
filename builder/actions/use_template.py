"""Make a workflow from a template of the gallery, with the samples to try it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder.actions.create_workflow import create_workflow
from builder.actions.save_version import save_version
from builder.blob_files import write_blob
from builder.gallery import inputs_of, ready_inputs, templates
from builder.model_store import AppModels
from builder.models import App, Sample, Workflow
from runtime import api
from runtime.contracts.errors import NotFoundError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from builder.gallery import ReadyInput, Template
    from builder.permissions import Actor


def find_template(template_id: object) -> Template:
    """A template by id. Raises `NotFoundError`."""
    found = templates().get(str(template_id))
    if found is None:
        raise NotFoundError(f"There is no template {str(template_id)[:64]}.")
    return found


def use_template(
    actor: Actor, app: App, template: Template, name: object = None, key: str = ""
) -> Workflow:
    """A workflow with the template's graph, saved as its first version where it can run here.

    The app gets the template's samples that it does not have yet.
    """
    with transaction.atomic():
        workflow = create_workflow(
            actor, app, name or template.name, template.graph, template.layout, key
        )
        workflow.note, workflow.template = template.note, template.id
        workflow.save(update_fields=["note", "template"])
        if not api.check_graph(parse_graph(template.graph), AppModels(app)):
            save_version(actor, workflow, template.graph, template.layout, note=template.note)
            workflow.refresh_from_db()
        for item in inputs_of(template.id):
            _add_sample(app, item)
    return workflow


def _add_sample(app: App, item: ReadyInput) -> None:
    if Sample.objects.filter(app=app, title=item.title).exists():
        return
    shown: dict[str, Any] = {}
    if item.file:
        data = item.data()
        upload = api.read_upload(data, item.file, (item.kind,))
        shown = {
            "digest": write_blob(app.pk, data, upload.media_type),
            "media_type": upload.media_type,
            "width": upload.width,
            "height": upload.height,
        }
    Sample.objects.create(
        app=app,
        title=item.title,
        kind=item.kind,
        text=item.text,
        templates=list(item.templates),
        order=ready_inputs().index(item),
        **shown,
    )
