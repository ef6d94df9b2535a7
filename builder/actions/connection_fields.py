"""What each kind of connection says beside its address: read, checked, as it is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from builder.mail import SECURITY
from builder.s3_requests import DEFAULT_REGION
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_WORD_CHARACTERS = 200
HEADER = re.compile(r"^[A-Za-z0-9-]{1,64}$")
SENDER = re.compile(r"^(?:[^<>\r\n\"]{0,100}<)?[^\s<>@\"]{1,64}@[^\s<>@\"]{1,190}>?$")
BUCKET = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$")
REGION = re.compile(r"^[A-Za-z0-9-]{1,40}$")
KEY_ID = re.compile(r"^[\x21-\x2b\x2d-\x2e\x30-\x7e]{3,128}$")
"""What does not end it in the header that it stands in: no comma, no slash."""


def http_options(body: Mapping[str, Any]) -> dict[str, str]:
    """Which header a web service takes the secret in."""
    header, scheme = body.get("header") or "Authorization", body.get("scheme")
    if not isinstance(header, str) or not HEADER.match(header):
        message = "The header's name is made of letters, digits and -."
        raise BadRequestError(message, field="header")
    if header.lower() in ("host", "content-length", "transfer-encoding", "connection"):
        raise BadRequestError(f"{header} is not for a secret.", field="header")
    default = "Bearer" if header.lower() == "authorization" else ""
    word = default if scheme is None else read_word(scheme, "scheme", 40, empty=True)
    return {"header": header, "scheme": word}


def mail_options(body: Mapping[str, Any]) -> dict[str, str]:
    """From whom mail comes, and how its server wants to be spoken to."""
    security = body.get("security") or "starttls"
    if security not in SECURITY:
        raise BadRequestError(f"security is one of {', '.join(SECURITY)}.", field="security")
    sender = read_word(body.get("sender"), "sender", MAX_WORD_CHARACTERS)
    if not SENDER.match(sender):
        message = "The sender is like alerts@example.com, or Weft <alerts@example.com>."
        raise BadRequestError(message, field="sender")
    user = read_word(body.get("user") or "", "user", MAX_WORD_CHARACTERS, empty=True)
    if user and security == "none":
        message = "A password only goes over an encrypted connection. Choose starttls or tls."
        raise BadRequestError(message, field="security")
    if user and not body.get("secret"):
        raise BadRequestError("Choose the secret that holds the user's password.", field="secret")
    return {"security": security, "sender": sender, "user": user}


def bucket_options(body: Mapping[str, Any]) -> dict[str, str]:
    """Which bucket, where it lies, and whose key; the key's secret is the connection's."""
    bucket = read_word(body.get("bucket"), "bucket", 63)
    if not BUCKET.match(bucket) or ".." in bucket:
        message = "A bucket's name has 3 to 63 letters, digits, dots, _ and -."
        raise BadRequestError(message, field="bucket")
    region = body.get("region") or DEFAULT_REGION
    if not isinstance(region, str) or not REGION.match(region):
        message = f"The region is like eu-central-1; {DEFAULT_REGION} where the store has none."
        raise BadRequestError(message, field="region")
    key_id = body.get("key_id")
    if not isinstance(key_id, str) or not KEY_ID.match(key_id):
        raise BadRequestError("Write the id of the access key.", field="key_id")
    if not body.get("secret"):
        message = "Choose the secret that belongs to the access key."
        raise BadRequestError(message, field="secret")
    return {"bucket": bucket, "region": region, "key_id": key_id}


def camera_options(body: Mapping[str, Any]) -> dict[str, str]:
    """As whom a camera is moved; the secret is that user's password."""
    user = read_word(body.get("user") or "", "user", 100, empty=True)
    if bool(user) != bool(body.get("secret")):
        message = "A camera takes a user and the secret that holds the password, or neither."
        raise BadRequestError(message, field="secret" if user else "user")
    return {"user": user}


def read_word(value: object, field: str, most: int, *, empty: bool = False) -> str:
    """A line of text. Raises a 400 that names the field."""
    text = value.strip() if isinstance(value, str) else ""
    if (not text and not empty) or len(text) > most or not text.isprintable():
        message = f"{field.capitalize()} is a line of 1 to {most} characters."
        raise BadRequestError(message, field=field)
    return text
