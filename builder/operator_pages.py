"""The reference of all operators as one Markdown text, made from the operators themselves."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from builder.operator_engines import engine_of
from runtime import api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runtime.contracts.catalogue import InputPort, Operator, OutputPort

HEAD = """# Operators

Made by `python manage.py operators --markdown > docs/operators.md` from the operators' own files;
edit those. Inside Weft the same pages stand under *Operators*, with a picture of the ports and
what an installation lacks.
"""


def operators_markdown() -> str:
    """Every operator by group: what it does, its ports, its parameters."""
    lines = [HEAD]
    ordered = sorted(api.operators().values(), key=lambda item: (item.meta.group, item.title))
    for group, members in groupby(ordered, key=lambda item: item.meta.group):
        lines += [f"\n## {group}\n"]
        for operator in members:
            lines += _page(operator)
    return "\n".join(lines).rstrip() + "\n"


def _page(operator: Operator) -> Iterator[str]:
    yield f"### {operator.title}\n"
    yield f"`{operator.id}` · {_signature(operator)} · {engine_of(operator)}\n"
    yield f"{operator.docs}\n"
    if operator.inputs or operator.outputs:
        yield "| port | kind | what it is |"
        yield "| --- | --- | --- |"
        yield from (_input_row(port) for port in operator.inputs.values())
        yield from (_output_row(port) for port in operator.outputs.values())
        yield ""
    schema = operator.params_type.model_json_schema()
    needed = schema.get("required", ())
    if schema.get("properties"):
        yield "| parameter | default | what it does |"
        yield "| --- | --- | --- |"
        for name, part in schema["properties"].items():
            default = "needed" if name in needed else _default(part)
            yield f"| `{name}` | {default} | {_cell(part.get('description', ''))} |"
        yield ""
    if operator.meta.known_as:
        yield f"Also found as {', '.join(f'`{alias}`' for alias in operator.meta.known_as)}.\n"


def _signature(operator: Operator) -> str:
    taken = [_kinds(port.kinds) for port in operator.inputs.values() if port.required]
    listed = dict.fromkeys(port.entry_of for port in operator.outputs.values() if port.entry_of)
    given = [_kinds(port.kinds) for port in operator.outputs.values() if not port.entry_of]
    given = [*(f"one for each of {name}" for name in listed), *given]
    return f"{' + '.join(taken) or 'nothing'} → {' + '.join(given) or 'nothing'}"


def _kinds(kinds: frozenset[str]) -> str:
    return "/".join(sorted(kinds))


def _input_row(port: InputPort) -> str:
    marks = [] if port.required else ["optional"]
    marks += ["gathers all"] if port.gathers else []
    marks += ["takes several wires"] if port.many else []
    return f"| in: `{port.name}` | {_kinds(port.kinds)} | {_cell(_noted(port.help, marks))} |"


def _output_row(port: OutputPort) -> str:
    marks = ["one for each region or frame"] if port.fans_out else []
    return f"| out: `{port.name}` | {_kinds(port.kinds)} | {_cell(_noted(port.help, marks))} |"


def _noted(text: str, marks: list[str]) -> str:
    return f"{text} ({', '.join(marks)})" if marks else text


def _default(part: dict[str, Any]) -> str:
    value = part.get("default")
    if value is None or value in ("", []):
        return "none"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"`{_cell(text)}`" if "`" not in text else _cell(text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
