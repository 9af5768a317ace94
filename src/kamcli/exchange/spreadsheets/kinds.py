"""What a file is, by what it holds and not by its name."""

from __future__ import annotations

from typing import BinaryIO
from zipfile import BadZipFile

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.packages import Package, look_into
from kamcli.i18n import N_, _

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLDEST_WORKBOOKS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ZIPPED = b"PK"
_OTHERS = {
    b"%PDF": N_("a PDF"),
    b"\x89PNG": N_("a picture"),
    b"\xff\xd8\xff": N_("a picture"),
    b"GIF8": N_("a picture"),
    b"Rar!": N_("an archive of files"),
    b"7z\xbc\xaf": N_("an archive of files"),
    b"\x1f\x8b": N_("an archive of files"),
    b"SQLite format 3": N_("a database"),
    b"{\\rtf": N_("a text document"),
}
# Old programs call a web page .xls; spreadsheets open it and say nothing.
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"mime-version:")


class FoundKind(Struct, frozen=True, kw_only=True):
    """What a file is: a workbook that takes so many bytes, or else text."""

    workbook: bool
    unpacked: int = 0


def find_kind(file: BinaryIO, *, name: str) -> FoundKind:
    """Return what a file is; `name` is what it is called in sentences.

    Raises `NotUnderstood` for an empty one, and for one that is known to be something else.
    """
    file.seek(0)
    start = file.read(512)
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise NotUnderstood(_('"{file}" is empty.').format(file=name), hint=f'ls -l "{name}"')
    if start.startswith(_ZIPPED):
        return _zipped(file, name=name)
    if start.startswith(_OLD_WORKBOOK) or start[:2] in _OLDEST_WORKBOOKS:
        return FoundKind(workbook=True, unpacked=file.seek(0, 2) * _CELLS_IN_OLD)
    for sign, kind in _OTHERS.items():
        if start.startswith(sign):
            raise _no_spreadsheet(name, _(kind))
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        raise _no_spreadsheet(name, _("a web page, whatever its name says"))
    return FoundKind(workbook=False)


# A cell takes ten bytes in the old format and thirty in the packed ones.
_CELLS_IN_OLD = 3


def _zipped(file: BinaryIO, *, name: str) -> FoundKind:
    try:
        contents = look_into(file, name=name)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotUnderstood(
            _('"{file}" is damaged and cannot be read.').format(file=name),
            hint=_("open it in the spreadsheet and save it anew as .xlsx"),
        ) from error
    if contents.package is not Package.WORKBOOK:
        raise _no_spreadsheet(name, _(contents.package))
    return FoundKind(workbook=True, unpacked=contents.unpacked)


def _no_spreadsheet(name: str, kind: str) -> NotUnderstood:
    return NotUnderstood(
        _('"{file}" is no spreadsheet but {kind}.').format(file=name, kind=kind),
        hint=_("save it in the spreadsheet as .xlsx, or as CSV"),
    )
