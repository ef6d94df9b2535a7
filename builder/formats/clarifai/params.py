"""An operator's parameters, as Clarifai's `output_info` and as ours.

Their names and ours are both read; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from builder.formats.clarifai.concept_lists import concepts_to_ours, concepts_to_theirs
from builder.formats.clarifai.param_table import TABLE, Row, Sheet
from runtime.contracts.errors import BadRequestError
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from runtime.contracts.catalogue import Operator

MOST_PARAMS = 200
"""So many names are looked at; no operator has nearly as many."""
OUTPUT_CONFIG = {"max_concepts": "max_concepts", "min_value": "min_value", "language": "language"}


@dataclass(frozen=True)
class Ours:
    """Our parameters, and a sentence for each one of theirs that says nothing here."""

    params: dict[str, Any]
    ignored: dict[str, str] = field(default_factory=dict)


def to_ours(operator: Operator, output_info: Mapping[str, Any] | None) -> Ours:
    """Our parameters from `{"params", "data": {"concepts"}, "output_config"}`.

    Values are not judged here: `check_graph` names those out of bounds. Raises a 400 for more
    parameters than any operator has.
    """
    info = output_info or {}
    sheet = TABLE.get(operator.id, Sheet())
    found = Ours({})
    theirs = _mapping(info.get("params"))
    if len(theirs) > MOST_PARAMS:
        message = f"{operator.id} is given {len(theirs)} parameters; send at most {MOST_PARAMS}."
        raise BadRequestError(message, field="params")
    for name, value in theirs.items():
        _take(operator, sheet, name, value, found)
    if "max_distance" in theirs and operator.id.startswith("kalman-"):
        _overlap(operator, theirs, found)
    _output_config(operator, _mapping(info.get("output_config")), found)
    concepts = _mapping(info.get("data")).get("concepts")
    if concepts:
        _concepts(operator, sheet, concepts, found)
    return Ours(_typed(operator, found.params), found.ignored)


def to_theirs(
    operator: Operator, params: Mapping[str, Any], *, concepts: bool = True
) -> dict[str, Any]:
    """`output_info` from our parameters; without `concepts` all of it stands in `params`.

    YAML files have no place for concepts.
    """
    sheet = TABLE.get(operator.id, Sheet())
    left = dict(params)
    listed = concepts_to_theirs(sheet, left) if concepts else []
    theirs: dict[str, Any] = {}
    for row in sheet.rows:
        if row.read_only or row.ours[0] not in left or is_reference(left[row.ours[0]]):
            continue
        value = left.pop(row.ours[0])
        theirs[row.theirs] = value - row.plus if row.plus and _is_number(value) else value
    theirs |= left
    info: dict[str, Any] = {"params": theirs} if theirs else {}
    return info | ({"data": {"concepts": listed}} if listed else {})


def _take(operator: Operator, sheet: Sheet, name: str, value: Any, found: Ours) -> None:
    known = operator.params_type.model_fields
    row = next((row for row in sheet.rows if row.theirs == name), None)
    reason = sheet.unsupported.get(name)
    if reason is not None and (name not in known or isinstance(value, list)):
        found.ignored[name] = f"{name} has no effect here: {reason}."
    elif row is not None:
        taken = _value(row, value)
        if taken is not None:
            found.params.update(dict.fromkeys(row.ours, taken))
    elif name in known:
        found.params[name] = value
    elif not (name == "max_distance" and operator.id == "kalman-reid-tracker"):
        found.ignored[name] = _unknown(operator, sheet, name)


def _value(row: Row, value: Any) -> Any:
    if is_reference(value):
        return value
    if row.first and isinstance(value, list) and value:
        value = value[0]
    if row.words:
        word = f"{value:g}" if _is_number(value) else str(value).lower()
        return row.words.get(word, value)
    if _is_number(value):
        value += row.plus
        return value if row.least is None else max(value, row.least)
    return value


def _overlap(operator: Operator, theirs: Mapping[str, Any], found: Ours) -> None:
    """Their greatest distance of boxes is one minus our least overlap."""
    given = theirs["max_distance"]
    distance = given[0] if isinstance(given, list) and given else given
    by_overlap = found.params.get("distance_metric", "overlap") == "overlap"
    if not _is_number(distance):
        return
    if not by_overlap:
        found.params["max_distance"] = distance
    elif "association_confidence" not in found.params and isinstance(given, list):
        found.params.pop("max_distance", None)
        found.params["association_confidence"] = round(min(max(1 - distance, 0.01), 1), 6)
    elif "max_distance" not in operator.params_type.model_fields:
        found.params["association_confidence"] = round(min(max(1 - distance, 0.01), 1), 6)


def _output_config(operator: Operator, config: Mapping[str, Any], found: Ours) -> None:
    """What is chosen for one node as for one call: how many concepts, from which score, which."""
    known = operator.params_type.model_fields
    for theirs, ours in OUTPUT_CONFIG.items():
        if config.get(theirs) and ours in known:
            found.params[ours] = config[theirs]
    names = [
        item.get("name") or item.get("id")
        for item in config.get("select_concepts") or []
        if isinstance(item, Mapping)
    ]
    if any(names) and "classes" in known:
        found.params["classes"] = [name for name in names if name]


def _concepts(operator: Operator, sheet: Sheet, concepts: object, found: Ours) -> None:
    listed = [item for item in concepts if isinstance(item, Mapping)] if (
        isinstance(concepts, Sequence) and not isinstance(concepts, str)
    ) else []  # fmt: skip
    if sheet.concepts == "nothing":
        found.ignored["concepts"] = f"concepts have no effect here: {operator.id} takes none."
        return
    concepts_to_ours(sheet, listed, found.params)


def _unknown(operator: Operator, sheet: Sheet, name: str) -> str:
    names = [*operator.params_type.model_fields, *(row.theirs for row in sheet.rows)]
    names = list(dict.fromkeys(names))
    close = get_close_matches(name[:100], names, n=1, cutoff=0.6)
    hint = f" Did you mean {close[0]}?" if close else ""
    has = f"Its parameters are: {', '.join(names)}." if names else "It has no parameters."
    return f"{name[:100]} has no effect here: {operator.id} does not know it. {has}{hint}"


def _typed(operator: Operator, params: Mapping[str, Any]) -> dict[str, Any]:
    """Whole numbers as whole numbers: Clarifai's documents have one kind of number only."""
    schema = operator.params_type.model_json_schema().get("properties", {})
    whole = {name for name, told in schema.items() if "integer" in _types(told)}
    return {
        name: int(value)
        if name in whole and isinstance(value, float) and value.is_integer()
        else value
        for name, value in params.items()
    }


def _types(told: Mapping[str, Any]) -> list[str]:
    return [told.get("type", ""), *(one.get("type", "") for one in told.get("anyOf", []))]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
