"""Draw the pictures of the documents: the Friday page and workbook of the example ledger.

Chromium, LibreOffice and poppler's pdftoppm draw them; the pictures lie in `docs/pictures/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from chromium import Chromium, chromium, find_chromium  # noqa: E402 -- where the tests keep it

PICTURES = ROOT / "docs/pictures"
TODAY = "2026-11-20"
# A picture is read with the text around it, and is carried in every copy of the repository.
LARGEST = 200_000
_PHONE, _DESK = 390, 1280
_DOTS = 96


def kam(*words: str) -> None:
    """Run the program on the example's day, as nobody in particular."""
    keep = {name: value for name, value in os.environ.items() if not name.startswith("KAM_")}
    command = [sys.executable, "-m", "kamcli", *words, "--as-of", TODAY]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=keep)


def main() -> int:
    """Draw all pictures; say what is missing."""
    program = find_chromium()
    missing = [name for name in ("soffice", "pdftoppm") if shutil.which(name) is None]
    if program is None or missing:
        print("missing:", *missing, *(["chromium"] if program is None else []))
        return 1
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, chromium(program) as browser:
        ledger = Path(folder) / "example"
        kam("demo", "--into", str(ledger), "--lang", "en")
        for language in ("en", "zh"):
            _draw(browser, Path(folder), ledger / "kam.db", language)
    large = [each.name for each in PICTURES.iterdir() if each.stat().st_size > LARGEST]
    print("\n".join(f"{name} is too large" for name in large) or f"Pictures in {PICTURES}")
    return 1 if large else 0


def _draw(browser: Chromium, folder: Path, ledger: Path, language: str) -> None:
    """Draw the page, on a desk and on a phone, and the workbook, in a language."""
    for form in ("html", "xlsx"):
        kam("report", "--ledger", str(ledger), "--manager", "all", "--lang", language,
            "-f", form, "--out", str(folder / f"friday.{form}"))  # fmt: skip
    browser.open(folder / "friday.html", width=_DESK)
    _keep(f"page.{language}.png", browser.picture(height=_end_of(browser, "attention")))
    browser.open(folder / "friday.html", width=_PHONE)
    _keep(f"phone.{language}.png", browser.picture(height=_end_of(browser, "figures")))
    command = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "friday.xlsx")]
    subprocess.run(command, check=True, capture_output=True)
    _draw_form(folder, f"form.{language}")


def _end_of(browser: Chromium, title: str) -> int:
    """Return where the section with this title ends."""
    script = f"document.getElementById('{title}').closest('section').getBoundingClientRect().bottom"
    return int(browser.evaluate(script)) + 24


def _draw_form(folder: Path, name: str) -> None:
    """Draw the first page of the workbook as far as it is written on: half of an A3."""
    inches = _DOTS * 42 / 2.54, _DOTS * 29.7 / 2.54
    half = ["-x", "0", "-y", "0", "-W", str(int(inches[0])), "-H", str(int(inches[1] * 0.53))]
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(_DOTS), "-f", "1", "-l", "1", *half]
    subprocess.run([*command, str(folder / "friday.pdf"), str(PICTURES / name)], check=True)


def _keep(name: str, picture: bytes) -> None:
    (PICTURES / name).write_bytes(picture)


if __name__ == "__main__":
    sys.exit(main())
