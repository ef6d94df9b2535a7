"""Signatures as AWS publishes them, and where a bucket lies."""

from __future__ import annotations

import datetime

import pytest

from builder import s3_requests
from builder.models import Connection
from runtime.contracts.outside import Call

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # of AWS's own examples
MOMENT = datetime.datetime(2013, 5, 24, tzinfo=datetime.UTC)


def row(address="https://s3.amazonaws.com", bucket="examplebucket"):
    options = {"bucket": bucket, "region": "us-east-1", "key_id": "AKIAIOSFODNN7EXAMPLE"}
    return Connection(name="b", kind="s3", address=address, options=options)


@pytest.mark.parametrize(
    ("query", "signature"),
    [
        (
            "/?max-keys=2&prefix=J",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
        ("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    ],
)
def test_the_examples_of_aws_are_signed_as_they_say(monkeypatch, query, signature):
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda: MOMENT)
    asked = s3_requests.signed_request(row(), SECRET, Call(query, method="GET"))
    assert asked.url == f"https://examplebucket.s3.amazonaws.com{query}"
    assert asked.headers["X-Amz-Date"] == "20130524T000000Z"
    assert asked.headers["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
        f"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={signature}"
    )


def test_a_body_is_signed_with_its_type():
    asked = s3_requests.signed_request(row(), SECRET, Call("/a", "PUT", {}, b"x", "text/csv"))
    assert asked.headers["Content-Type"] == "text/csv"
    assert "SignedHeaders=content-type;host;" in asked.headers["Authorization"]
    assert asked.headers["X-Amz-Content-SHA256"] == (
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    )


@pytest.mark.parametrize(
    ("address", "bucket", "url"),
    [
        ("https://s3.eu-central-1.amazonaws.com", "cars", "https://cars.s3.eu-central-1"),
        ("https://s3.eu-central-1.amazonaws.com", "a.b", "https://s3.eu-central-1"),
        ("http://127.0.0.1:9000", "cars", "http://127.0.0.1:9000/cars/"),
        ("https://amazonaws.com.example.org", "cars", "https://amazonaws.com.example.org/cars/"),
    ],
)
def test_a_bucket_has_a_host_at_aws_and_a_path_elsewhere(address, bucket, url):
    asked = s3_requests.signed_request(row(address, bucket), SECRET, Call("/x", "PUT"))
    assert asked.url.startswith(url)


def test_no_credentials_of_the_machine_are_looked_for(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "FROM-THE-MACHINE")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token-of-the-machine")
    asked = s3_requests.signed_request(row(), SECRET, Call("/x", "PUT"))
    assert "MACHINE" not in str(asked.headers)
    assert "token" not in str(asked.headers).lower()


def test_an_error_is_told_in_a_line():
    body = b"<Error><Code>AccessDenied</Code><Message>Access\n Denied</Message></Error>"
    assert s3_requests.s3_fault(body) == "AccessDenied: Access Denied"
    assert s3_requests.s3_fault(b"<html>") == ""
