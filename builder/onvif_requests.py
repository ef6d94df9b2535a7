"""Requests to an ONVIF camera: SOAP with the name and a digest of the password.

The digest is that of WS-Security's UsernameToken: it holds for one request and some seconds, and
the password itself never leaves.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, unescape

from builder.guarded import Outgoing
from builder.one_line import one_line

if TYPE_CHECKING:
    from builder.models import Connection
    from runtime.contracts.outside import Call

SOAP = "http://www.w3.org/2003/05/soap-envelope"
_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
EXTENSION = f"{_OASIS}-wssecurity-secext-1.0.xsd"
UTILITY = f"{_OASIS}-wssecurity-utility-1.0.xsd"
DIGEST = f"{_OASIS}-username-token-profile-1.0#PasswordDigest"
ENCODING = f"{_OASIS}-soap-message-security-1.0#Base64Binary"
SOAP_TYPE = "application/soap+xml; charset=utf-8"
NONCE_BYTES = 16
_REASON = re.compile(r"<(?:\w+:)?Text\b[^>]*>([^<]{1,1000})<")
_SAID = {
    name: re.compile(rf"<(?:\w+:)?{name}>([^<]{{1,100}})<") for name in ("Manufacturer", "Model")
}
ASK_WHO = b'<GetDeviceInformation xmlns="http://www.onvif.org/ver10/device/wsdl"/>'
DEVICE_PATH = "/onvif/device_service"


def enveloped(row: Connection, password: str, call: Call) -> Outgoing:
    """The call's body in an envelope that says who asks."""
    user = row.options.get("user", "")
    head = _head(user, password, call.signed_at) if user else ""
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{SOAP}">'
        f"{head}<s:Body>{call.body.decode()}</s:Body></s:Envelope>"
    )
    headers = {**call.headers, "Content-Type": call.media_type}
    return Outgoing(call.method, row.address.rstrip("/") + call.path, headers, body.encode())


def digest_of(nonce: bytes, created: str, password: str) -> str:
    """As the other side works it out again."""
    mixed = nonce + created.encode() + password.encode()
    return base64.b64encode(hashlib.sha1(mixed).digest()).decode()  # noqa: S324 - the standard's


def _head(user: str, password: str, at: float | None) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    when = datetime.now(UTC) if at is None else datetime.fromtimestamp(at, UTC)
    created = when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"
    return (
        f'<s:Header><Security s:mustUnderstand="1" xmlns="{EXTENSION}"><UsernameToken>'
        f"<Username>{escape(user)}</Username>"
        f'<Password Type="{DIGEST}">{digest_of(nonce, created, password)}</Password>'
        f'<Nonce EncodingType="{ENCODING}">{base64.b64encode(nonce).decode()}</Nonce>'
        f'<Created xmlns="{UTILITY}">{created}</Created>'
        "</UsernameToken></Security></s:Header>"
    )


def onvif_fault(body: bytes) -> str:
    """What an error says for people, in one short line."""
    found = _REASON.search(body.decode("utf-8", "replace"))
    return one_line(unescape(found[1])) if found else ""


def maker_and_model(body: bytes) -> str:
    """Who made the camera and which one it is, as it says."""
    text = body.decode("utf-8", "replace")
    found = (
        re.search(rf"<(?:\w+:)?{name}>([^<]{{1,100}})<", text) for name in ("Manufacturer", "Model")
    )
    return one_line(" ".join(unescape(one[1]) for one in found if one))
