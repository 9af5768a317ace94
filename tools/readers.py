"""Install what reads back what `kam` writes, where this machine allows it; say what is missing.

Chromium opens the pages, LibreOffice the workbooks, axe-core judges the pages, age opens backups.
They come from Debian's packages and the npm registry; a test whose reader is missing says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
AXE = ROOT / "build/axe"
_PATIENCE_SECONDS = 600
# The program, or the file, by which a package is known to be there.
PACKAGES = {
    "chromium": "chromium",
    "soffice": "libreoffice-calc",
    "pdftoppm": "poppler-utils",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
    "age": "age",
    "valgrind": "valgrind",
}


def main() -> None:
    """Install what is missing and can be installed; nothing fails for want of a reader."""
    wanted = [package for sign, package in PACKAGES.items() if not _there(sign)]
    if wanted and os.geteuid() == 0 and _there("apt-get"):
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-qq", "-y", "--no-install-recommends", *wanted)
    if not (AXE / "node_modules").exists() and _there("npm"):
        _run("npm", "install", "--silent", "--prefix", str(AXE), "--no-save", "axe-core@4.11")
    missing = [package for sign, package in PACKAGES.items() if not _there(sign)]
    if not (AXE / "node_modules").exists():
        missing.append("axe-core")
    print("readers missing:", ", ".join(missing) or "none")


def _there(sign: str) -> bool:
    return Path(sign).exists() if sign.startswith("/") else shutil.which(sign) is not None


def _run(*words: str) -> None:
    """Run an installer; what it cannot do shows in what is missing afterwards."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            words, check=False, env=quiet, timeout=_PATIENCE_SECONDS, stdout=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        print("gave up on:", *words)


if __name__ == "__main__":
    main()
