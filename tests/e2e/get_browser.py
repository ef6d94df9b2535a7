"""Makes sure that a Chromium is here for the browser tests: `make browser` runs this.

One that is there already is used: that of WEFT_TEST_BROWSER, or the first on PATH. Otherwise
Debian's package is installed, and where that cannot be, Playwright's own build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-dejavu-core")
NONE_FOUND = (
    "The browser tests need Chromium, and it could not be installed here. Install chromium or "
    "google-chrome so that it is on PATH, or set WEFT_TEST_BROWSER to the program's path."
)


def find_browser() -> str | None:
    """The path of a Chromium; None when there is none."""
    chosen = os.environ.get("WEFT_TEST_BROWSER")
    if chosen:
        return shutil.which(chosen)
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _works(*words: str, **environment: str) -> bool:
    try:
        done = subprocess.run(words, check=False, env={**os.environ, **environment})
    except OSError:
        return False
    return done.returncode == 0


def _from_debian() -> bool:
    if not shutil.which("apt-get"):
        return False
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES)
    return _works(*root, "apt-get", "update", "-qq") and _works(
        *root, "env", "DEBIAN_FRONTEND=noninteractive", *install
    )


def _from_playwright() -> bool:
    return _works(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> None:
    if find_browser():
        return
    if os.environ.get("WEFT_TEST_BROWSER"):
        sys.exit(f"WEFT_TEST_BROWSER names {os.environ['WEFT_TEST_BROWSER']}, which is no program.")
    sys.stdout.write("Installing Chromium for the browser tests (once)\n")
    sys.stdout.flush()
    for install in (_from_debian, _from_playwright):
        if install() and find_browser():
            return
    sys.exit(NONE_FOUND)


if __name__ == "__main__":
    main()
