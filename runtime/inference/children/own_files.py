"""Let a child see the files it needs and no others, where the system is Linux with Landlock.

Code, libraries and devices stay readable, a working folder writable; the database, the secret key,
other tenants' files and other processes' environments are out of reach.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_ALL_OF_FIRST_VERSION = (1 << 13) - 1
_TRUNCATE, _TRUNCATE_SINCE = 1 << 14, 3
_MAKE_FILES, _REMOVE_FILES, _MAKE_FOLDERS = 1 << 8, 1 << 5, 1 << 7
_SET_NO_NEW_PRIVILEGES = 38

READ = _READ_FILE | _READ_DIR | _EXECUTE
WORK = READ | _WRITE_FILE | _MAKE_FILES | _REMOVE_FILES | _MAKE_FOLDERS
SYSTEM = (
    "/usr", "/lib", "/lib64", "/sys", "/etc/ld.so.cache", "/proc/self", "/proc/cpuinfo",
    "/proc/meminfo", "/proc/sys", "/proc/driver", "/proc/stat", "/proc/devices",
)  # fmt: skip
DEVICES = "/dev"


def see_only(
    readable: Iterable[Path], workplace: Path | None = None, *, devices: bool = False
) -> bool:
    """Refuse every file from now on but code, system libraries and these.

    `devices` leaves those of a GPU. Answers whether the system took the rule.
    """
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(_ASK_VERSION))
    if version < 1:
        return False
    handled = _ALL_OF_FIRST_VERSION | (_TRUNCATE if version >= _TRUNCATE_SINCE else 0)
    asked = struct.pack("Q", handled)
    rules = library.syscall(_CREATE, asked, ctypes.c_size_t(len(asked)), ctypes.c_uint(0))
    if rules < 0:
        return False
    try:
        for path in (*map(Path, SYSTEM), *_code(), *readable):
            _allow(library, rules, path, READ & handled)
        if workplace is not None:
            _allow(library, rules, workplace, (WORK | _TRUNCATE) & handled)
        _allow(library, rules, Path(DEVICES), READ | (_WRITE_FILE if devices else 0))
        if library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(library.syscall(_RESTRICT, ctypes.c_int(rules), ctypes.c_uint(0)) == 0)
    finally:
        os.close(rules)


def _code() -> list[Path]:
    """The interpreter, its packages, libraries it is told of, and this program."""
    here = Path(__file__).resolve().parents[2]
    libraries = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    told = [Path(name) for name in libraries if name]
    return [Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix), here, *told]


def _allow(library: ctypes.CDLL, rules: int, path: Path, access: int) -> None:
    """Add a file or folder; one that is not there is passed over."""
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            access &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
        rule = struct.pack("=Qi", access, fd)
        library.syscall(_ADD, ctypes.c_int(rules), _BENEATH, rule, ctypes.c_uint(0))
    finally:
        os.close(fd)
