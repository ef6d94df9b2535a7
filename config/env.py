"""Typed readers of the environment. Junk is refused loudly, with the variable's name.

Every variable that `settings.py` reads stands in `.env.example`; a test compares the two.
"""

from __future__ import annotations

import os
from pathlib import Path

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class BadSettingError(Exception):
    """A variable holds something that cannot be meant."""


def text(name: str, default: str) -> str:
    """A string; an empty variable counts as unset."""
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    """Yes or no."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise BadSettingError(f"{name} is {value!r}; write true or false.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """A whole number within bounds."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit() or not least <= int(value) <= most:
        raise BadSettingError(f"{name} is {value!r}; write a whole number from {least} to {most}.")
    return int(value)


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of a few words."""
    value = os.environ.get(name, "").strip() or default
    if value not in allowed:
        raise BadSettingError(f"{name} is {value!r}; write one of {', '.join(allowed)}.")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    """A folder, absolute."""
    value = os.environ.get(name)
    return (Path(value) if value else default).expanduser().resolve()


def secret(name: str, stored_in: Path | None) -> str:
    """A secret from the variable, from the file that `NAME_FILE` names.

    Or made once and kept in a file; empty without one to keep it in.

    There is no built-in default: two installations never share a secret.
    """
    value = os.environ.get(name)
    if value:
        return value
    named = os.environ.get(f"{name}_FILE")
    if named:
        try:
            return Path(named).read_text().strip()
        except OSError as error:
            raise BadSettingError(f"{name}_FILE names {named}, which cannot be read.") from error
    return _kept_secret(stored_in) if stored_in is not None else ""


def optional_secret(name: str) -> str:
    """A secret from the variable or from the file that `NAME_FILE` names; empty without either."""
    named = os.environ.get(f"{name}_FILE")
    if os.environ.get(name) or not named:
        return os.environ.get(name, "")
    try:
        return Path(named).read_text().strip()
    except OSError as error:
        raise BadSettingError(f"{name}_FILE names {named}, which cannot be read.") from error


def _kept_secret(path: Path) -> str:
    import secrets

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
