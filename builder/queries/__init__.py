"""Reads: every look-up goes through the actor, so another tenant's rows do not exist.

Those named `open_...` also find what other users made public, and say of the rest what they say of
what is not there. Whoever changes something asks the others.
"""

from __future__ import annotations

from builder.queries.apps import app, apps, only_app, open_app, open_apps
from builder.queries.kept import blob, connection, index, samples, secret
from builder.queries.model_aliases import meant_model, model_alias, model_aliases
from builder.queries.models import (
    all_models,
    model,
    model_anywhere,
    model_for,
    model_version,
    model_versions,
    models,
    named_model,
    open_model,
    open_models,
    open_models_of,
    usable_models,
)
from builder.queries.runs import own_run, run, runs, shared_run, shown_runs, try_page, visited_run
from builder.queries.workflows import (
    draft,
    kept_draft,
    newest_version,
    open_workflow,
    open_workflows,
    pin,
    pins,
    public_workflows,
    version,
    versions,
    workflow,
    workflow_anywhere,
    workflows,
)
from builder.queries.workspaces import version_of_workspace, workflow_of_workspace

__all__ = [
    "all_models",
    "app",
    "apps",
    "blob",
    "connection",
    "draft",
    "index",
    "kept_draft",
    "meant_model",
    "model",
    "model_alias",
    "model_aliases",
    "model_anywhere",
    "model_for",
    "model_version",
    "model_versions",
    "models",
    "named_model",
    "newest_version",
    "only_app",
    "open_app",
    "open_apps",
    "open_model",
    "open_models",
    "open_models_of",
    "open_workflow",
    "open_workflows",
    "own_run",
    "pin",
    "pins",
    "public_workflows",
    "run",
    "runs",
    "samples",
    "secret",
    "shared_run",
    "shown_runs",
    "try_page",
    "usable_models",
    "version",
    "version_of_workspace",
    "versions",
    "visited_run",
    "workflow",
    "workflow_anywhere",
    "workflow_of_workspace",
    "workflows",
]
