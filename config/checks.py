"""System checks: what would fail later is said at start."""

from __future__ import annotations

import importlib.metadata
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's name

from builder.vault import why_no_key
from runtime import api
from runtime.registry import BrokenOperatorError


@register
def catalogue_loads(**_: Any) -> list[CheckMessage]:
    """Every operator module keeps the contract."""
    try:
        api.operators()
    except BrokenOperatorError as error:
        return [Error(str(error), id="weft.E001")]
    return []


@register
def one_onnxruntime(**_: Any) -> list[CheckMessage]:
    """Two distributions share one import folder; together they silently become the CPU build."""
    found = [name for name in ("onnxruntime", "onnxruntime-gpu") if _installed(name)]
    if len(found) == 2:
        hint = "Uninstall both, then reinstall the one for this machine."
        return [Error("onnxruntime and onnxruntime-gpu are both installed.", hint, id="weft.E002")]
    if not found:
        return [Error("onnxruntime is not installed.", "Run: make setup", id="weft.E003")]
    return []


@register
def model_files_are_here(**_: Any) -> list[CheckMessage]:
    """Say which shared models have no file on this machine."""
    return [
        Warning(f"The model {manifest.id} cannot run here: {reason}.", id="weft.W001")
        for manifest in api.shared_manifests()
        if (reason := api.why_model_unavailable(manifest.id))
    ]


@register
def secrets_can_be_kept(**_: Any) -> list[CheckMessage]:
    """In production the key comes from the environment; none is made up, and no weak one taken."""
    reason = why_no_key(settings.SECRETS_KEY)
    if reason is None:
        return []
    hint = "Make one with: openssl rand -hex 32. Keep it: without it kept secrets are lost."
    kind = Error if settings.SECRETS_KEY else Warning
    return [kind(f"{reason}.", hint, id="weft.E004" if settings.SECRETS_KEY else "weft.W002")]


def _installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
