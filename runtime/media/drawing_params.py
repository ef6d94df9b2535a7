"""Parameters that several drawing nodes have: sizes of lines, letters and their plates.

Each node gives its own default, and its parameters keep the order of its file.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from runtime.media.color_choice import NamedColor

_PIXELS: dict[str, Any] = {"widget": "pixels"}
_SLIDER: dict[str, Any] = {"widget": "slider"}

LineThickness = Annotated[
    int, Field(ge=1, le=1000, description="How thick the lines are.", json_schema_extra=_PIXELS)
]
TextThickness = Annotated[
    int, Field(ge=1, le=50, description="How thick the letters are.", json_schema_extra=_PIXELS)
]
TextScale = Annotated[float, Field(gt=0, le=50, description="Size of the letters.")]
TextColor = Annotated[NamedColor, Field(description="Colour of the letters.")]
TextPadding = Annotated[
    int, Field(ge=0, le=500, description="Room round the letters.", json_schema_extra=_PIXELS)
]
PlateRadius = Annotated[
    int,
    Field(
        ge=0,
        le=500,
        description="How round the corners of the plate are.",
        json_schema_extra=_PIXELS,
    ),
]
ColorOpacity = Annotated[
    float, Field(ge=0, le=1, description="How solid the colour is.", json_schema_extra=_SLIDER)
]
ColorsOpacity = Annotated[
    float, Field(ge=0, le=1, description="How solid the colours are.", json_schema_extra=_SLIDER)
]
InkOpacity = Annotated[
    float,
    Field(ge=0, le=1, description="How much of the colour is added.", json_schema_extra=_SLIDER),
]
