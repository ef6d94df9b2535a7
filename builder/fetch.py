"""The one place that fetches a URL for a user.

Http(s) only, public addresses only, bounded in time and size.
"""

from __future__ import annotations

from time import monotonic
from urllib.parse import unquote, urlsplit

from django.conf import settings

from runtime.contracts.errors import FetchError, TooLargeError

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5, 20, 60
CHUNK_BYTES = 64 * 1024


def fetch(url: str, max_bytes: int) -> bytes:
    """The body at `url`. Raises `FetchError` or `TooLargeError` with a sentence for the caller."""
    import requests
    from requests_hardened import Config, Manager

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise FetchError("The URL must be a plain http:// or https:// address.", url=url[:200])
    config = Config(
        default_timeout=(CONNECT_SECONDS, READ_SECONDS),
        never_redirect=False,
        ip_filter_enable=not settings.FETCH_PRIVATE_ADDRESSES,
        ip_filter_allow_loopback_ips=False,
        user_agent_override="Weft",
    )
    try:
        with Manager(config).send_request("GET", url, stream=True) as response:
            if response.status_code != 200:
                message = f"The URL answered {response.status_code}."
                raise FetchError(message, url=url[:200])
            body = bytearray()
            ends_at = monotonic() + TOTAL_SECONDS
            for chunk in response.iter_content(CHUNK_BYTES):
                body += chunk
                if monotonic() > ends_at:
                    message = f"The URL took longer than {TOTAL_SECONDS} s."
                    raise FetchError(message, url=url[:200])
                if len(body) > max_bytes:
                    limit = max_bytes // (1024 * 1024)
                    raise TooLargeError(f"The file at the URL is larger than {limit} MB.")
            return bytes(body)
    except requests.RequestException as error:
        message = "The URL could not be fetched: it is unreachable, too slow, or not public."
        raise FetchError(message, url=url[:200]) from error


def name_of_url(url: str) -> str:
    """What to call the file at an address: the last part of its path, else its host."""
    parts = urlsplit(url)
    return unquote(parts.path.rstrip("/").rpartition("/")[2])[:200] or parts.hostname or "address"
