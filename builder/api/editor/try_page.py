"""The owner's side of the public try page: switch, samples, link."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from rest_framework.response import Response

from builder.actions.share_try_page import change_try_page, rotate_try_page
from builder.api.editor.workflows import WorkflowView
from builder.models import TryPage
from runtime.contracts.limits import TRY_WINDOW_SECONDS

if TYPE_CHECKING:
    from builder.models import Workflow


class OneTryPage(WorkflowView):
    """`GET`, `PUT {w}/try-page`."""

    def get(self, request: Any, **path: str) -> Response:
        """How the page is set."""
        return Response(_shown(self.find()))

    def put(self, request: Any, **path: str) -> Response:
        """Switch it, or choose its samples."""
        workflow = self.find()
        change_try_page(self.actor, workflow, self.body)
        return Response(_shown(workflow))


class TryPageLink(WorkflowView):
    """`POST {w}/try-page/link`."""

    def post(self, request: Any, **path: str) -> Response:
        """A new link; the old one is dead."""
        workflow = self.find()
        rotate_try_page(self.actor, workflow)
        return Response(_shown(workflow))


def _shown(workflow: Workflow) -> dict[str, Any]:
    """`TryPageSettings`."""
    page = TryPage.objects.filter(workflow=workflow).first()
    since = timezone.now() - dt.timedelta(seconds=TRY_WINDOW_SECONDS)
    return {
        "enabled": page is not None and page.enabled,
        "path": f"/try/{page.key}" if page is not None else None,
        "samples": [sample.pk for sample in page.samples.all()] if page is not None else [],
        "runs_this_hour": page.visits.filter(at__gt=since).count() if page is not None else 0,
        "limits": {
            "per_visitor": settings.TRY_RUNS_PER_VISITOR,
            "per_page": settings.TRY_RUNS_PER_PAGE,
            "inputs": settings.TRY_INPUTS,
        },
    }
