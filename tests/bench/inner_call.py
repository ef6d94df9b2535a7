"""Serves as `manage.py serve` does, and calls a method without any door for each line it is sent.

In one process, so that the bare call and the two doors share worker, database and memory: what a
door adds is what the same call takes longer through it.
"""

from __future__ import annotations

import os
import socket
import threading
from time import perf_counter

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    listening = socket.create_server(("127.0.0.1", int(os.environ["BENCH_PORT"])))
    threading.Thread(target=_answer_lines, args=[listening], daemon=True).start()
    call_command("serve", prepare=True)


def _answer_lines(listening: socket.socket) -> None:
    from builder.api.v2 import answering
    from builder.api.v2.authentication import caller_of
    from builder.api.v2.call import Call
    from builder.api.v2.messages import read_message
    from builder.api.v2.statuses import SUCCESS
    from tests.bench.doors import METHOD, body_of

    line, _ = listening.accept()
    with line, line.makefile("rw") as lines:
        for told in lines:
            workflow, token, text = told.split(maxsplit=2)
            headers = {"authorization": f"Key {token}"}
            begun = perf_counter()
            request = read_message(METHOD.request, body_of(workflow, text.strip()), {})
            reply = answering.answer(METHOD, Call(caller_of(METHOD, headers), request, headers))
            ms = (perf_counter() - begun) * 1000
            assert reply.body["status"]["code"] == SUCCESS, reply.body
            lines.write(f"{ms}\n")
            lines.flush()


if __name__ == "__main__":
    main()
