"""How a log line looks: one line of text, or one JSON object, with the run that it is about."""

from __future__ import annotations

import datetime as dt
import json
import logging

from runtime.contracts import log_context

NAMES = ("request_id", "run", "node")


class AddContext(logging.Filter):
    """Gives every record the request, run and node it is about; `extra` overrules the context."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add what the record does not bring itself; let all pass."""
        context = log_context.current()
        for name in NAMES:
            if not hasattr(record, name):
                setattr(record, name, getattr(context, name))
        return True


class LineFormatter(logging.Formatter):
    """Time, level, logger and message; then the run and the node, where they are known."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line, before any traceback."""
        names = {name: getattr(record, name, "") for name in ("run", "node")}
        about = [f"{name}={value}" for name, value in names.items() if value]
        return " ".join([super().formatMessage(record), *about])


class JsonFormatter(logging.Formatter):
    """One object a line, for machines; a traceback is one string in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Every key is always there, so that nobody has to ask for it; unknown ones are null."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line = {
            "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **{name: getattr(record, name, "") or None for name in NAMES},
            "exception": self._exception(record),
        }
        return json.dumps(line, ensure_ascii=False)

    def _exception(self, record: logging.LogRecord) -> str | None:
        if record.exc_info and record.exc_info[0] is not None:
            return self.formatException(record.exc_info)
        return None
