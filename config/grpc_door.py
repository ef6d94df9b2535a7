"""Starts the gRPC door with this installation's settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import CommandError

from builder.api.grpc.certificate import BadCertificateError, Certificate
from builder.api.grpc.server import PortTakenError, start_server

if TYPE_CHECKING:
    import grpc

STOP_SECONDS = 5
"""What calls under way are given when the process ends."""


def start_door(host: str) -> grpc.Server:
    """Listen on GRPC_PORT. Raises `CommandError` when that cannot be."""
    try:
        certificate = _certificate()
        return start_server(
            host,
            settings.GRPC_PORT,
            certificate,
            settings.GRPC_THREADS,
            settings.GRPC_RECEIVE_SECONDS,
        )
    except (PortTakenError, BadCertificateError, OSError) as error:
        raise CommandError(str(error)) from error


def _certificate() -> Certificate | None:
    if bool(settings.GRPC_CERTIFICATE) != bool(settings.GRPC_KEY):
        message = "WEFT_GRPC_CERTIFICATE and WEFT_GRPC_KEY belong together; set both or neither."
        raise CommandError(message)
    if not settings.GRPC_CERTIFICATE:
        return None
    return Certificate(Path(settings.GRPC_CERTIFICATE), Path(settings.GRPC_KEY))
