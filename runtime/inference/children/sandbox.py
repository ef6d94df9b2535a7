"""What a child gives up before it touches a file that a user brought.

Memory, processor time and the size of files by limits of the process; sockets, other programs and
other processes by a filter of system calls, where the system is Linux on a machine known here.
Elsewhere the limits hold and the filter is left out; `docs/security.md` says so.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import resource
import struct
import sys
import threading
import time
from pathlib import Path

MEMORY_EXIT_CODE = 86
WATCH_SECONDS = 0.2
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES
_X32 = 0x40000000
_UNIX = 1

_MACHINES = {
    "x86_64": (0xC000003E, {
        "socket": 41, "connect": 42, "bind": 49, "listen": 50, "execve": 59, "kill": 62,
        "ptrace": 101, "mount": 165, "unshare": 272, "process_vm_readv": 310,
        "process_vm_writev": 311, "bpf": 321, "execveat": 322, "io_uring_setup": 425,
        "pidfd_open": 434, "pidfd_getfd": 438,
    }),
    "aarch64": (0xC00000B7, {
        "socket": 198, "connect": 203, "bind": 200, "listen": 201, "execve": 221, "kill": 129,
        "ptrace": 117, "mount": 40, "unshare": 97, "process_vm_readv": 270,
        "process_vm_writev": 271, "bpf": 280, "execveat": 281, "io_uring_setup": 425,
        "pidfd_open": 434, "pidfd_getfd": 438,
    }),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


def refuse_calls(*, local_sockets: bool = False) -> bool:
    """Refuse sockets, programs and other processes from now on, in threads to come too.

    `local_sockets` leaves those of this machine, which a GPU's driver may need. Answers whether
    the system took the filter.
    """
    known = _MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    machine, calls = known
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _REFUSE)]
    for name, number in calls.items():
        if name == "socket" and local_sockets:
            steps += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, 16), (_EQUAL, 1, 0, _UNIX)]
            steps += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
        elif not (name == "connect" and local_sockets):
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    packed = b"".join(struct.pack("HBBI", *step) for step in steps)
    code = ctypes.create_string_buffer(packed, len(packed))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def limit_seconds(seconds: int) -> None:
    """Processor time of the whole process; past it the system ends it."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def limit_files(most_bytes: int) -> None:
    """How large a file may grow that the process writes; no core is left behind."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(more_bytes: int, *, reserves: bool = False) -> None:
    """Let the process take so much more than it has now, its libraries loaded.

    `reserves` says that it reserves far more than it uses, as a GPU's driver does; then, and where
    addresses cannot be counted, a thread watches what is really used.
    """
    held = _pages(0)
    if held is not None and not reserves:
        resource.setrlimit(resource.RLIMIT_AS, (held + more_bytes, held + more_bytes))
        return
    most = (_pages(1) or 0) + more_bytes
    threading.Thread(target=_watch, args=(most,), name="memory", daemon=True).start()


def _watch(most_bytes: int) -> None:
    while True:
        used = _pages(1)
        if used is None:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            used = peak if sys.platform == "darwin" else peak * 1024
        if used > most_bytes:
            os._exit(MEMORY_EXIT_CODE)
        time.sleep(WATCH_SECONDS)


def _pages(which: int) -> int | None:
    """Addresses (0) or memory (1) held now, in bytes; None where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        fields = Path("/proc/self/statm").read_text().split()
        return int(fields[which]) * resource.getpagesize()
    return None
