"""The one place that fetches a URL for a user.

Http(s) only, public addresses only, bounded in time and size.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from django.conf import settings

from runtime.contracts.errors import (
    FetchError,
    TooLargeError,
    UrlNotAllowedError,
    UrlNotReachedError,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterable

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5, 20, 60
MAX_IN_MEMORY_BYTES = 8 * 1024 * 1024
SLOWEST_BYTES_A_SECOND = 1024 * 1024
"""A large file may take longer than `TOTAL_SECONDS`, as long as it comes at this rate."""
CHUNK_BYTES = 64 * 1024


def fetch(url: str, max_bytes: int) -> BinaryIO:
    """The body at `url`: in memory when it is small, else in a temporary file.

    Raises `FetchError` or `TooLargeError` with a sentence for the caller.
    """
    import requests
    from requests_hardened import Config, Manager

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        message = "The URL must be a plain http:// or https:// address."
        raise UrlNotAllowedError(message, url=url[:200])
    config = Config(
        default_timeout=(CONNECT_SECONDS, READ_SECONDS),
        never_redirect=False,
        ip_filter_enable=not settings.FETCH_PRIVATE_ADDRESSES,
        ip_filter_allow_loopback_ips=False,
        user_agent_override="Weft",
    )
    body = SpooledTemporaryFile(MAX_IN_MEMORY_BYTES)  # noqa: SIM115 - the caller reads on in it
    try:
        with Manager(config).send_request("GET", url, stream=True) as response:
            if response.status_code != 200:
                message = f"The URL answered {response.status_code}."
                raise FetchError(message, url=url[:200])
            _copy(response.iter_content(CHUNK_BYTES), body, url, max_bytes)
    except requests.RequestException as error:
        message = "The URL could not be fetched: it is unreachable, too slow, or not public."
        raise UrlNotReachedError(message, url=url[:200]) from error
    body.seek(0)
    return cast("BinaryIO", body)


def _copy(
    chunks: Iterable[bytes], body: SpooledTemporaryFile[bytes], url: str, max_bytes: int
) -> None:
    seconds = max(TOTAL_SECONDS, max_bytes // SLOWEST_BYTES_A_SECOND)
    ends_at = monotonic() + seconds
    length = 0
    for chunk in chunks:
        length += body.write(chunk)
        if monotonic() > ends_at:
            raise FetchError(f"The URL took longer than {seconds} s.", url=url[:200])
        if length > max_bytes:
            limit = max_bytes // (1024 * 1024)
            raise TooLargeError(f"The file at the URL is larger than {limit} MB.")


def name_of_url(url: str) -> str:
    """What to call the file at an address: the last part of its path, else its host."""
    parts = urlsplit(url)
    return unquote(parts.path.rstrip("/").rpartition("/")[2])[:200] or parts.hostname or "address"
