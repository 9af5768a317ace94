"""Workbooks that are zip files: what kind one is, and how large it says that it becomes."""

from __future__ import annotations

from enum import StrEnum
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _

# Half a million rows of twenty columns.
_MOST_UNPACKED = 1 << 30
_MOST_PARTS = 20_000
_PICTURES = ("media/", "Pictures/", "Thumbnails/", "embeddings/", "customXml/", "docProps/")


class Package(StrEnum):
    """What is in a zip file."""

    WORKBOOK = "workbook"
    DOCUMENT = N_("a text document")
    SLIDES = N_("a presentation")
    NUMBERS = N_("a document of Apple Numbers")
    ARCHIVE = N_("an archive of files")


class Contents(Struct, frozen=True, kw_only=True):
    """What is in a zip file, and how many bytes of it are read."""

    package: Package
    unpacked: int


_MIMETYPES = {
    b"application/vnd.oasis.opendocument.spreadsheet": Package.WORKBOOK,
    b"application/vnd.oasis.opendocument.spreadsheet-template": Package.WORKBOOK,
    b"application/vnd.oasis.opendocument.text": Package.DOCUMENT,
    b"application/vnd.oasis.opendocument.presentation": Package.SLIDES,
}


def is_content(part: ZipInfo) -> bool:
    """Tell whether a part of a package may hold cells: pictures and the like do not."""
    return not any(each in part.filename for each in _PICTURES)


def look_into(file: BinaryIO, *, name: str) -> Contents:
    """Return what a zip file holds, by its list; `name` is what it is called in sentences.

    Raises `BadZipFile`, and `NotUnderstood` for one that becomes too large to be read.
    """
    file.seek(0)
    with ZipFile(file) as package:
        parts = package.infolist()
        unpacked = sum(part.file_size for part in parts if is_content(part))
        if unpacked > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
            raise NotUnderstood(
                _('"{file}" would unpack to {size} MB: that is too much for a table.').format(
                    file=name, size=f"{unpacked >> 20:,}"
                ),
                hint=_("divide it in the spreadsheet, or save its sheets as CSV"),
            )
        return Contents(package=_kind(package), unpacked=unpacked)


def _kind(package: ZipFile) -> Package:
    names = set(package.namelist())
    if any(name.casefold().startswith("xl/workbook.") for name in names):
        return Package.WORKBOOK
    if "mimetype" in names:
        with package.open("mimetype") as said:
            return _MIMETYPES.get(said.read(200).strip(), Package.ARCHIVE)
    if "content.xml" in names:
        return Package.WORKBOOK
    if any(name.startswith("word/") for name in names):
        return Package.DOCUMENT
    if any(name.startswith("ppt/") for name in names):
        return Package.SLIDES
    if any(name.startswith("Index/") for name in names):
        return Package.NUMBERS
    # Some programs write a workbook whose parts lie elsewhere.
    if "[Content_Types].xml" in names:
        return Package.WORKBOOK
    return Package.ARCHIVE
