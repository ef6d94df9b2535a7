"""Workflows, drafts, versions and the published pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder import queries
from builder.actions.create_workflow import create_workflow
from builder.actions.edit_workflow import delete_workflow, edit_version, edit_workflow
from builder.actions.save_draft import is_changed, save_draft
from builder.actions.save_version import publish_version, save_version
from builder.actions.set_visibility import set_visibility
from builder.actions.use_template import find_template, use_template
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.connection_store import AppConnections
from builder.model_store import AppModels
from runtime.api import check_graph
from runtime.contracts.errors import StaleDraftError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from builder.models import Draft, Workflow


class WorkflowView(EditorView):
    """A view below `/apps/{user}/{app}/workflows/{workflow}`."""

    def find(self) -> Workflow:
        """The workflow that the address names."""
        path = self.kwargs
        return queries.workflow(self.actor, path["user"], path["app"], path["workflow"])

    def shown(self, workflow: Workflow) -> dict[str, Any]:
        """`Workflow`."""
        return shapes.workflow_full(workflow, queries.runs(workflow).first())

    def draft(self, draft: Draft) -> dict[str, Any]:
        """`Draft`, with its problems."""
        graph = parse_graph(draft.graph)
        problems = check_graph(
            graph, AppModels(draft.workflow.app), AppConnections(draft.workflow.app)
        )
        return shapes.draft_full(draft, problems, changed=is_changed(draft, problems))


class Workflows(EditorView):
    """`GET`, `POST /workflows`."""

    def get(self, request: Any, user: str, app: str) -> Response:
        """The app's workflows, last changed first."""
        rows = queries.workflows(self.actor, queries.app(self.actor, user, app))
        shown = [shapes.workflow_row(row, queries.runs(row).first()) for row in rows]
        return Response({"workflows": shown})

    def post(self, request: Any, user: str, app: str) -> Response:
        """Create one: blank, from a graph, or from a template of the gallery."""
        home = queries.app(self.actor, user, app)
        body = self.body
        name = body.get("name")
        if "template" in body:
            made = use_template(self.actor, home, find_template(body["template"]), name)
        else:
            made = create_workflow(self.actor, home, name, body.get("graph"), body.get("layout"))
        return Response(shapes.workflow_full(made, None), 201)


class OneWorkflow(WorkflowView):
    """`GET`, `PATCH`, `DELETE {w}`."""

    def get(self, request: Any, **path: str) -> Response:
        """Its page."""
        return Response(self.shown(self.find()))

    def patch(self, request: Any, **path: str) -> Response:
        """Rename, annotate, or say who else may read and run it."""
        workflow = edit_workflow(self.find(), self.body)
        if "visibility" in self.body:
            set_visibility(self.actor, workflow, self.body["visibility"])
        return Response(self.shown(workflow))

    def delete(self, request: Any, **path: str) -> Response:
        """Hide it."""
        delete_workflow(self.find())
        return Response(status=204)


class DraftView(WorkflowView):
    """`GET`, `PUT {w}/draft`."""

    def get(self, request: Any, **path: str) -> Response:
        """The draft with its problems."""
        return Response(self.draft(queries.draft(self.find())))

    def put(self, request: Any, **path: str) -> Response:
        """Autosave; a stale revision gets the newest draft back instead of overwriting it."""
        workflow, body = self.find(), self.body
        try:
            saved = save_draft(
                workflow, body.get("revision"), body.get("graph"), body.get("layout")
            )
        except StaleDraftError as error:
            error.data["draft"] = self.draft(queries.draft(workflow))
            raise
        return Response(self.draft(saved))


class Check(WorkflowView):
    """`POST {w}/check`."""

    def post(self, request: Any, **path: str) -> Response:
        """Every problem of a graph."""
        graph = parse_graph(self.body.get("graph"))
        app = self.find().app
        problems = check_graph(graph, AppModels(app), AppConnections(app))
        return Response({"problems": [problem.as_json() for problem in problems]})


class SaveVersion(WorkflowView):
    """`POST {w}/versions`."""

    def post(self, request: Any, **path: str) -> Response:
        """Save an immutable version."""
        workflow, body = self.find(), self.body
        options = {name: body[name] for name in ("name", "note", "publish") if name in body}
        version = save_version(
            self.actor, workflow, body.get("graph"), body.get("layout"), **options
        )
        return Response(shapes.version_full(version, workflow.published_id), 201)


class OneVersion(WorkflowView):
    """`GET`, `PATCH {w}/versions/{version}`."""

    def get(self, request: Any, version: str, **path: str) -> Response:
        """The version with its graph."""
        workflow = self.find()
        found = queries.version(workflow, version)
        return Response(shapes.version_full(found, workflow.published_id))

    def patch(self, request: Any, version: str, **path: str) -> Response:
        """Name or annotate it; the graph never changes."""
        workflow = self.find()
        found = edit_version(queries.version(workflow, version), self.body)
        return Response(shapes.version_row(found, workflow.published_id))


class Publish(WorkflowView):
    """`POST {w}/publish`."""

    def post(self, request: Any, **path: str) -> Response:
        """Point callers who name no version at this one."""
        workflow = self.find()
        version = queries.version(workflow, str(self.body.get("version")))
        return Response(self.shown(publish_version(workflow, version)))
