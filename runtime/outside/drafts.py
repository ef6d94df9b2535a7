"""Pushes send nothing from a draft unless they are told to: trying a graph tells nobody."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from runtime.contracts.values import Text
from runtime.outside.params import ConnectorParams

InDrafts = Literal["only show", "send"]


class PushParams(ConnectorParams):
    """What a run of the canvas's draft does."""

    in_drafts: InDrafts = Field(
        default="only show",
        description="Whether a run of the draft on the canvas sends too, or only shows what it "
        "would send. Saved versions always send.",
        json_schema_extra={"fixed": True},
    )


def would_send(where: str) -> Text:
    """What a push says that only shows."""
    return Text(f"Not sent: this is a draft. A saved version sends it to {where}.")
