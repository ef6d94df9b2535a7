"""A real S3 server in a process of its own: moto, on a free port."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import psutil
import requests

from tests.servers import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME, PREFIX = "weft-files", "tests"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
START_SECONDS = 30


@dataclass
class Bucket:
    """A bucket, and the server that holds it."""

    endpoint: str
    process: psutil.Popen
    key: tuple[str, str] = ("test", "test")

    @property
    def environment(self) -> dict[str, str]:
        """What makes Weft keep its files here."""
        return {
            "WEFT_FILES": f"s3://{NAME}/{PREFIX}",
            "WEFT_S3_ENDPOINT": self.endpoint,
            "WEFT_S3_REGION": "us-east-1",
            **KEYS,
        }

    def names(self) -> set[str]:
        """What lies in it."""
        listed = self.client().list_objects_v2(Bucket=NAME).get("Contents", ())
        return {item["Key"] for item in listed}

    def read(self, name: str) -> tuple[bytes, str]:
        """An object, and its media type."""
        found = self.client().get_object(Bucket=NAME, Key=name)
        return found["Body"].read(), found["ContentType"]

    def client(self, service: str = "s3") -> Any:
        return boto3.client(
            service, endpoint_url=self.endpoint, region_name="us-east-1",
            aws_access_key_id=self.key[0], aws_secret_access_key=self.key[1],
        )  # fmt: skip


@contextmanager
def locked_bucket() -> Iterator[tuple[Bucket, str, str]]:
    """An empty bucket whose server checks signatures, and the key of one who may only write to it.

    The bucket's own client has another key, which may do everything.
    """
    with running_bucket() as bucket:
        allow = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{NAME}/*"}
        writer = _new_key(bucket, "writer", allow)
        mine = _new_key(bucket, "all", {"Effect": "Allow", "Action": "*", "Resource": "*"})
        bucket.key = mine
        locked = requests.post(f"{bucket.endpoint}/moto-api/reset-auth", data="0", timeout=5)
        assert locked.status_code == 200
        yield bucket, *writer


def _new_key(bucket: Bucket, user: str, allow: dict[str, str]) -> tuple[str, str]:
    people = bucket.client("iam")
    people.create_user(UserName=user)
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    people.put_user_policy(UserName=user, PolicyName="only", PolicyDocument=policy)
    made = people.create_access_key(UserName=user)["AccessKey"]
    return made["AccessKeyId"], made["SecretAccessKey"]


@contextmanager
def running_bucket() -> Iterator[Bucket]:
    """An empty bucket until the block ends."""
    port = free_port()
    words = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port))
    process = psutil.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    bucket = Bucket(f"http://127.0.0.1:{port}", process)
    try:
        _wait_until_it_answers(bucket)
        bucket.client().create_bucket(Bucket=NAME)
        yield bucket
    finally:
        if process.poll() is None:
            process.resume()  # a test may have frozen it
            process.terminate()
            process.wait(10)


def _wait_until_it_answers(bucket: Bucket) -> None:
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at:
        assert bucket.process.poll() is None, "the S3 server stopped"
        try:
            requests.get(bucket.endpoint, timeout=2)
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the S3 server does not answer")
