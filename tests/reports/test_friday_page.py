"""The Friday page, read back: the same facts, nothing that acts, readable by everybody."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam
from friday_forms import NAUGHTY, OPTIONS, printed, report_of
from golden import assert_golden
from html_tables import Page, Table, read_page
from kamcli.i18n import Language, speaking
from kamcli.output.friday_cells import TITLES, title_of
from kamcli.output.text import clean

GOLDEN = Path(__file__).parent / "golden"
STYLE = Path(__file__).parents[2] / "src/kamcli/output/templates/friday.css"


def page_of(kam: Kam, *options: str) -> str:
    answer = kam("report", "-f", "html", *options)
    assert (answer.err, answer.code) == ("", 0)
    return answer.out


def table(page: Page, *titles: str) -> Table:
    """Return the table whose titles begin so."""
    return next(each for each in page.tables if each.titles[: len(titles)] == list(titles))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_says_the_same_bytes(kam: Kam, friday: Path, language: str) -> None:
    text = page_of(kam, "--lang", language)

    assert_golden(GOLDEN / f"report.{language}.html", text)
    assert page_of(kam, "--lang", language) == text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_agrees_with_json_cell_by_cell(kam: Kam, friday: Path, language: str) -> None:
    rows = report_of(language, *OPTIONS)["rows"]
    page = read_page(page_of(kam, *OPTIONS, "--with-contacts", "--lang", language))

    form = page.form()
    with speaking(Language(language)):
        assert form.titles == [title_of(key) for key in TITLES]
    assert form.rows == [[printed(row, key, language) for key in TITLES] for row in rows]
    assert len(form.titles) == 25


def test_silence_is_loud_from_60_days_and_alarming_for_an_x(kam: Kam, friday: Path) -> None:
    rows = report_of("en", *OPTIONS)["rows"]
    lines = read_page(page_of(kam, *OPTIONS)).form().lines

    for row, line in zip(rows, lines, strict=True):
        lost = row["grade"].startswith("X")
        long = row["silent_days"] is not None and row["silent_days"] >= 60
        assert line.classes[0] == row["grade"][0]
        assert line.classes[1:] == (["alarm"] if lost else ["loud"] if long else [])


def test_charts_have_the_numbers_of_the_json(kam: Kam, friday: Path) -> None:
    page = read_page(page_of(kam, *OPTIONS))
    charts = report_of("en", *OPTIONS)["charts"]

    by_week = [each for each in page.tables if each.titles[1:] == short_days(charts)]
    assert by_week[0].rows == [
        [grade, *(str(week[grade]) for week in charts["grades"])] for grade in "ABCDX"
    ]
    months = table(page, "Month", "2026", "2025").rows
    assert months == [
        [str(month["month"]), amount(month["now"]), amount(month["year_before"])]
        for month in charts["orders"]
    ]
    first, last = charts["grades"][0], charts["grades"][-1]
    sparks = next(each for each in page.tables if "sparks" in each.element.classes)
    assert [(row[0], int(row[1]), int(row[3])) for row in sparks.rows] == [
        (grade, first[grade], last[grade]) for grade in "ABCDX"
    ]


def test_bars_are_as_high_as_their_numbers(kam: Kam, friday: Path) -> None:
    charts = report_of("en", *OPTIONS)["charts"]
    bars = [
        each
        for each in read_page(page_of(kam, *OPTIONS)).all("rect")
        if each.attributes.get("class") in ("before", "now")
    ]
    amounts = [
        float(each[key])
        for each in charts["orders"]
        for key in ("year_before", "now")
        if each[key] is not None
    ]

    heights = [float(bar.attributes["height"]) for bar in bars]
    assert len(heights) == len(amounts)
    for (one, low), (other, high) in pairwise(sorted(zip(amounts, heights, strict=True))):
        assert one == other or low <= high
    assert [height > 0 for height in heights] == [value > 0 for value in amounts]


@pytest.mark.parametrize(
    ("titles", "key", "fields"),
    [
        ("Code|Customer|Day|From|To|At stake", "changes", "code name on from"),
        ("Code|Customer|Day|From|To|Annual", "falling", "code name on from to"),
        ("Code|Customer|Day|Asked by", "needs", "code name on by needs"),
        ("Code|Customer|Day|Entered", "late_entries", "code name on entered_on"),
        ("Code|Customer|What is missing", "gaps", "code name"),
        ("Code|Customer|Due|Outcome", "promises", "code name due_on"),
    ],
)
def test_sections_have_the_facts_of_the_json(
    kam: Kam, friday: Path, titles: str, key: str, fields: str
) -> None:
    facts = report_of("en", *OPTIONS)[key]
    facts = facts["actions"] if key == "promises" else facts
    begin, names = titles.split("|"), fields.split()
    page = read_page(page_of(kam, *OPTIONS, "--with-contacts"))
    found = next(
        each
        for each in page.tables
        if len(each.titles) >= len(begin) and all(map(str.startswith, each.titles, begin))
    )

    assert facts
    assert [row[: len(names)] for row in found.rows] == [
        [str(fact[name]) for name in names] for fact in facts
    ]


def test_who_needs_attention_is_named_with_the_reasons(kam: Kam, friday: Path) -> None:
    text = read_page(page_of(kam, *OPTIONS)).all("ol")[0].text

    assert text.index("Lost Trading Ltd") < text.index("Quiet Quarry")
    for said in (
        "A → X on 2026-11-17, at stake 1,200,000.00 CNY",
        "C → X on 2026-11-26 if nothing happens",
        "promised for 2026-11-17 and not done: Send the price list",
        "no next action",
    ):
        assert said in text, said


def test_masks_what_reaches_people_unless_it_is_asked_for(kam: Kam, friday: Path) -> None:
    text = page_of(kam)

    for secret in ("13800138000", "13900139000", "anna.weber", "wangfang88", "1234567"):
        assert secret not in text
        assert secret in page_of(kam, "--with-contacts")


def test_needs_no_network(kam: Kam, friday: Path) -> None:
    text = page_of(kam, *OPTIONS, "--with-contacts")
    page = read_page(text)

    assert not re.search(r"https?://|//[a-z]+\.|@import|url\(", text)
    for element in page.elements:
        assert not element.attributes.get("src")
        target = element.attributes.get("href") or "data:,"
        assert target in {"data:,", "#form"} or target.startswith(("tel:", "mailto:"))
    policy = next(
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")


def test_text_is_never_markup(kam: Kam, ledger: Path) -> None:
    for text in NAUGHTY:
        made = kam("add", "--country", "DE", "--nature", "end-user", "--source", "web",
                   "--contact", text, "--remarks", text, "--products", text,
                   "--force", "--why", "test", "--", text)  # fmt: skip
        assert made.code == 0, made.err
        code = re.search("JRW[0-9]+", made.out)
        assert code is not None
        done = kam("log", code[0], "--needs", text, "--problem", text, "--kind", "request",
                   "--", text)  # fmt: skip
        assert done.code == 0, done.err
        assert kam("next", code[0], "--due", "2026-11-27", "--", text).code == 0
    page = read_page(page_of(kam, *OPTIONS, "--with-contacts"))

    names = {row[2] for row in page.form().rows}
    assert names == {clean(text) for text in NAUGHTY}
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert not any(name.startswith("on") for each in page.elements for name in each.attributes)
    assert "7*7" in "".join(names)


def test_an_empty_ledger_has_a_page(kam: Kam, ledger: Path) -> None:
    text = read_page(page_of(kam)).all("main")[0].text

    for said in (
        "No customer is listed this week.",
        "Nobody needs attention this week.",
        "Nothing was promised for this week.",
    ):
        assert said in text


def test_a_page_goes_to_a_file(kam: Kam, friday: Path, tmp_path: Path) -> None:
    answer = kam("report", "-f", "html", "--out", "friday.html")

    assert answer == Answer(out="", err="", code=0)
    assert (tmp_path / "friday.html").read_text("utf-8") == page_of(kam)


def test_of_a_list_there_is_no_page(kam: Kam, ledger: Path) -> None:
    answer = kam("list", "-f", "html")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err.startswith('error: "html" is not a form of answer.\n')


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-CN")])
def test_has_the_landmarks_that_readers_jump_to(
    kam: Kam, friday: Path, language: str, tag: str
) -> None:
    page = read_page(page_of(kam, "--lang", language))

    assert page.all("html")[0].attributes["lang"] == tag
    for landmark in ("header", "main", "footer", "h1", "title"):
        assert len(page.all(landmark)) == 1
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        labels = element.attributes.get("aria-labelledby", "")
        assert set(labels.split()) <= set(ids)
        if element.tag == "section" or element.attributes.get("role") == "region":
            assert labels or element.attributes.get("aria-label")
        if element.tag == "th":
            assert element.attributes["scope"] in ("col", "row")
        if element.tag == "input":
            assert element.attributes["id"] in {
                label.attributes["for"] for label in page.all("label")
            }
        assert "tabindex" not in element.attributes or element.attributes["tabindex"] in ("0", "-1")
    levels = [int(each.tag[1]) for each in page.elements if re.fullmatch("h[1-6]", each.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


# What stands on what: text wants 4.5 to 1, the shapes of a chart 3 to 1 (WCAG 2.2, 1.4.3, 1.4.11).
TEXTS = ("ink", "soft", "alarm", "A", "B", "C", "D", "X")
SHAPES = ("line", *"ABCDX")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out(scheme: str) -> None:
    colours = palette(scheme)
    for ground in ("paper", "raised"):
        for text in TEXTS:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for shape in SHAPES:
        assert contrast(colours[shape], colours["paper"]) >= 3, shape


def palette(scheme: str) -> dict[str, str]:
    """Return the colours of the style sheet, by name."""
    light, _, dark = STYLE.read_text("utf-8").partition("prefers-color-scheme: dark")
    pattern = r"--(\w+): (#[0-9a-f]{6});"
    found = dict(re.findall(pattern, light.partition("}")[0]))
    return found if scheme == "light" else found | dict(re.findall(pattern, dark.partition("}")[0]))


def contrast(one: str, other: str) -> float:
    """Return how much lighter one colour is than another (WCAG 2.2)."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def short_days(charts: dict[str, Any]) -> list[str]:
    return [week["on"][5:] for week in charts["grades"]]


def amount(text: str | None) -> str:
    """Return an amount as people read it."""
    if text is None:
        return ""
    whole, part = text.split(".")
    return f"{int(whole):,}.{part}"


def test_phones_and_addresses_are_links_where_they_are_shown(kam: Kam, friday: Path) -> None:
    for words in (
        (
            "contact",
            "edit",
            "JRW01001",
            "Anna Weber",
            "--phone",
            "+49 (30) 123-456 / 0571 8888 1234",
        ),
        (
            "contact",
            "edit",
            "JRW01001",
            "Anna Weber",
            "--email",
            "anna@schmidt.example, o'h@x.example",
        ),
    ):
        answer = kam(*words)
        assert answer.code == 0, answer.err

    shown = page_of(kam, *OPTIONS, "--with-contacts")
    assert '<a href="tel:+4930123456">+49 (30) 123-456</a> / ' in shown
    assert '<a href="tel:057188881234">0571 8888 1234</a>' in shown
    assert '<a href="mailto:anna@schmidt.example">anna@schmidt.example</a>, o&#39;h@x.exa' in shown
    assert "mailto:h@x.example" not in shown
    assert 'href="tel:' not in page_of(kam, *OPTIONS)
    assert "mailto:" not in page_of(kam, *OPTIONS)
