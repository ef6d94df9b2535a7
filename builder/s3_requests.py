"""Requests to an S3 bucket, as AWS and stores that resemble it take them: signed, version 4.

The signature is botocore's, which is pinned here for the server's own files anyway; the request
itself leaves through the guard that all connections have (`builder/guarded.py`). Its credentials
are the connection's and no others: nothing of the environment or the machine is looked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from builder.guarded import Outgoing
from builder.one_line import one_line

if TYPE_CHECKING:
    from builder.models import Connection
    from runtime.contracts.outside import Call

DEFAULT_REGION = "us-east-1"
_CODE = re.compile(r"<Code>([^<]{1,200})</Code>")
_MESSAGE = re.compile(r"<Message>([^<]{1,1000})</Message>")


def signed_request(row: Connection, secret: str, call: Call) -> Outgoing:
    """The call as a request for an object, or for the bucket when its path is empty."""
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    headers = dict(call.headers)
    if call.body:
        headers["Content-Type"] = call.media_type
    request = AWSRequest(call.method, address_of(row) + call.path, headers, call.body)
    keys = Credentials(row.options.get("key_id", ""), secret)
    S3SigV4Auth(keys, "s3", row.options.get("region") or DEFAULT_REGION).add_auth(request)
    return Outgoing(call.method, request.url, dict(request.headers.items()), call.body)


def address_of(row: Connection) -> str:
    """Of the bucket: a host of its own at AWS, a part of the path elsewhere."""
    parts = urlsplit(row.address)
    bucket = row.target
    if (parts.hostname or "").endswith(".amazonaws.com") and "." not in bucket:
        return f"{parts.scheme}://{bucket}.{parts.netloc}"
    return f"{parts.scheme}://{parts.netloc}/{quote(bucket)}"


def s3_fault(body: bytes) -> str:
    """What an error says: its code and its sentence, in one short line."""
    text = body.decode("utf-8", "replace")
    found = [match[1] for match in (_CODE.search(text), _MESSAGE.search(text)) if match]
    return one_line(": ".join(found))
