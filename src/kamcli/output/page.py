"""A page about one thing: facts with their names, lines and small tables, under titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from kamcli.output import answer, streams, table
from kamcli.output.answer import Form, Target
from kamcli.output.text import clean, padded, width, wrapped
from kamcli.output.values import for_people

_INDENT = 2
_GAP = 2
# Below this a fact stands in one line with its name, not in a column beside it.
_NARROW = 60


class Fact(Struct, frozen=True, kw_only=True):
    """A value and its name, as people read them; an empty value is not shown."""

    name: str
    value: str


class Grid(Struct, frozen=True, kw_only=True):
    """A small table."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    rights: Sequence[bool]


class Section(Struct, frozen=True, kw_only=True):
    """A part of a page; one that has nothing to say is left out."""

    title: str = ""
    facts: Sequence[Fact] = ()
    lines: Sequence[str] = ()
    grid: Grid | None = None


class Page(Struct, frozen=True, kw_only=True):
    """What a person is shown of one thing."""

    title: str
    sections: Sequence[Section]


def fact(name: str, value: Any) -> Fact:
    """Return a value, with nothing in it that acts, under its name."""
    return Fact(name=name, value=for_people(value))


def one_line(text: str) -> str:
    """Return a text of any number of lines in one, with nothing in it that acts."""
    return clean(" ".join(text.split()))


def give_page(value: Any, compose: Callable[[], Page], target: Target) -> None:
    """Write one thing: an object in JSON, else the page that `compose` makes of it."""
    match target.form:
        case Form.TABLE:
            columns = streams.columns() if streams.is_terminal() else None
            answer.give_one(value, drawn(compose(), columns=columns), target)
        case Form.MARKDOWN:
            answer.give_one(value, markdown(compose()), target)
        case _:
            answer.give_one(value, "", target)


def drawn(page: Page, *, columns: int | None) -> str:
    """Return a page as plain text of so many columns; uncut and unwrapped where there is no limit.

    Nothing is lost on a narrow terminal: what does not fit goes on in the next line.
    """
    lines = _wrapped(clean(page.title), columns)
    for section in _telling(page):
        if section.title:
            lines += ["", *_wrapped(clean(section.title), columns)]
        indent = _INDENT if section.title else 0
        lines += _facts(section.facts, columns, indent)
        for line in section.lines:
            lines += _wrapped(clean(line), columns, indent=indent, hang=indent + _INDENT)
        if section.grid:
            lines += _grid(section.grid, columns)
    return "\n".join(lines) + "\n"


def markdown(page: Page) -> str:
    """Return a page in Markdown."""
    parts = [f"# {table.escaped(clean(page.title))}", ""]
    for section in _telling(page):
        if section.title:
            parts += [f"## {table.escaped(clean(section.title))}", ""]
        lines = [_fact_line(each) for each in section.facts if each.value]
        lines += [clean(line) for line in section.lines]
        if lines:
            parts += [*(f"- {table.escaped(line)}" for line in lines), ""]
        if section.grid:
            parts.append(table.markdown(section.grid.titles, section.grid.rows))
    return "\n".join(parts).rstrip("\n") + "\n"


def _telling(page: Page) -> Iterator[Section]:
    for section in page.sections:
        grid = section.grid and section.grid.rows
        if grid or section.lines or any(each.value for each in section.facts):
            yield section


def _fact_line(each: Fact) -> str:
    return f"{each.name}: {each.value}"


def _facts(facts: Sequence[Fact], columns: int | None, indent: int) -> list[str]:
    telling = [each for each in facts if each.value]
    if columns is not None and columns < _NARROW:
        lines = []
        for each in telling:
            lines += _wrapped(_fact_line(each), columns, indent=indent, hang=indent + _INDENT)
        return lines
    widest = max((width(each.name) for each in telling), default=0) + _GAP
    lines = []
    for each in telling:
        head = " " * indent + padded(each.name, widest)
        lines += _wrapped(each.value, columns, head=head, hang=indent + widest)
    return lines


def _wrapped(
    text: str, columns: int | None, *, indent: int = 0, head: str | None = None, hang: int = 0
) -> list[str]:
    """Break a text into lines: the first begins with `head`, the others are moved in by `hang`."""
    head = " " * indent if head is None else head
    if columns is None:
        return [head + text]
    first, *rest = wrapped(text, max(1, columns - max(hang, width(head)))) or [""]
    return [head + first, *(" " * hang + line for line in rest)]


def _grid(grid: Grid, columns: int | None) -> list[str]:
    if columns is None:
        text = table.aligned(grid.titles, grid.rows, rights=grid.rights)
        return [" " * _INDENT + line for line in text.splitlines()]
    return table.drawn(grid.titles, grid.rows, rights=grid.rights).splitlines()
