"""The certificate of the gRPC door: checked at the start, read anew when its files change."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import grpc

if TYPE_CHECKING:
    from pathlib import Path


class BadCertificateError(Exception):
    """Files that are no certificate and its key."""


@dataclass
class Certificate:
    """Two PEM files; a renewed pair serves new connections without a restart."""

    certificate: Path
    key: Path

    def __post_init__(self) -> None:
        self.check()
        self.seen = self._changed_at()

    def credentials(self) -> Any:
        """For `add_secure_port`."""
        return grpc.dynamic_ssl_server_credentials(self._pair(), self._renewed)

    def check(self) -> None:
        """Raises `BadCertificateError` that says what is wrong with which file."""
        for file in (self.certificate, self.key):
            if not file.is_file():
                message = f"gRPC cannot speak TLS: there is no file {file}."
                raise BadCertificateError(message)
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
                self.certificate, self.key, password=""
            )
        except (ssl.SSLError, OSError) as error:
            message = (
                f"gRPC cannot speak TLS with {self.certificate} and {self.key}: they must be a PEM "
                "certificate and the unencrypted key that belongs to it."
            )
            raise BadCertificateError(message) from error

    def _renewed(self) -> Any:
        """The pair when it changed and is whole; None keeps the one in use."""
        try:
            changed_at = self._changed_at()
            if changed_at == self.seen:
                return None
            self.check()
        except (OSError, BadCertificateError):
            return None
        self.seen = changed_at
        return self._pair()

    def _pair(self) -> Any:
        pair = (self.key.read_bytes(), self.certificate.read_bytes())
        return grpc.ssl_server_certificate_configuration([pair])

    def _changed_at(self) -> tuple[int, int]:
        return self.certificate.stat().st_mtime_ns, self.key.stat().st_mtime_ns
