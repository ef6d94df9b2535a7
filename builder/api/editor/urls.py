"""Paths of the editor's API (docs/editor-api.md)."""

from __future__ import annotations

from django.urls import re_path

from builder.api.editor import (
    account,
    apps,
    catalogue,
    connections,
    exchange,
    gallery,
    history,
    model_aliases,
    model_trials,
    models,
    pins,
    runs,
    shared,
    try_page,
    versions,
    workflows,
)
from builder.api.stream import editor_stream

NAME = r"[0-9A-Za-z@.+_-]{1,64}"
NODE = r"[^\x00-\x1f\x7f]{1,64}"
"""The last part of a path, because it may hold a slash."""
APP = rf"^apps/(?P<user>{NAME})/(?P<app>{NAME})"
FLOW = rf"{APP}/workflows/(?P<workflow>{NAME})"
RUN = rf"^runs/(?P<run>{NAME})"
SHARED = r"^shared/runs/(?P<code>[0-9A-Za-z_-]{1,64})"
"""Named `code` like a login link's, so that the log keeps its secret."""

urlpatterns = [
    re_path(r"^me$", account.Me.as_view()),
    re_path(r"^sign-in$", account.SignIn.as_view()),
    re_path(r"^sign-out$", account.SignOut.as_view()),
    re_path(r"^tokens$", account.Tokens.as_view()),
    re_path(rf"^tokens/(?P<token>{NAME})$", account.OneToken.as_view()),
    re_path(r"^catalogue$", catalogue.Catalogue.as_view()),
    re_path(r"^templates$", gallery.Templates.as_view()),
    re_path(r"^models$", catalogue.Models.as_view()),
    re_path(r"^apps$", apps.Apps.as_view()),
    re_path(rf"{APP}$", apps.OneApp.as_view()),
    re_path(rf"{APP}/samples$", apps.Samples.as_view()),
    re_path(rf"{APP}/blobs/(?P<digest>[0-9a-f]{{64}})$", apps.Blobs.as_view()),
    re_path(rf"{APP}/models$", models.AppModels.as_view()),
    re_path(rf"{APP}/models/pieces$", models.Pieces.as_view()),
    re_path(rf"{APP}/models/inspect$", models.Inspect.as_view()),
    re_path(rf"{APP}/models/try$", model_trials.TryProposal.as_view()),
    re_path(rf"{APP}/models/(?P<model>{NAME})$", models.OneModel.as_view()),
    re_path(rf"{APP}/models/(?P<model>{NAME})/try$", model_trials.TryModel.as_view()),
    re_path(rf"{APP}/model-aliases$", model_aliases.ModelAliases.as_view()),
    re_path(rf"{APP}/model-aliases/(?P<alias>\S{{1,128}})$", model_aliases.OneModelAlias.as_view()),
    re_path(rf"{APP}/runs$", history.AppRuns.as_view()),
    re_path(rf"{APP}/secrets$", connections.Secrets.as_view()),
    re_path(rf"{APP}/secrets/(?P<name>{NAME})$", connections.OneSecret.as_view()),
    re_path(rf"{APP}/connections$", connections.Connections.as_view()),
    re_path(rf"{APP}/connections/(?P<name>{NAME})$", connections.OneConnection.as_view()),
    re_path(rf"{APP}/connections/(?P<name>{NAME})/test$", connections.TryConnection.as_view()),
    re_path(rf"{APP}/indexes$", connections.Indexes.as_view()),
    re_path(rf"{APP}/indexes/(?P<name>{NAME})$", connections.OneIndex.as_view()),
    re_path(rf"{APP}/exchange$", exchange.Exchange.as_view()),
    re_path(rf"{APP}/exchange/export$", exchange.Export.as_view()),
    re_path(rf"{APP}/workflows$", workflows.Workflows.as_view()),
    re_path(rf"{FLOW}$", workflows.OneWorkflow.as_view()),
    re_path(rf"{FLOW}/draft$", workflows.DraftView.as_view()),
    re_path(rf"{FLOW}/check$", workflows.Check.as_view()),
    re_path(rf"{FLOW}/versions$", versions.Versions.as_view()),
    re_path(rf"{FLOW}/versions/(?P<version>{NAME})$", workflows.OneVersion.as_view()),
    re_path(rf"{FLOW}/publish$", workflows.Publish.as_view()),
    re_path(rf"{FLOW}/pins$", pins.Pins.as_view()),
    re_path(rf"{FLOW}/pins/(?P<node>{NODE})$", pins.OnePin.as_view()),
    re_path(rf"{FLOW}/restore$", versions.Restore.as_view()),
    re_path(rf"{FLOW}/kept/(?P<kept>{NAME})$", versions.OneKept.as_view()),
    re_path(rf"{FLOW}/runs$", runs.Runs.as_view()),
    re_path(rf"{FLOW}/try-page$", try_page.OneTryPage.as_view()),
    re_path(rf"{FLOW}/try-page/link$", try_page.TryPageLink.as_view()),
    re_path(rf"{RUN}$", runs.OneRun.as_view()),
    re_path(rf"{RUN}/outputs/(?P<node>{NODE})$", runs.RunOutputs.as_view()),
    re_path(rf"{RUN}/events$", runs.RunEvents.as_view()),
    re_path(rf"{RUN}/stream$", editor_stream),
    re_path(rf"{RUN}/cancel$", runs.CancelRun.as_view()),
    re_path(rf"{RUN}/again$", history.RunAgain.as_view()),
    re_path(rf"{RUN}/share$", history.Share.as_view()),
    re_path(rf"{SHARED}$", shared.SharedRun.as_view()),
    re_path(rf"{SHARED}/stream$", shared.shared_stream),
    re_path(rf"{SHARED}/blobs/(?P<digest>[0-9a-f]{{64}})$", shared.SharedFile.as_view()),
]
