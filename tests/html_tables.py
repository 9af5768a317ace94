"""A page read back: its tables as cells, its elements and their attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "line", "rect"}


@dataclass(kw_only=True)
class Element:
    """An element with its attributes and all text inside it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple[str, ...]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        """Return the classes."""
        return self.attributes.get("class", "").split()


@dataclass(kw_only=True)
class Table:
    """A table: its titles, its rows of texts, and the elements of its rows."""

    element: Element
    titles: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[Element] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.tables: list[Table] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        parents = tuple(each.tag for each in self._open)
        element = Element(
            tag=tag, attributes={name: value or "" for name, value in attrs}, parents=parents
        )
        self.elements.append(element)
        if tag == "table":
            self.tables.append(Table(element=element))
        if tag == "tr" and "tbody" in parents:
            self.tables[-1].rows.append([])
            self.tables[-1].lines.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        element = self._open.pop()
        assert element.tag == tag, f"<{element.tag}> is closed by </{tag}>"
        if tag in ("td", "th"):
            into_head = "thead" in element.parents
            table = self.tables[-1]
            (table.titles if into_head else table.rows[-1]).append(element.text)

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as it was read."""

    elements: Sequence[Element]
    tables: Sequence[Table]

    def all(self, tag: str) -> list[Element]:
        """Return the elements of a kind, in their order."""
        return [each for each in self.elements if each.tag == tag]

    def form(self) -> Table:
        """Return the table of the form."""
        return next(each for each in self.tables if "form" in each.element.classes)


def read_page(text: str) -> Page:
    """Read a page; every element must be closed by its own end."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader._open == []
    return Page(elements=reader.elements, tables=reader.tables)
