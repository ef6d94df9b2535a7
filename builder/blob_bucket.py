"""Files in an S3 bucket, through django-storages; imported only when `WEFT_FILES` names a bucket.

Credentials are boto3's affair: `AWS_ACCESS_KEY_ID` and its secret, or the machine's role.
Each verb is one request, answered within seconds or given up as an `OSError`, as a folder would.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECT_SECONDS, READ_SECONDS, TRIES = 3, 10, 3
MAX_CONNECTIONS = 64
MAX_IN_MEMORY_BYTES = 8 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024


class BlobBucket(S3Storage):  # type: ignore[misc]  # django-storages ships no types
    """One bucket, or a prefix in it. Names are digests, so writing twice changes nothing."""

    def get_default_settings(self) -> dict[str, Any]:
        """What the environment cannot say; nothing here is public, nothing hangs."""
        return {**super().get_default_settings(), "file_overwrite": True, "default_acl": None}

    @cached_property
    def connection(self) -> Any:
        """One for all threads, as only its client is used, and clients are safe to share."""
        return self._create_session().resource(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=_config(own_endpoint=bool(self.endpoint_url)),
        )

    def exists(self, name: str) -> bool:
        """Whether the file is there."""
        try:
            with _as_os_errors(name):
                return bool(super().exists(name))
        except FileNotFoundError:
            return False

    def delete(self, name: str) -> None:
        """Remove it; one that is not there is no error."""
        with _as_os_errors(name):
            super().delete(name)

    def read_part(self, name: str, start: int, length: int) -> bytes:
        """Some of a file's bytes, by one request for that range."""
        with _as_os_errors(name):
            found = self._client.get_object(
                Bucket=self.bucket_name,
                Key=self._normalize_name(name),
                Range=f"bytes={start}-{start + length - 1}",
            )
            return bytes(found["Body"].read())

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """A copy: in memory when it is small, else in a temporary file."""
        copy = SpooledTemporaryFile(MAX_IN_MEMORY_BYTES)  # noqa: SIM115 - the caller closes it
        with _as_os_errors(name):
            found = self._client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
            shutil.copyfileobj(found["Body"], copy, CHUNK_BYTES)
        copy.seek(0)
        return File(copy, name)

    def _save(self, name: str, content: File[bytes]) -> str:
        with _as_os_errors(name):
            key = self._normalize_name(name)
            content.seek(0)
            self._client.put_object(Bucket=self.bucket_name, Key=key, Body=content.file)
        return name

    @property
    def _client(self) -> Any:
        return self.connection.meta.client


def _config(*, own_endpoint: bool) -> Config:
    """Limits on time. Stores that resemble S3 want the bucket in the path, and plain bodies."""
    return Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        max_pool_connections=MAX_CONNECTIONS,
        s3={"addressing_style": "path" if own_endpoint else "auto"},
        request_checksum_calculation="when_required" if own_endpoint else "when_supported",
        response_checksum_validation="when_required" if own_endpoint else "when_supported",
    )


@contextmanager
def _as_os_errors(name: str) -> Iterator[None]:
    """A missing file as `FileNotFoundError`, all else that goes wrong as another `OSError`."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in ("404", "NoSuchKey", "NotFound"):
            raise FileNotFoundError(name) from error
        message = f"the bucket refused with {code}"
        raise OSError(message) from error
    except BotoCoreError as error:
        message = f"the bucket does not answer: {error}"
        raise OSError(message) from error
