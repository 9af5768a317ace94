"""The Friday report as a page: one file that needs no network, to be read, mailed and printed.

Figures and charts stand on top, then who needs attention, then the sections and the form. Every
text reaches the template as a value, and the template escapes every value.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.i18n import Language, language
from kamcli.output import friday_charts
from kamcli.output.friday_attention import Attention, attention
from kamcli.output.friday_blocks import Block, blocks
from kamcli.output.friday_cells import TITLES, printed, title_of
from kamcli.output.friday_head import foot_facts, head_facts, manager, period, title
from kamcli.output.friday_phrases import phrases
from kamcli.output.friday_tiles import Tile, tiles
from kamcli.output.page import Fact
from kamcli.output.team_blocks import team_blocks
from kamcli.output.values import for_people
from kamcli.reports.friday import FridayForm, Row
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import Grade

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = Path(__file__).parent / "templates"
_LANGUAGE_TAGS = {Language.ENGLISH: "en", Language.CHINESE: "zh-CN"}
_BOLD_FROM_DAYS = 60
# The manager's page shows these columns of the form; the others are there to be unfolded.
_SHOWN = (
    "code",
    "name",
    "annual_amount",
    "grade",
    "silent_days",
    "this_week",
    "next_action",
    "next_due_on",
    "owner",
)
_BETWEEN = "\x1f"
_NAME = list(TITLES).index("name")
_REACHING = [list(TITLES).index(key) - _NAME - 1 for key in ("phone", "email")]
# A slash within a number is part of it; between spaces it stands between two.
_PHONE = re.compile(r"\+?[0-9](?:[0-9().-]|/(?=[0-9])| (?!/)){5,}[0-9]")
# An address begins where something ends: of `o&#39;hara@…` no part is one.
_ADDRESS = re.compile(r"(?<![^\s/,])[\w.+-]+@[\w.-]+\.\w+")
_NUMBERS = ("no", "annual_amount", "silent_days")


class Column(Struct, frozen=True, kw_only=True):
    """A column of the form; `place` counts from 1."""

    key: str
    title: str
    place: int
    number: bool
    folded: bool


class Line(Struct, frozen=True, kw_only=True):
    """A customer in the form: the cells before and after its name, and how loud it is said."""

    grade: str
    loudness: str
    before: Sequence[str]
    name: str
    after: Sequence[str]


class Table(Struct, frozen=True, kw_only=True):
    """A section as it is printed; `kinds` are the classes of its columns."""

    key: str
    title: str
    lines: Sequence[str]
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    kinds: Sequence[str]


class View(Struct, frozen=True, kw_only=True):
    """Everything that the template shows."""

    language: str
    title: str
    subtitle: Sequence[str]
    head: Sequence[Fact]
    foot: Sequence[Fact]
    tiles: Sequence[Tile]
    sparks: Sequence[friday_charts.Spark]
    weeks: Sequence[str]
    months: friday_charts.Months
    shares: Sequence[friday_charts.Share]
    attention: Sequence[Attention]
    tables: Sequence[Table]
    columns: Sequence[Column]
    rows: Sequence[Line]


def page(form: FridayForm) -> str:
    """Return the page; whoever mails it masks the form first."""
    return _template("friday.html").render(
        view=_view(form),
        say=phrases(),
        charts=friday_charts,
        reaching=_REACHING,
        style=_text("friday.css"),
        script=_text("friday.js"),
        digest=b64encode(sha256(_text("friday.js").encode()).digest()).decode(),
    )


def _view(form: FridayForm) -> View:
    report = form.report
    said = [manager(form), period(report)]
    return View(
        language=_LANGUAGE_TAGS[language()],
        title=title(),
        subtitle=said,
        head=[each for each in head_facts(form) if each.value and each.value not in said],
        foot=foot_facts(form),
        tiles=tiles(report),
        sparks=friday_charts.sparks(report.charts),
        weeks=[str(each.on) for each in report.charts.grades],
        months=friday_charts.months(report.charts, told_on=form.head.told_on),
        shares=friday_charts.shares(report.promises.total),
        attention=attention(report),
        tables=[_table(block) for block in (*team_blocks(form.team), *blocks(report))],
        columns=list(_columns()),
        rows=[_line(row) for row in report.rows],
    )


def _columns() -> Iterator[Column]:
    for place, key in enumerate(TITLES, start=1):
        yield Column(
            key=key,
            title=title_of(key),
            place=place,
            number=key in _NUMBERS,
            folded=key not in _SHOWN,
        )


def _line(row: Row) -> Line:
    cells = [printed(row, key) for key in TITLES]
    return Line(
        grade=row.grade[0],
        loudness=_loudness(row),
        before=cells[:_NAME],
        name=cells[_NAME],
        after=cells[_NAME + 1 :],
    )


def _loudness(row: Row) -> str:
    """Return how the days of silence are set: loud from 60 on, alarming for an X."""
    if row.grade.startswith(Grade.X):
        return "alarm"
    return "loud" if (row.silent_days or 0) >= _BOLD_FROM_DAYS else ""


def _table(block: Block) -> Table:
    return Table(
        key=block.key,
        title=block.title,
        lines=block.lines,
        titles=block.titles,
        rows=[[for_people(value) for value in row] for row in block.rows],
        kinds=[_kind(block, index) for index in range(len(block.titles))],
    )


def _kind(block: Block, index: int) -> str:
    """Return whether a column is running text, a number, or a word that is not broken.

    The first running text of a section is the name of the customer.
    """
    if index in block.wide:
        return "wide name" if index == block.wide[0] else "wide"
    if index in block.right or any(isinstance(row[index], (int, Money)) for row in block.rows):
        return "number"
    return "word"


@cache
def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"css": _css_text, "cells": _cells}
    return environment.from_string(_text(name))


def _css_text(text: str) -> Any:
    """Return a text as a string of a style sheet, with nothing in it that could end one."""
    from markupsafe import Markup

    inside = "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text)
    return Markup(f'"{inside}"')  # noqa: S704 -- letters, digits and escapes only


def _cells(texts: Sequence[str], *, reaching: Sequence[int] = ()) -> Any:
    """Return cells of a row, escaped at once: a form of many thousand customers has too many.

    No text holds the mark that stands between them, as no control character is left in it. The
    phones and addresses of the cells that are `reaching` somebody can be called and written to.
    """
    from markupsafe import Markup, escape

    cells = str(escape(_BETWEEN.join(texts))).split(_BETWEEN)
    for place in reaching:
        cells[place] = _linked(cells[place])
    inside = '</td><td role="cell">'.join(cells)
    return Markup(f'<td role="cell">{inside}</td>')  # noqa: S704 -- escaped above


def _linked(cell: str) -> str:
    """Return an escaped cell whose phones and addresses are links; what is masked is none."""
    called = _PHONE.sub(lambda found: f'<a href="tel:{_dialled(found[0])}">{found[0]}</a>', cell)
    return called if "@" not in cell else _ADDRESS.sub(r'<a href="mailto:\g<0>">\g<0></a>', cell)


def _dialled(phone: str) -> str:
    """Return what is dialled of a phone as it was typed: its digits, and the plus before them."""
    return "".join(each for each in phone if each.isdigit() or each == "+")
