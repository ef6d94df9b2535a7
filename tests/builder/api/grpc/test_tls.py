"""The gRPC door over TLS, with a certificate of an authority that the client is told to trust."""

from __future__ import annotations

import os
import ssl

import grpc
import pytest
from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel

from builder.api.grpc.certificate import BadCertificateError, Certificate
from builder.api.grpc.server import start_server
from builder.api.v2.methods import METHODS, SERVICE
from tests.certificates import Authority
from tests.servers import free_port

OPEN = METHODS["GetStatusCode"]
SECONDS = 20


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def pair(authority, tmp_path):
    return authority.write(tmp_path)


@pytest.fixture
def port(pair):
    port = free_port()
    server = start_server("127.0.0.1", port, Certificate(pair.certificate, pair.key))
    yield port
    server.stop(None).wait(SECONDS)


def ask(channel):
    call = channel.unary_unary(
        f"/{SERVICE}/{OPEN.name}", OPEN.request.SerializeToString, OPEN.response.FromString
    )
    with channel:
        return call(OPEN.request(status_code_id="10000"), timeout=SECONDS).status.code


def trusting(port, authority):
    credentials = grpc.ssl_channel_credentials(authority)
    return grpc.secure_channel(f"localhost:{port}", credentials)


def test_a_client_that_trusts_the_authority_is_answered(port, pair):
    assert ask(trusting(port, pair.authority)) == 10000


def test_clarifais_own_client_is_answered(port, pair, tmp_path):
    trusted = tmp_path / "authority.pem"
    trusted.write_bytes(pair.authority)
    channel = ClarifaiChannel.get_grpc_channel(
        base=f"localhost:{port}", root_certificates_path=str(trusted)
    )
    assert ask(channel) == 10000


def test_a_client_that_trusts_another_authority_is_not(port, capfd):
    with pytest.raises(grpc.RpcError) as refused:
        ask(trusting(port, Authority().trust()))
    assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
    assert capfd.readouterr().err == ""


def test_plain_text_is_not_answered(port, capfd):
    with pytest.raises(grpc.RpcError):
        ask(grpc.insecure_channel(f"localhost:{port}"))
    assert capfd.readouterr().err == ""


def shown(port):
    return ssl.get_server_certificate(("127.0.0.1", port), timeout=SECONDS)


def test_a_renewed_certificate_serves_new_connections(port, pair, authority):
    before = shown(port)
    assert before == pair.certificate.read_text()
    authority.write(pair.key.parent)
    assert shown(port) == pair.certificate.read_text() != before
    assert ask(trusting(port, pair.authority)) == 10000


def test_half_a_renewal_keeps_the_certificate_in_use(port, pair, authority):
    before = shown(port)
    key = pair.key.read_bytes()
    authority.write(pair.key.parent)
    pair.key.write_bytes(key)
    assert shown(port) == before
    assert ask(trusting(port, pair.authority)) == 10000


def test_files_that_are_no_pair_are_refused_with_a_sentence(pair, authority, tmp_path):
    (tmp_path / "other").mkdir()
    other = authority.write(tmp_path / "other")
    with pytest.raises(BadCertificateError, match="the unencrypted key that belongs to it"):
        Certificate(pair.certificate, other.key)
    with pytest.raises(BadCertificateError, match=r"there is no file .*gone\.crt"):
        Certificate(tmp_path / "gone.crt", pair.key)
    os.truncate(pair.key, 10)
    with pytest.raises(BadCertificateError):
        Certificate(pair.certificate, pair.key)
