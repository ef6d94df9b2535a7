"""`manage.py grpc` as a service of its own: how it starts, what stops it, and with which words."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing

import grpc
import pytest

from builder.api.v2.methods import METHODS, SERVICE
from tests.certificates import Authority
from tests.servers import ROOT, free_port

OPEN = METHODS["GetStatusCode"]
SECONDS = 60


@pytest.fixture
def start(tmp_path):
    """Starts the command; answers its process, whose output is read line by line."""
    started = []

    def run(port, **extra):
        environment = {
            **os.environ, "GRPC_PORT": str(port), "WEFT_DATA_DIR": str(tmp_path / "data"), **extra,
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "manage.py", "grpc"], cwd=ROOT, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def test_it_speaks_tls_with_the_files_of_the_environment_and_ends_when_asked(start, tmp_path):
    pair = Authority().write(tmp_path)
    port = free_port()
    process = start(port, WEFT_GRPC_CERTIFICATE=str(pair.certificate), WEFT_GRPC_KEY=str(pair.key))
    assert process.stdout.readline() == f"gRPC is ready on 127.0.0.1:{port}, with TLS\n"
    credentials = grpc.ssl_channel_credentials(pair.authority)
    with closing(grpc.secure_channel(f"localhost:{port}", credentials)) as channel:
        call = channel.unary_unary(
            f"/{SERVICE}/{OPEN.name}", OPEN.request.SerializeToString, OPEN.response.FromString
        )
        assert call(OPEN.request(status_code_id="10000"), timeout=SECONDS).status.code == 10000
    process.send_signal(signal.SIGTERM)
    assert process.wait(SECONDS) == 0
    assert process.stderr.read() == ""


def test_a_taken_port_is_told_in_one_sentence(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(taken.getsockname()[1])
        _, told = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert "Set GRPC_PORT to a free port." in told
    assert "Traceback" not in told
    assert len(told.splitlines()) == 1


def test_a_certificate_without_its_key_is_told_in_one_sentence(start, tmp_path):
    process = start(free_port(), WEFT_GRPC_CERTIFICATE=str(tmp_path / "grpc.crt"))
    _, told = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert "belong together; set both or neither." in told
    assert "Traceback" not in told
