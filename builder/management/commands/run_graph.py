"""Run a graph file on one input, with no server and no database."""

from __future__ import annotations

import json
import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from runtime import api
from runtime.contracts.errors import WeftError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from runtime.contracts.graph import GraphSpec


class Command(BaseCommand):
    """`manage.py run_graph FILE --input PATH [--save FOLDER]`."""

    help = "Run a graph document on one file and print every node's outputs as JSON."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a graph document (JSON)")
        parser.add_argument(
            "--input", required=True, help="a picture, a video, a sound or a text file"
        )
        parser.add_argument("--save", help="a folder to write pictures, videos and sounds to")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the result; exit 1 when a node failed."""
        try:
            graph = parse_graph(_json(options["file"]))
            kinds = tuple(item.type for item in graph.inputs)
            path = Path(options["input"])
            with _opened(path) as file:
                result = api.run_here(graph, api.read_upload(file, path.name, kinds))
        except WeftError as error:
            lines = [error.message, *(p["message"] for p in error.data.get("problems", []))]
            raise CommandError("\n".join(dict.fromkeys(lines))) from error
        if options["save"]:
            _save(Path(options["save"]), result)
        self.stdout.write(json.dumps(_shown(graph, result), indent=2, ensure_ascii=False))
        if result.failures:
            node, failure = next(iter(result.failures.items()))
            raise CommandError(f"{node} failed: {failure['message']}")


def _json(name: str) -> Any:
    try:
        return json.loads(_bytes(Path(name)))
    except ValueError as error:
        raise CommandError(f"{name} is not JSON: {error}") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _save(folder: Path, result: api.LocalRun) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for digest, (data, media_type) in result.files.items():
        extension = mimetypes.guess_extension(media_type) or ".bin"
        (folder / f"{digest[:16]}{extension}").write_bytes(data)


def _shown(graph: GraphSpec, result: api.LocalRun) -> dict[str, Any]:
    nodes = []
    for node in graph.nodes:
        entry: dict[str, Any] = {"node": node.id, "operator": node.operator}
        if node.id in result.outputs:
            entry |= {
                "status": "succeeded",
                "ms": round(result.milliseconds[node.id], 2),
                "outputs": result.outputs[node.id],
            }
        elif node.id in result.failures:
            entry |= {"status": "failed", "error": result.failures[node.id]}
        else:
            entry |= {"status": "skipped", "because": result.skipped.get(node.id)}
        nodes.append(entry)
    return {"nodes": nodes}
