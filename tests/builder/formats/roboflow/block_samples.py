"""Tiny operators that stand for blocks, one for each rule of the language."""

from __future__ import annotations

import sys
import types
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from builder.formats.roboflow.read import Means, read_definition
from builder.formats.roboflow.trouble import DefinitionError
from runtime.contracts.blocks import (
    RUN_ID,
    Block,
    CaseSteps,
    Ignored,
    ModelField,
    Named,
    NextSteps,
    Out,
    Setting,
    Wire,
    Wires,
)
from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import OperatorParams, operator
from runtime.contracts.values import (
    All,
    Boolean,
    Each,
    Image,
    Many,
    Number,
    Regions,
    String,
    Text,
    Value,
)
from runtime.registry import describe

SEVERAL: Any = Many
"""The type checker knows no `Many` of what may be absent."""
KINDS = (All, Boolean, Each, Image, Many, Number, Regions, String, Text, Value)


def sample(name, inputs, outputs, params=None, **meta):
    """An operator that is never run."""
    module = types.ModuleType(f"block_sample_{name}")
    module.__doc__ = f"The sample {name}."
    module.Inputs = _dataclass("Inputs", module, inputs)
    module.Outputs = _dataclass("Outputs", module, outputs)
    module.Params = params or type("Params", (OperatorParams,), {"__module__": __name__})
    run = operator(name, title=name.title(), group="Sample", icon="box", **meta)
    module.run = run(lambda batch, params, context: [None for _ in batch])
    sys.modules[module.__name__] = module
    return describe(module)


def _dataclass(name, module, hints):
    body = {"__annotations__": hints, "__module__": module.__name__}
    body |= {port: None for port, hint in hints.items() if hint in OPTIONAL}
    return dataclass(frozen=True)(type(name, (), body))


MAYBE_IMAGE = Image | None
OPTIONAL = (MAYBE_IMAGE,)


class Detecting(OperatorParams):
    confidence: float = Field(default=0.5, ge=0, le=1)
    classes: list[str] = Field(default_factory=list)
    joined: bool = False


class Offsetting(OperatorParams):
    width: int = 0
    height: int = 0
    unit: Literal["pixels", "percent"] = "percent"


class Voting(OperatorParams):
    votes: int = Field(ge=1)
    how: Literal["mean", "most"] = "mean"


class Casing(OperatorParams):
    value: str | float | bool | None = None
    cases: list[str] = Field(default_factory=list)


class Expecting(OperatorParams):
    names: list[str] = Field(default_factory=list)


class Literals(OperatorParams):
    constants: dict[str, Any] = Field(default_factory=dict)
    statement: dict[str, Any] = Field(default_factory=dict)
    target: str = Field(default="", json_schema_extra={"fixed": True})


PICTURE = Wire("image", also=("image", "images"))
DETECTOR = Block(
    "test/detector@v1", names=("Detector", "test/detector@v2"),
    fields={
        "images": Wire("image", also=("image",)), "model_id": ModelField(),
        "confidence": Setting("confidence", default=0.4), "class_filter": Setting("classes"),
        "agnostic": Setting("joined"), "active_learning": Ignored("there is none"),
    },
    outputs={"predictions": "regions", "inference_id": RUN_ID},
)  # fmt: skip
BLOCKS = {
    item.id: item
    for item in (
        sample("detector", {"image": Image}, {"regions": Regions}, Detecting,
               task="visual-detector", default_model="stock", blocks=(DETECTOR,)),
        sample("offset", {"regions": Regions}, {"regions": Regions}, Offsetting, blocks=(
            Block("test/offset@v1", names=("Offset",), fields={
                "predictions": Wire("regions"),
                "offset_width": Setting("width", also=("offset_x",), required=True),
                "offset_height": Setting("height", also=("offset_y",), required=True),
                "units": Setting("unit", default="px", words={"px": "pixels", "%": "percent"}),
            }, outputs={"predictions": "regions"}),
        )),
        sample("cropper", {"image": Image, "regions": Regions}, {"crops": Each[Image]}, blocks=(
            Block("test/crop@v1", names=("Crop",), fields={
                "images": PICTURE, "predictions": Wire("regions", also=("detections",)),
            }, outputs={"crops": "crops"}),
        )),
        sample("reader", {"image": Image}, {"text": Text}, task="text-recognizer",
               default_model="letters", blocks=(
            Block("test/ocr@v1", names=("OCR",), fields={"images": PICTURE},
                  outputs={"result": Out("text", ("string",))}),
        )),
        sample("joiner", {"texts": All[Text]}, {"text": Text}, blocks=(
            Block("test/join@v1", fields={"texts": Wire("texts", kinds=("string",))},
                  outputs={"text": "text"}),
        )),
        sample("vote", {"regions": Many[Regions]}, {"regions": Regions}, Voting, blocks=(
            Block("test/vote@v1", fields={
                "predictions_batches": Wires("regions", also=("predictions",), named=False),
                "required_votes": Setting("votes", required=True),
                "aggregation": Setting("how", words={"average": "mean", "max": "most"}),
            }, outputs={"predictions": "regions"}),
        )),
        sample("gate", {"data": SEVERAL[Value | None]}, {"passed": Boolean | None}, Literals,
               blocks=(
            Block("test/gate@v1", names=("Gate",), fields={
                "condition_statement": Setting("statement", required=True),
                "evaluation_parameters": Wires("data", literals="constants", required=False),
                "next_steps": NextSteps("passed", required=True),
            }),
        )),
        sample("switch", {"value": Value | None},
               {"case_0": Boolean | None, "case_1": Boolean | None, "otherwise": Boolean | None},
               Casing, blocks=(
            Block("test/switch@v1", fields={
                "value": Wire("value", literal="value"),
                "cases": CaseSteps("cases", ("case_0", "case_1")),
                "default_next_steps": NextSteps("otherwise"),
            }),
        )),
        sample("expression", {"data": SEVERAL[Value | None]}, {"output": Value}, Literals, blocks=(
            Block("test/expression@v1", fields={
                "data": Wires("data", literals="constants"), "target": Setting("target"),
            }, outputs={"output": "output"}),
        )),
        sample("first", {"data": SEVERAL[Value | None]}, {"output": Value}, blocks=(
            Block("roboflow_core/first_non_empty_or_default@v1", fields={
                "data": Wires("data", named=False),
            }, outputs={"output": "output"}),
        )),
        sample("size", {"image": Image}, {"width": Number}, blocks=(
            Block("test/size@v1", fields={"image": PICTURE}, outputs={"width": "width"}),
        )),
        sample("parser", {}, {"first": Value, "second": Value, "failed": Boolean},
               Expecting, blocks=(
            Block("test/parse@v1", fields={"expected": Setting("names", required=True)},
                  outputs={"failed": "failed"},
                  named=Named(lambda fields: fields.get("expected", ()), ("first", "second"))),
        )),
        sample("outline", {"regions": Regions}, {"regions": Regions}, blocks=(
            Block("test/outline@v1", fields={
                "predictions": Wire("regions", kinds=("instance_segmentation_prediction",)),
            }, outputs={"predictions": "regions"}),
        )),
        sample("lonely", {"image": Image}, {"image": Image}),
    )
}  # fmt: skip


def model(name: str) -> ModelRef | None:
    """Every model but one exists."""
    return None if name == "nobody/1" else ModelRef(id=name.replace("/", "-"))


def definition(steps, outputs=(), inputs=("image",), **more):
    """A definition: inputs by name are images, an output is `name: selector`."""
    return {
        "version": "1.0",
        "inputs": [{"type": "WorkflowImage", "name": one} if isinstance(one, str) else one
                   for one in inputs],
        "steps": list(steps),
        "outputs": [{"type": "JsonField", "name": name, "selector": selector}
                    for name, selector in dict(outputs).items()],
        **more,
    }  # fmt: skip


def detect(name="detect", image="$inputs.image", **more):
    """A detector's step."""
    return {"type": "Detector", "name": name, "image": image, "model_id": "plates/2", **more}


def read(document, **means):
    """What the definition becomes."""
    return read_definition(document, Means(BLOCKS, model, **means))


def troubles(document, **means):
    """What is wrong with it."""
    try:
        read(document, **means)
    except DefinitionError as error:
        return error.troubles
    return ()


def only(document, **means):
    """The one thing that is wrong with it."""
    found = troubles(document, **means)
    assert len(found) == 1, found
    return found[0]
