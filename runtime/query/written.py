"""What everything that is written in the query language shares."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(max_length=500)]
Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]


class Written(BaseModel):
    """Anything of the language."""

    model_config = ConfigDict(frozen=True, defer_build=True)
