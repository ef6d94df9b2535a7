"""Add, change and delete an app's connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from builder.actions.connection_fields import (
    MAX_WORD_CHARACTERS,
    bucket_options,
    camera_options,
    http_options,
    mail_options,
    read_word,
)
from builder.actions.keep_secret import clean_id
from builder.guarded import is_trusted, looks_private
from builder.models import Connection
from builder.models.connection import KINDS
from runtime.contracts.errors import BadRequestError, ConflictError
from runtime.contracts.outside import MODEL_OFFERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.models import App, Secret
    from builder.permissions import Actor

MAX_CONNECTIONS = 50
MAX_ADDRESS_CHARACTERS = 500


def create_connection(actor: Actor, app: App, body: Mapping[str, Any]) -> Connection:
    """A new one. Raises a 400, or a 409 when the name is taken."""
    assert actor.may_reach(app), "queries only find what the actor reaches"
    name = clean_id(body.get("name"), "connection")
    kind = body.get("kind")
    if kind not in KINDS:
        raise BadRequestError(f"kind is one of {', '.join(KINDS)}.", field="kind")
    if app.connections.count() >= MAX_CONNECTIONS:
        message = f"An app has at most {MAX_CONNECTIONS} connections. Delete one first."
        raise ConflictError(message)
    row = Connection(app=app, name=name, kind=kind)
    _fill(row, app, body)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        message = f"There is a connection {name} already. Choose another name."
        raise ConflictError(message, field="name") from error
    return row


def change_connection(actor: Actor, row: Connection, body: Mapping[str, Any]) -> Connection:
    """Its address, secret, offers and models; name and kind stay, for graphs name it."""
    assert actor.may_reach(row.app), "queries only find what the actor reaches"
    _fill(row, row.app, body)
    row.save()
    return row


def delete_connection(actor: Actor, row: Connection) -> None:
    """Forget it; nodes that name it say so."""
    assert actor.may_reach(row.app), "queries only find what the actor reaches"
    row.delete()


def _fill(row: Connection, app: App, body: Mapping[str, Any]) -> None:
    row.secret = _secret(app, body.get("secret"))
    if row.kind == "smtp":
        row.address = _mail_address(body.get("address"))
        row.options = mail_options(body)
        return
    row.address = _web_address(body.get("address"))
    _refuse_bare_secret(row)
    if row.kind in ("s3", "onvif"):
        _refuse_path(row)
        row.options = bucket_options(body) if row.kind == "s3" else camera_options(body)
        return
    if row.kind == "http":
        row.options = http_options(body)
        return
    row.offers = _offers(body.get("offers"))
    row.default_models = _models(body.get("models") or {}, row.offers)


def _secret(app: App, name: object) -> Secret | None:
    if not name:
        return None
    found = app.secrets.filter(name=str(name)[:64]).first()
    if found is None:
        message = f"This app has no secret {str(name)[:64]}. Add it first."
        raise BadRequestError(message, field="secret")
    return found


def _web_address(value: object) -> str:
    text = read_word(value, "address", MAX_ADDRESS_CHARACTERS).rstrip("/")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadRequestError("The address cannot be read.", field="address") from error
    plain = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    if not plain or parts.query or parts.fragment or any(c.isspace() for c in text):
        message = "The address is like https://api.example.com/v1, without user, ? or #."
        raise BadRequestError(message, field="address")
    host = parts.hostname or ""
    _refuse_private(text, host, port)
    return text


def _mail_address(value: object) -> str:
    text = read_word(value, "address", MAX_ADDRESS_CHARACTERS)
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isdigit() and 0 < int(port[:6]) < 65536) or "/" in host:
        message = "The mail server's address is like smtp.example.com:587."
        raise BadRequestError(message, field="address")
    _refuse_private(f"smtp://{text}", host.strip("[]"), int(port))
    return text


def _refuse_private(url: str, host: str, port: int | None) -> None:
    """At once what a run would refuse; of a name it is only known when it is asked for."""
    if looks_private(host) and not is_trusted(url):
        allow = f"{host}:{port}" if port else host
        message = (
            f"{host} is a private address. Whoever runs this server can allow it with "
            f"WEFT_CONNECTION_HOSTS={allow}."
        )
        raise BadRequestError(message, field="address")


def _refuse_path(row: Connection) -> None:
    if urlsplit(row.address).path:
        message = "The address is a host alone, such as https://s3.example.com."
        raise BadRequestError(message, field="address")


def _refuse_bare_secret(row: Connection) -> None:
    if row.secret is not None and row.address.startswith("http:") and not is_trusted(row.address):
        message = "A secret only goes over https://. Write the address so."
        raise BadRequestError(message, field="address")


def _offers(value: object) -> list[str]:
    if not isinstance(value, list) or not value or not set(map(str, value)) <= set(MODEL_OFFERS):
        message = f"Choose what it offers: {', '.join(MODEL_OFFERS)}."
        raise BadRequestError(message, field="offers")
    return [offer for offer in MODEL_OFFERS if offer in value]


def _models(value: object, offers: list[str]) -> dict[str, str]:
    if not isinstance(value, dict):
        raise BadRequestError("models says a model's name for each offer.", field="models")
    named = {str(offer): model for offer, model in value.items() if model}
    if not set(named) <= set(MODEL_OFFERS):
        raise BadRequestError(f"models knows {', '.join(MODEL_OFFERS)}.", field="models")
    return {
        offer: read_word(model, "models", MAX_WORD_CHARACTERS)
        for offer, model in named.items()
        if offer in offers
    }
