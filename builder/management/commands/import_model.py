"""Import a model from a file, a folder or a hub."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from builder import hub, queries
from builder.actions.import_model import confirm_model, inspect_model
from builder.actions.stage_model import staged_path, working_folder
from builder.permissions import Actor
from runtime.contracts.errors import WeftError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.actions.import_model import KeptProposal
    from builder.models import App
    from runtime.api import ModelProposal

MEGABYTE = 1024 * 1024
YES = ("y", "yes")


class Command(BaseCommand):
    """`manage.py import_model PATH|hf:owner/name[@rev] --app user/app`."""

    help = "Import an ONNX model into an app: look at it, say what was inferred, ask, store it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("model", help="a file, a folder, or hf:owner/name[@revision]")
        parser.add_argument("--app", required=True, metavar="USER/APP")
        parser.add_argument("--id", help="the model's id; made of its name unless told")
        parser.add_argument("--title", help="what people see")
        parser.add_argument("--task", help="the task, where several would fit")
        parser.add_argument("--labels", help="a file with one label a line")
        parser.add_argument("--variant", help="the precision, such as quantized")
        parser.add_argument("--licence", help="under which terms the model may be used")
        parser.add_argument("--version-of", help="the id of a model that gets a new version")
        parser.add_argument("--yes", action="store_true", help="take every default, ask nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(options)
        except WeftError as error:
            raise CommandError(error.message) from error

    def _import(self, options: dict[str, Any]) -> None:
        actor, app = _app(options["app"])
        earlier = queries.model(app, options["version_of"]) if options["version_of"] else None
        answers = _answers(options)
        with self._staged(options) as (folder, about):
            kept = inspect_model(actor, app, folder, variant=options["variant"], **about)
        found = self._told(kept, answers)
        if not options["yes"]:
            self._ask(found, answers)
            found = kept.judged(answers)
            self._agree(f"Store {found.card.title} in {options['app']}?")
        version = confirm_model(actor, app, kept, answers, earlier)
        name = f"{options['app']}/{version.model.key}"
        self.stdout.write(f"Stored {name}, version {version.number} ({version.pk}).")

    @contextmanager
    def _staged(self, options: dict[str, Any]) -> Iterator[tuple[Path, dict[str, str]]]:
        name = options["model"]
        if not name.startswith(hub.PREFIX):
            path = Path(name)
            with staged_path(path) as folder:
                yield folder, {"name": path.resolve().name}
            return
        model = hub.look_up(name, options["variant"])
        self.stdout.write(f"{model.repo} at {model.commit[:12]}:")
        for file, size in model.files.items():
            self.stdout.write(f"  {file}  {size / MEGABYTE:.1f} MB")
        if not options["yes"]:
            self._agree(f"Fetch {model.bytes / MEGABYTE:.1f} MB?")
        with working_folder() as fetched:
            hub.fetch(model, fetched)
            with staged_path(fetched) as folder:
                about = {"name": model.repo, "source": model.source, "licence": model.licence}
                yield folder, about

    def _told(self, kept: KeptProposal, answers: dict[str, Any]) -> ModelProposal:
        found = kept.judged(answers)
        card = found.card
        self.stdout.write(f"{card.title}: {card.task}, {(card.bytes or 0) / MEGABYTE:.1f} MB")
        for reason in found.reasons:
            self.stdout.write(f"  {reason}")
        if card.labels:
            shown = ", ".join(card.labels[:8])
            more = f" and {len(card.labels) - 8} more" if len(card.labels) > 8 else ""
            self.stdout.write(f"  Labels: {shown}{more}")
        self.stdout.write(f"  Licence: {card.licence}")
        return found

    def _ask(self, found: ModelProposal, answers: dict[str, Any]) -> None:
        for question in found.open_questions(set(answers)):
            if question.kind == "lines":
                self.stdout.write(f"{question.text} Give them with --labels; numbers for now.")
                continue
            self.stdout.write(question.text)
            for value, title in question.choices:
                self.stdout.write(f"  {value}: {title}")
            said = self._line(f"[{question.default}] ")
            if said:
                answers[question.field] = int(said) if said.isdigit() else said

    def _agree(self, question: str) -> None:
        if self._line(f"{question} [y/N] ").lower() not in YES:
            raise CommandError("Nothing was stored.")

    def _line(self, prompt: str) -> str:
        self.stdout.write(prompt, ending="")
        self.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise CommandError("Nobody answers here. Add --yes to take every default.")
        return line.strip()


def _app(named: str) -> tuple[Actor, App]:
    user, slash, key = named.partition("/")
    owner = User.objects.filter(username=user).first()
    if owner is None or not slash:
        raise CommandError(f"--app is {named!r}; write user/app of an app that exists.")
    actor = Actor(owner)
    return actor, queries.app(actor, user, key)


def _answers(options: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "title", "task", "licence")
    answers = {name: options[name] for name in names if options[name]}
    if options["labels"]:
        try:
            lines = Path(options["labels"]).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"--labels: {options['labels']} cannot be read.") from error
        answers["labels"] = [line.strip() for line in lines if line.strip()]
    return answers
