"""The settings that every connector has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from runtime.contracts.operator import OperatorParams
from runtime.contracts.outside import CALL_SECONDS

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class ConnectorParams(OperatorParams):
    """Which connection, and for how long to wait; the form ends with the latter."""

    connection: str = Field(
        default="", max_length=64,
        description="The app's connection to use; empty for the first one that offers this.",
        json_schema_extra={"widget": "connection", "fixed": True},
    )  # fmt: skip
    timeout_seconds: int = Field(title="Longest wait",
        default=CALL_SECONDS, ge=1, le=600,
        description="Seconds for one answer, with all its tries.",
    )  # fmt: skip

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["properties"]["timeout_seconds"] = schema["properties"].pop("timeout_seconds")
        return schema


class ModelParams(ConnectorParams):
    """Also which model of the endpoint."""

    model: str = Field(
        default="", max_length=200,
        description="The model's name at the endpoint; empty for the connection's default.",
    )  # fmt: skip
