"""Addresses of Roboflow's server that are not here: said in its shape, so that clients show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from builder.api.pages import shell
from builder.api.roboflow.door import RoboflowView
from runtime.contracts.errors import NotFoundError

if TYPE_CHECKING:
    from django.http import HttpResponse

HERE = (
    "/workflows/run, /{workspace}/workflows/{workflow}, the same with /describe_interface, "
    "/workflows/validate, /workflows/describe_interface, /workflows/blocks/describe, "
    "/workflows/blocks/dynamic_outputs, /workflows/definition/schema and "
    "/workflows/execution_engine/versions"
)


class Nowhere(RoboflowView):
    """Everything below their addresses that no other view takes."""

    def get(self, request: Any) -> HttpResponse:
        """A page of the canvas may have such an address; it says itself that nothing is there."""
        return shell(request)

    def post(self, request: Any) -> NoReturn:
        """Say what is here instead."""
        message = f"There is nothing at this address. Of Roboflow's server these are here: {HERE}."
        raise NotFoundError(message)

    put = patch = delete = post
