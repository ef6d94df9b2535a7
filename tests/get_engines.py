"""Brings the optional engines for the tests: `make browser` runs this.

Apertium translates; it is Debian's package. Where it cannot be installed the tests that need it
are skipped and say so: Weft runs without it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ("apertium", "apertium-eng-spa")


def _works(*words: str) -> bool:
    try:
        return subprocess.run(words, check=False, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _from_debian() -> bool:
    if not shutil.which("apt-get"):
        return False
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES)
    return _works(*root, "apt-get", "update", "-qq") and _works(
        *root, "env", "DEBIAN_FRONTEND=noninteractive", *install
    )


def main() -> None:
    if shutil.which("lt-proc") and shutil.which("apertium"):
        return
    sys.stdout.write("Installing the translator apertium for its tests (once)\n")
    sys.stdout.flush()
    if not _from_debian():
        sys.stdout.write("It could not be installed; the tests of translation will be skipped.\n")


if __name__ == "__main__":
    main()
