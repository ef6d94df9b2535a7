"""Hands a message to a mail server of a connection, under the same guard as HTTP."""

from __future__ import annotations

import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from typing import TYPE_CHECKING

from builder.guarded import UnreachableError, resolve

if TYPE_CHECKING:
    from builder.models import Connection
    from runtime.contracts.outside import Mail

MAIL_SECONDS = 30
SECURITY = ("starttls", "tls", "none")


def deliver(row: Connection, password: str, mail: Mail) -> None:
    """Send it. Raises `UnreachableError` with the end of a sentence."""
    message = _message(row.options.get("sender", ""), mail)
    with _opened(row, password) as server:
        try:
            refused = server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachableError(_reason(error)) from error
    if refused:
        raise UnreachableError(f"took the message, but not for {', '.join(refused)}")


def try_server(row: Connection, password: str) -> None:
    """Sign in and leave. Raises `UnreachableError`."""
    with _opened(row, password):
        pass


class _GuardedSmtp(smtplib.SMTP):
    """Connects to an address that was checked; the name is kept for the certificate."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection((resolve(host, port), port), timeout)


class _GuardedSmtpTls(smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((resolve(host, port), port), timeout)
        return self.context.wrap_socket(plain, server_hostname=host)


def _opened(row: Connection, password: str) -> smtplib.SMTP:
    host, _, port = row.address.rpartition(":")
    security = row.options.get("security", "starttls")
    safe = ssl.create_default_context()
    try:
        server: smtplib.SMTP
        if security == "tls":
            server = _GuardedSmtpTls(host, int(port), timeout=MAIL_SECONDS, context=safe)
        else:
            server = _GuardedSmtp(host, int(port), timeout=MAIL_SECONDS)
        try:
            if security == "starttls":
                server.starttls(context=safe)
            if row.options.get("user"):
                server.login(row.options["user"], password)
        except BaseException:
            server.close()
            raise
    except (smtplib.SMTPException, OSError) as error:
        raise UnreachableError(_reason(error)) from error
    return server


def _message(sender: str, mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = sender, ", ".join(mail.to)
    message["Subject"], message["Date"] = mail.subject, formatdate()
    host = sender.rpartition("@")[2].strip("> ") or "localhost"
    message["Message-ID"] = f"<{mail.message_id}@{host}>"
    message.set_content(mail.text)
    for name, media_type, data in mail.files:
        main, _, sub = media_type.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def _reason(error: Exception) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "refused the user or the secret"
        case smtplib.SMTPNotSupportedError():
            return "does not offer what the connection asks for (encryption or signing in)"
        case smtplib.SMTPRecipientsRefused():
            return f"takes no mail for {', '.join(error.recipients)}"
        case smtplib.SMTPSenderRefused():
            return "does not take mail from the connection's sender"
        case smtplib.SMTPResponseException():
            return f"answered {error.smtp_code}"
        case ssl.SSLError():
            return "has no certificate that is trusted for its name, or speaks no TLS there"
        case _:
            return "could not be reached, or broke the connection off"
