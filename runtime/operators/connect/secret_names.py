"""Names secrets of the app for connectors that follow it; nobody sees their values.

The first of `names` comes out at `secret_1`, the second at `secret_2` and so on, each as a stand-in
such as `{secret:shop}`. Only when a request leaves does the worker put the secret itself in its
place, in a header of *HTTP request* or another connector. Everywhere else, in other nodes, outputs,
events and logs, the stand-in stays what it is. The secrets are those of the app's settings: the
environment of the server is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from runtime.contracts.blocks import Block, Bounds, Named, Setting
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import String
from runtime.query.numbered import numbered_outputs, ports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECRETS = ports("secret", 8)
_NAME = re.compile(r"[^{}]{1,64}")


@dataclass(frozen=True)
class Inputs:
    pass


Outputs = numbered_outputs(
    __name__, SECRETS, "A stand-in for the secret in place", entry_of="names"
)


class Params(OperatorParams):
    names: list[str] = Field(
        default=[], max_length=len(SECRETS), description="The names of the app's secrets.",
        json_schema_extra={"fixed": True},
    )  # fmt: skip

    @field_validator("names")
    @classmethod
    def _readable(cls, names: list[str]) -> list[str]:
        for name in names:
            if not _NAME.fullmatch(name):
                message = (
                    f"{name[:80]!r} is no name of a secret; it has 1 to 64 characters, no braces"
                )
                raise ValueError(message)
        return names


def _named(fields: Mapping[str, Any]) -> list[str]:
    names = fields.get("variables_storing_secrets")
    return [str(name).lower() for name in names] if isinstance(names, list) else []


@operator(
    "secret-names",
    title="Secrets",
    group="Connectors",
    icon="key-round",
    summary="{names}",
    blocks=(
        Block(
            "roboflow_core/environment_secrets_store@v1",
            {"variables_storing_secrets": Setting("names", required=True, bounds=Bounds(fewest=1))},
            named=Named(_named, SECRETS, ("secret",)),
        ),
    ),
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Any]:
    stands = {
        port: String(f"{{secret:{name}}}")
        for name, port in zip(params.names, SECRETS, strict=False)
    }
    return [Outputs(**stands) for _ in batch]
