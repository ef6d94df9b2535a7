"""How a picture becomes a model's input: from the graph, its configuration, and the usual way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.inference.importing.answers import (
    NORMALISATION_TITLES,
    NORMALISATIONS,
    Question,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.inference.importing.evidence import Evidence, Guess
    from runtime.inference.importing.seen import Port

RESAMPLE = {0: "nearest", 1: "lanczos", 2: "bilinear", 3: "bicubic"}
MAX_SIDE = 4096


def of_port(port: Port) -> dict[str, Any]:
    """What the graph itself fixes: name, layout, type, batch and size."""
    last = port.fixed(3) in (1, 3) and port.fixed(1) not in (1, 3)
    height, width = (port.fixed(1), port.fixed(2)) if last else (port.fixed(2), port.fixed(3))
    found: dict[str, Any] = {"input": port.name}
    if last:
        found["layout"] = "nhwc"
    if port.dtype in ("float16", "uint8"):
        found["dtype"] = port.dtype
    if port.fixed(3 if last else 1) == 1:
        found["channels"] = "grey"
    if port.fixed(0):
        found["batch"] = port.fixed(0)
    if height and width:
        found |= {"width": width, "height": height}
    return found


def image_processor(evidence: Evidence) -> Mapping[str, Any]:
    """The configuration of pictures, wherever it stands."""
    told = evidence.document("preprocessor")
    inner = evidence.document("processor").get("image_processor")
    return told or (inner if isinstance(inner, dict) else {})


def configured_sides(documents: Mapping[str, Any]) -> tuple[int, ...]:
    """Sizes of pictures that the configuration names, for the first test run."""
    told = documents.get("preprocessor")
    told = told if isinstance(told, dict) else {}
    config = documents.get("config")
    config = config if isinstance(config, dict) else {}
    found = []
    for size in (told.get("crop_size"), told.get("size"), config.get("image_size")):
        wanted = size.values() if isinstance(size, dict) else [size]
        found += [side for side in wanted if isinstance(side, int) and 16 <= side <= MAX_SIDE]
    return tuple(dict.fromkeys(found))


def as_configured(evidence: Evidence, port: Port, usual: str) -> tuple[dict[str, Any], list[str]]:
    """The preprocessing that preprocessor_config.json tells, with its reasons.

    `usual` names the normalisation of models of this kind, for when nothing is told.
    """
    told = image_processor(evidence)
    made = of_port(port)
    if not told:
        return _usual(evidence, made, usual)
    made |= _laid_out(told, made)
    if made.get("dtype") != "uint8":
        made |= _numbers(told, usual)
    if told.get("do_flip_channel_order"):
        made["channels"] = "bgr"
    if told.get("resample") in RESAMPLE:
        made["resample"] = RESAMPLE[told["resample"]]
    return made, ["Resizing and normalisation are those of preprocessor_config.json."]


def _usual(
    evidence: Evidence, made: dict[str, Any], usual: str
) -> tuple[dict[str, Any], list[str]]:
    if "width" not in made:
        side = evidence.answers.size or evidence.graph.side or 224
        made |= {"width": side, "height": side}
    made |= {"resize": "stretch", **NORMALISATIONS[usual]}
    title = NORMALISATION_TITLES[usual].lower()
    return made, [f"Nothing tells how pictures are prepared; {title} is usual for such a model."]


def _laid_out(told: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """Resize and crop."""
    fixed = "width" in made
    if told.get("do_resize") is False and not fixed:
        return {"resize": "keep", **_stride(told)}
    size = told.get("size")
    if isinstance(size, int) and told.get("do_center_crop"):
        size = {"shortest_edge": size}
    if isinstance(size, dict) and isinstance(size.get("shortest_edge"), int):
        return _by_short_side(told, size, fixed=fixed)
    if told.get("do_pad") and isinstance(size, dict) and isinstance(size.get("longest_edge"), int):
        return {"resize": "letterbox_corner", "longest": size["longest_edge"], "pad": 0}
    pair, crop = _pair(size), _pair(told.get("crop_size"))
    if fixed or not pair:
        return {"resize": "stretch"} if fixed else {"resize": "keep", **_stride(told)}
    if told.get("do_center_crop") and crop:
        return {"resize": "cover", "short": min(pair), "crop": list(crop)}
    return {"resize": "stretch", "height": pair[0], "width": pair[1]}


def _by_short_side(
    told: Mapping[str, Any], size: Mapping[str, Any], *, fixed: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {"resize": "cover", "short": size["shortest_edge"]}
    crop = _pair(told.get("crop_size"))
    if told.get("do_center_crop") and crop:
        return {**found, "crop": list(crop)}
    if fixed:
        return {"resize": "stretch"}
    if isinstance(size.get("longest_edge"), int):
        found["longest"] = size["longest_edge"]
    return {**found, **_stride(told)}


def _stride(told: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("size_divisor", "size_divisibility", "pad_size"):
        if isinstance(told.get(name), int) and 1 < told[name] <= 512:
            return {"stride": told[name]}
    return {}


def _numbers(told: Mapping[str, Any], usual: str) -> dict[str, Any]:
    """Rescale, mean and spread."""
    found: dict[str, Any] = {}
    if told.get("do_rescale") is False:
        found["rescale"] = 1.0
    elif isinstance(told.get("rescale_factor"), int | float):
        found["rescale"] = float(told["rescale_factor"])
    if told.get("do_normalize") is False:
        return found
    mean = told.get("image_mean") or told.get("mean")
    std = told.get("image_std") or told.get("std")
    if _are_numbers(mean) and _are_numbers(std):
        return {**found, "mean": list(mean or ()), "std": list(std or ())}
    return {**found, **NORMALISATIONS[usual]} if told.get("do_normalize") else found


def _are_numbers(told: Any) -> bool:
    return (
        isinstance(told, list)
        and len(told) in (1, 3)
        and all(isinstance(item, int | float) for item in told)
    )


def _pair(told: Any) -> tuple[int, int] | None:
    """Height and width."""
    if isinstance(told, int):
        return told, told
    if isinstance(told, dict):
        height, width = told.get("height"), told.get("width")
        if isinstance(height, int) and isinstance(width, int):
            return height, width
    return None


def letterboxed(
    evidence: Evidence, port: Port, *, side: int | None = None, stride: int | None = None
) -> dict[str, Any]:
    """As detectors of the YOLO family are fed: in the middle of grey."""
    made = of_port(port)
    made |= {"resize": "letterbox", "pad": 114}
    if "width" not in made:
        made["longest"] = evidence.answers.size or side or evidence.graph.side or 640
        made["stride"] = stride or 32
    return made


def ask_normalisation(guess: Guess, default: str) -> None:
    """The question that a picture model without configuration leaves open."""
    choices = tuple((name, title) for name, title in NORMALISATION_TITLES.items())
    text = "How are the colours scaled before the model sees them?"
    guess.questions.append(Question("normalisation", text, default, choices))


def apply_answers(guess: Guess, evidence: Evidence) -> None:
    """What a person said of pictures stands above what was inferred."""
    answers, made = evidence.answers, guess.preprocess
    if answers.normalisation is not None:
        made.pop("mean", None)
        made.pop("std", None)
        made |= NORMALISATIONS[answers.normalisation]
    if answers.channels is not None:
        made["channels"] = answers.channels
    if answers.resize is not None:
        made["resize"] = answers.resize
    if answers.size is not None and evidence.graph.side is not None:
        if "longest" in made:
            made["longest"] = answers.size
        elif "width" in made:
            made |= {"width": answers.size, "height": answers.size}
