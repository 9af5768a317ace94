"""The rows below the headings: what belongs to each, and which are none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from kamcli.exchange.spreadsheets.grids import Line, Merge
from kamcli.exchange.spreadsheets.shape import Aside, Field, Raw, RawRow

_TOTAL = re.compile(
    "(?:本页|本月|全年|年度)?(?:合计|总计|小计|共计|总和|累计|汇总|总数).{0,12}"
    "|(?:grand |sub-?)?(?:total|sum)s?(?: [0-9]+.{0,12})?[:：]?.{0,3}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    "(?:注|备注|说明|附注|填表|填写|制表|审核|审批|批准|统计|示例|举例|单位)\\w{0,6} ?[0-9]?"
    "[:：、.]"
    "|(?:notes?|remarks?|prepared by|source|example|legend)\\b.{0,3}:|[*※]",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    "(?:19|20)[0-9]{2} ?(?:年度?)?(?:[-/.]? ?[0-9]{1,2} ?月?)?份?"
    "|[0-9一二三四五六七八九十]{1,2} ?月份?"
)
_MUST = re.compile(
    "[(（*]*(?:必填项?|选填项?|可选|非必填|下拉选择|required|optional|mandatory)[*)）]*",
    re.IGNORECASE,
)
_NUMBER = re.compile("[-0-9.,]+")
_LONGEST_SECTION = 24


class Body(Struct, frozen=True, kw_only=True):
    """What is known of a table before its rows are gone through."""

    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    merges: tuple[Merge, ...]


def rows_of(lines: Iterable[Line], body: Body) -> Iterator[RawRow]:
    """Go through the rows; a line with nothing but its running number is no row."""
    joins = _Joins(body)
    numbers = [place for place, field in enumerate(body.fields) if field is Field.LINE]
    width = len(body.headings)
    for line in lines:
        cells = [*line.cells[:width], *[None] * (width - len(line.cells))]
        surplus = tuple(line.cells[width:]) if len(line.cells) > width else ()
        joined = joins.fill(line.number, cells)
        own = [place for place, cell in enumerate(cells) if cell is not None]
        if joined:
            own = [place for place in own if place not in joined]
        counted = len(own) <= len(numbers) and all(
            place in numbers and _is_number(cells[place]) for place in own
        )
        if counted and _blank(surplus):
            continue
        yield RawRow(
            line=line.number,
            cells=tuple(cells),
            surplus=() if _blank(surplus) else surplus,
            joined=joined,
            aside=_aside(cells, own, body, wide=joins.is_wide(line.number)),
        )


def _is_number(cell: Raw) -> bool:
    return not isinstance(cell, str) or bool(_NUMBER.fullmatch(cell.strip()))


def _blank(cells: Sequence[Raw]) -> bool:
    return all(cell is None for cell in cells)


class _Joins:
    """The merged cells below the headings."""

    def __init__(self, body: Body) -> None:
        width = len(body.headings)
        self._wide = {
            each.top for each in body.merges if each.right - each.left + 1 > width // 2 > 0
        }
        self._begin: dict[int, list[Merge]] = defaultdict(list)
        for each in body.merges:
            if each.bottom > each.top and each.left < width:
                self._begin[each.top].append(each)
        self._open: dict[int, _Join] = {}

    def is_wide(self, line: int) -> bool:
        """Tell whether a merged cell takes up most of a line."""
        return line in self._wide

    def fill(self, line: int, cells: list[Raw]) -> tuple[int, ...]:
        """Put the values of merged cells that began above into a line; return their places."""
        if not self._begin:
            return ()
        joined = []
        for place, join in list(self._open.items()):
            if line > join.last:
                del self._open[place]
            elif cells[place] is None and join.value is not None:
                cells[place] = join.value
                joined.append(place)
        for merge in self._begin.get(line, ()):
            self._open[merge.left] = _Join(last=merge.bottom, value=cells[merge.left])
        return tuple(sorted(joined))


class _Join(Struct, frozen=True, kw_only=True):
    last: int
    value: Raw


def _aside(cells: Sequence[Raw], own: Sequence[int], body: Body, *, wide: bool) -> Aside | None:
    """Return what a row is that is none of the others; `own` are the places of its cells."""
    if not own:
        return None
    first = cells[own[0]]
    if not isinstance(first, str):
        return Aside.SECTION if len(own) == 1 and _is_year(first) else None
    if len(own) == 1:
        return _alone(first.strip(), own[0], body, wide=wide)
    if _repeats(body.headings[own[0]], first) and all(
        _repeats(body.headings[place], cells[place]) for place in own
    ):
        return Aside.HEAD
    for remark in (_MUST.fullmatch, _NOTE.match):
        if remark(first) and all(_says(remark, cells[place]) for place in own):
            return Aside.NOTE
    if _TOTAL.fullmatch(first.strip()):
        return _total(cells[place] for place in own[1:])
    return None


def _says(remark: Callable[[str], object], cell: Raw) -> bool:
    return isinstance(cell, str) and remark(cell.strip()) is not None


def _total(others: Iterable[Raw]) -> Aside | None:
    """Return whether all beside the word are sums: a firm may be called Total."""
    words = any(isinstance(each, str) and not _NUMBER.fullmatch(each.strip()) for each in others)
    return None if words else Aside.TOTAL


def _alone(text: str, place: int, body: Body, *, wide: bool) -> Aside | None:
    """Return what a row is that holds one text: a title of what follows, a note, or a total."""
    if _TOTAL.fullmatch(text):
        return Aside.TOTAL
    if _PERIOD.fullmatch(text):
        return Aside.SECTION
    if len(body.headings) > 2 and _NOTE.match(text):
        return Aside.NOTE
    no_customer = place == 0 and body.fields[place] in {None, Field.LINE}
    names_it = no_customer and Field.NAME in body.fields and not _NUMBER.fullmatch(text)
    if wide or names_it:
        return Aside.SECTION if len(text) <= _LONGEST_SECTION else Aside.NOTE
    return None


def _is_year(value: Raw) -> bool:
    return isinstance(value, int) and 1990 <= value <= 2100


def _repeats(heading: str, cell: Raw) -> bool:
    return isinstance(cell, str) and bool(heading) and " ".join(cell.split()) == heading
