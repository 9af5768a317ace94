"""Reading the files of exchange tables: found, opened and gone through row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from kamcli.errors import NotUnderstood
from kamcli.exchange.headings import columns_by_heading, plain
from kamcli.exchange.own_workbooks import SUFFIXES, OwnSheet, open_own
from kamcli.exchange.tables import BY_NAME, TABLES, Column, Table, columns_of
from kamcli.i18n import _
from kamcli.writing import quoted

REJECTS = ".rejects"
# What a file of rejected rows has beside the columns of its table.
TOLD = ("line", "reason")
_LONGEST_CELL = 16 * 1024 * 1024


class Source(Struct, frozen=True, kw_only=True):
    """A file that holds an exchange table, or a sheet of a workbook that does."""

    table: Table
    path: Path
    sheet: OwnSheet | None = None

    @property
    def name(self) -> str:
        """Return the name of the file, and the sheet, as they are told."""
        return f"{self.path.name}, {self.sheet.name}" if self.sheet else self.path.name

    @property
    def stem(self) -> str:
        """Return what a file that goes beside this one is named after."""
        return self.table.name if self.sheet else self.path.stem.removesuffix(REJECTS)


class Sources(Struct, kw_only=True):
    """The files to be read, in the order in which they are taken in, and what was passed over."""

    files: list[Source] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Record(Struct, frozen=True, kw_only=True):
    """A row of a file: the line on which it begins, and its cells by field, empty ones left out.

    `surplus` is set where it has more cells than the file has headings.
    """

    line: int
    cells: Mapping[str, str]
    surplus: bool


def find_sources(paths: Sequence[Path]) -> Sources:
    """Return the exchange tables among files and folders.

    Raises `NotUnderstood` for a path that is not there, a file that is named like none of them,
    and a folder without any.
    """
    found = Sources()
    for path in paths:
        if path.is_dir():
            _look_into(path, found)
        elif path.is_file():
            found.files += _sheets(path, found) or [_source(path)]
        else:
            raise NotUnderstood(_('There is no file "{path}".').format(path=path), hint="ls")
    places = {table.name: place for place, table in enumerate(TABLES)}
    found.files.sort(key=lambda source: places[source.table.name])
    return found


def holds_tables(path: Path) -> bool:
    """Return whether a path is a folder, a file named like a table, or a workbook of ours.

    So is one that is not there: it is missed where tables are looked for.
    """
    if not path.is_file() or _table(path, path.stem.removesuffix(REJECTS)) is not None:
        return True
    return path.suffix.lower() in SUFFIXES and open_own(path) is not None


def _look_into(folder: Path, found: Sources) -> None:
    here = []
    for path in sorted(folder.iterdir()):
        table = _table(path, path.stem)
        if table is not None:
            here.append(Source(table=table, path=path))
        elif path.suffix.lower() == ".csv" and not path.stem.endswith(REJECTS):
            found.warnings.append(
                _('"{file}" is not one of the tables and was passed over.').format(file=path.name)
            )
    if not here:
        raise NotUnderstood(
            _('The folder "{path}" holds none of the tables: {names}.').format(
                path=folder, names=_names()
            ),
            hint=_("kam export --into DIR writes them"),
        )
    found.files += here


def _sheets(path: Path, found: Sources) -> list[Source]:
    """Return the tables in a workbook of ours; none where it is something else."""
    workbook = open_own(path) if path.suffix.lower() in SUFFIXES else None
    if workbook is None:
        return []
    for name in workbook.others():
        found.warnings.append(
            _('"{file}" is not one of the tables and was passed over.').format(
                file=f"{path.name}, {name}"
            )
        )
    return [Source(table=each.table, path=path, sheet=each) for each in workbook.sheets]


def _source(path: Path) -> Source:
    table = _table(path, path.stem.removesuffix(REJECTS))
    if table is None:
        raise NotUnderstood(
            _('"{file}" is not named like one of the tables: {names}.').format(
                file=path.name, names=_names()
            ),
            hint=_("kam export --into DIR writes them"),
        )
    return Source(table=table, path=path)


def _table(path: Path, name: str) -> Table | None:
    """Return the table of a file that is named like one, in whatever case."""
    return BY_NAME.get(name.lower()) if path.suffix.lower() == ".csv" else None


def _names() -> str:
    return ", ".join(f"{table.name}.csv" for table in TABLES)


class Sheet:
    """An open file: what its columns are, and its rows."""

    def __init__(self, source: Source, reader: Iterator[_Row]) -> None:
        """Read the headings; raises `NotUnderstood` where they are not those of the table."""
        self.source = source
        self._rows = reader
        head = next(reader, None)
        if head is None:
            raise NotUnderstood(
                _('"{file}" is empty: not even headings are in it.').format(file=source.name),
                hint=", ".join(column.heading for column in columns_of(source.table)),
            )
        known = columns_by_heading(source.table)
        self.headings = head.cells
        self.columns: list[Column | None] = [known.get(plain(cell)) for cell in head.cells]
        _check(source, self.headings, self.columns)

    @property
    def unmapped(self) -> list[str]:
        """Return the headings that mean nothing here."""
        pairs = zip(self.headings, self.columns, strict=True)
        return [
            heading
            for heading, column in pairs
            if column is None and heading.strip() and plain(heading) not in TOLD
        ]

    @property
    def fields(self) -> set[str]:
        """Return the fields that the file has a column for."""
        return {column.field for column in self.columns if column is not None}

    def records(self) -> Iterator[Record]:
        """Go through the rows; those without any cell are no rows."""
        names = [column.field if column else None for column in self.columns]
        for row in self._rows:
            cells = {
                name: cell
                for name, cell in zip(names, row.cells, strict=False)
                if name is not None and cell and not cell.isspace()
            }
            surplus = any(map(str.strip, row.cells[len(names) :]))
            if cells or surplus:
                yield Record(line=row.line, cells=cells, surplus=surplus)


class _Row(Struct, frozen=True):
    line: int
    cells: list[str]


@contextmanager
def opened(source: Source) -> Iterator[Sheet]:
    """Open a file; raises `NotUnderstood`, then or later, for one that is no CSV in UTF-8."""
    if source.sheet is not None:
        yield Sheet(source, _lines(source.sheet))
        return
    try:
        with source.path.open(encoding="utf-8-sig", newline="") as file:
            yield Sheet(source, _rows(source, file))
    except UnicodeDecodeError as error:
        raise NotUnderstood(
            _('"{file}" is not in UTF-8.').format(file=source.name),
            hint=_('save it in the spreadsheet as "CSV UTF-8"'),
        ) from error
    except OSError as error:
        raise NotUnderstood(
            _('"{file}" cannot be read: {why}.').format(file=source.path, why=error.strerror),
            hint=f'ls -l "{source.path}"',
        ) from error


def raw_rows(source: Source) -> Iterator[_Row]:
    """Go through the rows of a file as they stand, headings first."""
    if source.sheet is not None:
        yield from _lines(source.sheet)
        return
    with source.path.open(encoding="utf-8-sig", newline="") as file:
        yield from _rows(source, file)


def _lines(sheet: OwnSheet) -> Iterator[_Row]:
    return (_Row(number, cells) for number, cells in sheet.lines())


def _rows(source: Source, lines: Iterator[str]) -> Iterator[_Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise NotUnderstood(
                _('"{file}", line {line}: a quotation mark is missing or one too many.').format(
                    file=source.name, line=line
                ),
                hint=_("a cell with quotation marks in it looks like {example}").format(
                    example='"3/4"" pipe"'
                ),
            ) from error
        if cells is None:
            return
        yield _Row(line, cells)


def _check(source: Source, headings: Sequence[str], columns: Sequence[Column | None]) -> None:
    seen: dict[str, str] = {}
    for heading, column in zip(headings, columns, strict=True):
        if column is not None and column.field in seen:
            raise NotUnderstood(
                _('"{file}" has two columns for the same: "{one}" and "{two}".').format(
                    file=source.name, one=quoted(seen[column.field]), two=quoted(heading)
                ),
                hint=_("leave one of them out"),
            )
        if column is not None:
            seen[column.field] = heading
    missing = [each.heading for each in columns_of(source.table) if each.required]
    missing = [name for name in missing if name not in {field.rstrip("_") for field in seen}]
    if missing or not seen:
        raise NotUnderstood(
            _('"{file}" has no column "{name}".').format(
                file=source.name, name=(missing or [columns_of(source.table)[0].heading])[0]
            ),
            hint=", ".join(column.heading for column in columns_of(source.table)),
        )
