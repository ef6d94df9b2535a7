"""The gallery of templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.response import Response

from builder.api.editor.base import EditorView
from builder.gallery import inputs_of, templates
from runtime import api

if TYPE_CHECKING:
    from builder.gallery import Template


class Templates(EditorView):
    """`GET /templates`."""

    def get(self, request: Any) -> Response:
        """Every template, in the gallery's order."""
        return Response({"templates": [template_card(item) for item in templates().values()]})


def template_card(template: Template) -> dict[str, Any]:
    """`TemplateCard`; `why_not` says what one of its nodes lacks here."""
    operators = api.operators()
    lacks = (operators[node["operator"]].why_not() for node in template.graph["nodes"])
    return {
        "id": template.id,
        "name": template.name,
        "note": template.note,
        "family": template.family,
        "takes": template.takes,
        "thumbnail": {"graph": template.graph, "layout": template.layout},
        "samples": len(inputs_of(template.id)),
        "why_not": next((reason for reason in lacks if reason), None),
    }
