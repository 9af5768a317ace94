"""The Friday forms as programs show them: LibreOffice the workbook, Chromium the page.

They run where the programs are found; what did not run, and why, stands in the summary.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chromium import A3_LANDSCAPE, A4_LANDSCAPE, Chromium, Paper, chromium, find_chromium
from conftest import Answer, Kam
from friday_forms import OPTIONS, report_of
from kamcli.i18n import Language, speaking
from kamcli.output.friday_cells import TITLES, title_of

AXE = Path(__file__).parents[2] / "build/axe/node_modules/axe-core/axe.min.js"
_POINTS = {"A3": (1190, 841), "A4": (841, 595)}
_LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def program(name: str) -> str:
    """Return where a program is; the test is skipped where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """Run one browser for all tests of this file."""
    found = find_chromium()
    if found is None:
        pytest.skip("Chromium is not installed")
    with chromium(found) as running:
        yield running


@pytest.fixture
def full(kam: Kam, friday: Path) -> Path:
    """Give the test the ledger of `friday_ledger`, with texts and sums too long for their place."""
    long = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
    lines = [
        ("add", long, "--country", "DE", "--nature", "end-user", "--source", "web",
         "--contact", long, "--email", f"{'x' * 50}@{'y' * 50}.example", "--remarks", long),
        ("log", "JRW01010", "很长的记录" * 80, "--problem", long, "--next", long, "--due", "+3d"),
        ("order", "add", "JRW01010", "123456789012.34", "--number", "X" * 30),
        ("order", "instalment", "X" * 30, "9876543210.12", "--due", "2026-11-20"),
    ]  # fmt: skip
    for words in lines:
        answer = kam(*words)
        assert answer.code == 0, answer.err
    return friday


def written(kam: Kam, path: Path, language: str) -> Path:
    """Write a form of the report, with all customers and everything in full."""
    form = path.suffix.removeprefix(".")
    words = (*OPTIONS, "--with-contacts", "--lang", language, "-f", form, "--out", str(path))
    assert kam("report", *words) == Answer(out="", err="", code=0)
    return path


def text_of(pdf: Path) -> list[str]:
    """Return the texts of the pages of a PDF."""
    command = [program("pdftotext"), "-layout", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def sizes_of(pdf: Path) -> list[tuple[int, int]]:
    """Return the sizes of the pages of a PDF, in whole points."""
    command = [program("pdfinfo"), "-l", "-1", str(pdf)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split() for line in done.stdout.splitlines() if " size:" in line]
    return [(int(float(line[3])), int(float(line[5]))) for line in lines if line[0] == "Page"]


@_LANGUAGES
def test_the_workbook_fits_its_paper(kam: Kam, full: Path, tmp_path: Path, language: str) -> None:
    book = written(kam, tmp_path / "friday.xlsx", language)
    command = [program("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(book)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)

    pages, sizes = text_of(tmp_path / "friday.pdf"), sizes_of(tmp_path / "friday.pdf")
    assert "###" not in "".join(pages)
    assert sizes[0] == _POINTS["A3"]
    assert set(sizes) == set(_POINTS.values())
    forms = [page for page, size in zip(pages, sizes, strict=True) if size == _POINTS["A3"]]
    with speaking(Language(language)):
        for page in forms:
            # the head is on every page, and the first and the last column beside each other
            assert title_of("no") in page
            assert flat(title_of("remarks")) in flat(page)
    for row in report_of(language, *OPTIONS)["rows"]:
        assert any(row["code"] in page for page in forms)
    assert "123,456,789,012.34" in "".join(forms)
    said = {"en": f"Page 1 of {len(pages)}", "zh": f"第1页共{len(pages)}页"}[language]
    assert flat(said) in flat(pages[0])


def flat(text: str) -> str:
    """Return a text without the spaces that a layout puts into it."""
    return "".join(text.split())


@_LANGUAGES
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_stands_by_itself(
    kam: Kam, full: Path, tmp_path: Path, browser: Chromium, language: str, width: int, dark: bool
) -> None:
    page = written(kam, tmp_path / "friday.html", language)
    browser.open(page, width=width, dark=dark)

    assert browser.requests() == [page.as_uri()]
    assert browser.complaints() == []
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    outside = """
        [...document.querySelectorAll("body *")]
            .filter((each) => !each.closest(".scroll, thead, .skip"))
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.outerHTML.slice(0, 80))
    """
    assert browser.evaluate(outside) == []


@_LANGUAGES
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_is_for_everybody(
    kam: Kam, full: Path, tmp_path: Path, browser: Chromium, language: str, width: int, dark: bool
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not here: npm install --prefix build/axe --no-save axe-core@4.11")
    browser.open(written(kam, tmp_path / "friday.html", language), width=width, dark=dark)
    browser.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    browser.evaluate(AXE.read_text("utf-8") + "\n;0")
    found = browser.evaluate("axe.run().then((done) => JSON.stringify(done.violations))")

    told = [
        {rule["id"]: [node["html"][:120] for node in rule["nodes"]]} for rule in json.loads(found)
    ]
    assert told == []
    assert browser.evaluate("axe.run().then((done) => done.passes.length)") > 25


@_LANGUAGES
@pytest.mark.parametrize(
    ("paper", "columns"),
    [(A3_LANDSCAPE, list(TITLES)),
     (A4_LANDSCAPE, ["code", "name", "grade", "annual_amount", "silent_days", "this_week",
                     "next_action", "next_due_on", "owner"])],
    ids=["A3", "A4"],
)  # fmt: skip
def test_the_page_is_printed(
    kam: Kam,
    friday: Path,
    tmp_path: Path,
    browser: Chromium,
    language: str,
    paper: Paper,
    columns: list[str],
) -> None:
    page = written(kam, tmp_path / "friday.html", language)
    browser.open(page, width=1280)
    (tmp_path / "friday.pdf").write_bytes(browser.pdf(paper))

    assert browser.requests() == [page.as_uri()]
    pages = text_of(tmp_path / "friday.pdf")
    width, height = sizes_of(tmp_path / "friday.pdf")[0]
    assert abs(width - paper.width / 25.4 * 72) < 2
    assert abs(height - paper.height / 25.4 * 72) < 2
    last = f"Page {len(pages)} of {len(pages)}" if language == "en" else f"共{len(pages)}页"
    assert flat(last) in flat(pages[-1])
    with speaking(Language(language)):
        shown = browser.evaluate(visible_titles(paper))
        assert shown == [title_of(key) for key in TITLES if key in columns]
    for row in report_of(language, *OPTIONS)["rows"]:
        assert any(row["code"] in each for each in pages)


def visible_titles(paper: Paper) -> str:
    """Return the script that says which titles a paper so wide shows."""
    wide = "true" if paper.width > 350 else "false"
    return f"""
        (() => {{
            const rules = [...document.styleSheets[0].cssRules]
                .filter((rule) => rule.media?.mediaText.includes("max-width: 349mm"));
            const folded = {wide} ? [] : rules.flatMap((rule) => [...rule.cssRules])
                .map((rule) => rule.selectorText);
            return [...document.querySelectorAll(".form th[scope=col]")]
                .filter((title) => !folded.some((selector) => title.matches(selector)))
                .map((title) => title.textContent);
        }})()
    """


def test_titles_sort_the_form(kam: Kam, friday: Path, tmp_path: Path, browser: Chromium) -> None:
    browser.open(written(kam, tmp_path / "friday.html", "en"), width=1280)

    assert sorted_by(browser, "Annual amount, CNY") == "ascending"
    amounts = [float(text.replace(",", "")) for text in column(browser, "annual_amount")]
    assert amounts == sorted(amounts)
    assert sorted_by(browser, "Annual amount, CNY") == "descending"
    amounts = [float(text.replace(",", "")) for text in column(browser, "annual_amount")]
    assert amounts == sorted(amounts, reverse=True)
    assert sorted_by(browser, "Due") == "ascending"
    days = column(browser, "next_due_on")
    known = [day for day in days if day]
    # what is empty stands last, whichever way
    assert days == sorted(known) + [""] * (len(days) - len(known))
    assert browser.evaluate("document.querySelectorAll('[aria-sort]').length") == 1
    assert sorted_by(browser, "No.") == "ascending"
    assert column(browser, "no") == [str(number) for number in range(1, len(days) + 1)]


def sorted_by(browser: Chromium, title: str) -> Any:
    """Press a title; return how the form is sorted by it then."""
    return browser.evaluate(
        f"""
        (() => {{
            const title = [...document.querySelectorAll(".form thead th")]
                .find((each) => each.textContent === {json.dumps(title)});
            title.querySelector("button").click();
            return title.getAttribute("aria-sort");
        }})()
        """
    )


def column(browser: Chromium, key: str) -> list[str]:
    """Return the cells of a column as they stand."""
    place = list(TITLES).index(key) + 1
    script = f"[...document.querySelectorAll('.form tbody tr > :nth-child({place})')]"
    found: list[str] = browser.evaluate(f"{script}.map((each) => each.textContent)")
    return found


def test_keys_lead_through_the_page(
    kam: Kam, friday: Path, tmp_path: Path, browser: Chromium
) -> None:
    browser.open(written(kam, tmp_path / "friday.html", "en"), width=1280)
    focused = "document.activeElement.className || document.activeElement.tagName"

    press(browser, "Tab")
    assert browser.evaluate(focused) == "skip"
    press(browser, "Enter")
    assert browser.evaluate("location.hash") == "#form"
    press(browser, "Tab")
    assert browser.evaluate("document.activeElement.id") == "all"
    press(browser, " ")
    shown = "getComputedStyle(document.querySelector('.form th:nth-child(12)')).display"
    assert browser.evaluate(shown) == "table-cell"


def press(browser: Chromium, key: str) -> None:
    """Press a key and let it go."""
    text = {"Enter": "\r", " ": " "}.get(key)
    down = {
        "type": "keyDown",
        "key": key,
        "windowsVirtualKeyCode": {"Tab": 9, "Enter": 13}.get(key, 32),
    }
    browser.send("Input.dispatchKeyEvent", **down, **({"text": text} if text else {}))
    browser.send("Input.dispatchKeyEvent", type="keyUp", key=key)


def test_without_scripts_the_page_is_whole(
    kam: Kam, friday: Path, tmp_path: Path, browser: Chromium
) -> None:
    page = written(kam, tmp_path / "friday.html", "en")
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page, width=1280)
    browser.send("Emulation.setScriptExecutionDisabled", value=False)

    rows = report_of("en", *OPTIONS)["rows"]
    assert column(browser, "code") == [row["code"] for row in rows]
    assert browser.evaluate("document.querySelectorAll('.form button').length") == 0
    assert browser.complaints() == []
