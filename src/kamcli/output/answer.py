"""An answer in the form that was asked for: table, JSON, CSV, Markdown or a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from kamcli.errors import NotUnderstood, Unavailable
from kamcli.i18n import _
from kamcli.output import streams, table
from kamcli.output.text import clean
from kamcli.output.values import csv_cell, for_people, machine


class Form(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"
    XLSX = "xlsx"
    HTML = "html"


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table: the field it shows, and its title in the language of the person.

    `bold` is the field that holds the words to be said in bold on a terminal.
    """

    key: str
    title: str
    right: bool = False
    bold: str | None = None


class Listing(Struct, frozen=True, kw_only=True):
    """Rows of one kind; a table shows `columns`, JSON and CSV all fields.

    `nothing` is what a person is told when there is no row.
    """

    kind: type[Struct]
    columns: Sequence[Column]
    rows: Sequence[Any]
    nothing: str


class Target(Struct, frozen=True, kw_only=True):
    """Where an answer goes: its form, and the file if one was named."""

    form: Form = Form.TABLE
    out: Path | None = None


def give(listing: Listing, target: Target) -> None:
    """Write a list in the form that was asked for."""
    match target.form:
        case Form.JSON:
            write(as_json(listing.rows), target)
        case Form.CSV:
            write("\ufeff" + as_csv(listing), target)
        case Form.MARKDOWN:
            write(table.markdown(_titles(listing), _cells(listing)), target)
        case Form.XLSX:
            _workbook(listing, target)
        case Form.TABLE:
            if listing.rows:
                write(_drawn(listing), target)
            else:
                streams.tell(listing.nothing)


def give_one(value: Any, text: str, target: Target) -> None:
    """Write one thing: an object in JSON, else the text made for people."""
    check_one(target)
    if target.form is Form.JSON:
        write(as_json(value), target)
    elif text:
        write(text, target)


def check_one(target: Target) -> None:
    """Raise `NotUnderstood` for a form that one thing does not have."""
    if target.form in (Form.CSV, Form.XLSX):
        raise NotUnderstood(
            _('"{form}" is a form for lists; this is one thing.').format(form=target.form),
            hint="--format json",
        )


def give_done(value: Any, sentence: str, target: Target) -> None:
    """Write what a command did: an object in JSON, else one sentence, with nothing that acts."""
    give_one(value, clean(sentence), target)


def as_json(value: Any) -> str:
    """Return an object, or a list of objects, as JSON."""
    import json

    return json.dumps(machine(value), ensure_ascii=False, indent=2) + "\n"


def as_csv(listing: Listing) -> str:
    """Return rows as CSV with the JSON keys as headings; without the byte order mark."""
    import csv
    import io

    names = list(listing.kind.__struct_fields__)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([name.rstrip("_") for name in names])
    writer.writerows([csv_cell(getattr(row, name)) for name in names] for row in listing.rows)
    return text.getvalue()


def _drawn(listing: Listing) -> str:
    rights = [column.right for column in listing.columns]
    return table.drawn(_titles(listing), _cells(listing), rights=rights, marked=_marked(listing))


def _marked(listing: Listing) -> table.Marked | None:
    for at, column in enumerate(listing.columns):
        if column.bold is not None:
            words = [[clean(word) for word in getattr(row, column.bold)] for row in listing.rows]
            return table.Marked(column=at, words=words)
    return None


def _titles(listing: Listing) -> list[str]:
    return [column.title for column in listing.columns]


def _cells(listing: Listing) -> list[list[str]]:
    return [[for_people(getattr(row, c.key)) for c in listing.columns] for row in listing.rows]


def write(text: str, target: Target) -> None:
    """Write a text to stdout, or to the file that was named."""
    if target.out is None:
        streams.put(text)
    else:
        write_file(target.out, text.encode("utf-8"))


def write_file(path: Path, content: bytes) -> None:
    """Write a file that a person named, for the owner alone.

    Raises `Unavailable` where it cannot be written.
    """
    from kamcli.private import opener

    try:
        with open(path, "wb", opener=opener) as file:
            file.write(content)
    except OSError as error:
        import shlex

        raise Unavailable(
            _('The file "{path}" cannot be written: {why}.').format(path=path, why=error.strerror),
            hint=f"--out {shlex.quote(path.name)}",
        ) from error


def workbook_file(target: Target, *, example: str) -> Path:
    """Return the file for a workbook; raises `NotUnderstood` where none was named."""
    if target.out is None:
        raise NotUnderstood(_("A workbook needs a file to be written to."), hint=f"--out {example}")
    return target.out


def _workbook(listing: Listing, target: Target) -> None:
    path = workbook_file(target, example="list.xlsx")
    from kamcli.output.workbook import workbook

    names = list(listing.kind.__struct_fields__)
    rows = [[getattr(row, name) for name in names] for row in listing.rows]
    write_file(path, workbook([name.rstrip("_") for name in names], rows))
