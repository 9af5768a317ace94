"""What became of the rows of an import: counted, and told where they were rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kamcli.errors import KamError
from kamcli.i18n import _, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from kamcli.exchange.reading import Source
    from kamcli.rules.money import Money
    from kamcli.rules.vocabulary import Grade, Kind, Via


class Outcome(StrEnum):
    """What became of a row that was taken."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Fault(Struct, frozen=True, kw_only=True):
    """A rejected row: its file, the line on which it begins, and the reason in a sentence."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Return it as it is told."""
        return _('"{file}", line {line}: {reason}').format(
            file=self.file, line=self.line, reason=self.reason
        )


class Counts(Struct, kw_only=True):
    """The rows of one file or sheet, counted; the rejected ones with their reasons, by line."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    reasons: dict[int, str] = field(default_factory=dict)
    rejects_file: Path | None = None

    @property
    def name(self) -> str:
        """Return what the rows are of, as it is told."""
        raise NotImplementedError

    @property
    def rejected(self) -> int:
        """Return how many rows were rejected."""
        return len(self.reasons)

    @property
    def read(self) -> int:
        """Return how many rows were read; none is lost on the way."""
        return self.created + self.updated + self.unchanged + self.rejected

    def count(self, outcome: Outcome) -> None:
        """Count a row that was taken."""
        if outcome is Outcome.CREATED:
            self.created += 1
        elif outcome is Outcome.UPDATED:
            self.updated += 1
        else:
            self.unchanged += 1

    def reject(self, line: int, error: KamError) -> None:
        """Note why a row is not taken; the hint too where it says what can be written instead."""
        self.reasons[line] = sentence(error)

    def faults(self) -> list[Fault]:
        """Return the rejected rows in the order of the file."""
        return [
            Fault(file=self.name, line=line, reason=reason)
            for line, reason in sorted(self.reasons.items())
        ]


class Tally(Counts, kw_only=True):
    """The rows of one file that holds an exchange table."""

    source: Source

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.source.name


def sentence(error: KamError) -> str:
    """Return what an error says; its hint too where that is no command but words."""
    hint = error.hint
    if not hint or hint.startswith(("kam ", "-", "…")):
        return error.message
    return sentences([error.message, f"({hint})"])


class FileCount(Struct, frozen=True, kw_only=True):
    """The rows of one file as they are told; `rejects_file` holds those that were rejected."""

    file: str
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    rejects_file: str | None


class Meant(Struct, frozen=True, kw_only=True):
    """A column of a spreadsheet and what it was taken for; nothing where it was passed over."""

    file: str
    heading: str
    field: str | None


class StoredFact(Struct, frozen=True, kw_only=True):
    """A thing that is stored of a row, with the codes of the exchange tables.

    `what` is a column of `customers.csv`, or contact, interaction, order or action.
    """

    what: str
    value: str
    on: str | None = None
    kind: Kind | None = None
    via: Via | None = None


class Sample(Struct, frozen=True, kw_only=True):
    """A row of a spreadsheet as it is stored."""

    file: str
    line: int
    code: str
    stored: tuple[StoredFact, ...]


class Silent(Struct, frozen=True, kw_only=True):
    """A customer of an import that is X from the start, and what it was before."""

    code: str
    name: str
    grade_before: Grade | None
    amount_before: Money | None


class Imported(Struct, frozen=True, kw_only=True):
    """What `kam import -f json` returns (cli.md); `files` counts each file or sheet by itself.

    `rejections` tells each rejected row, also those that people are told of together.
    Of spreadsheets it tells what their columns mean, in a dry run also the first rows as they
    would be stored; and which new customers are X from the start, former A and B first.
    """

    batch: int
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    rejects_file: str | None
    unmapped_columns: tuple[str, ...]
    warnings: tuple[str, ...]
    files: tuple[FileCount, ...]
    rejections: tuple[Fault, ...] = ()
    mapping: tuple[Meant, ...] = ()
    samples: tuple[Sample, ...] = ()
    silent: tuple[Silent, ...] = ()


class Done(Struct, frozen=True, kw_only=True):
    """What an import came to; `lacking` are values that could be given once for all rows."""

    imported: Imported
    lacking: tuple[type[StrEnum], ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return each rejected row."""
        return self.imported.rejections


def summed(
    batch: int, tallies: Sequence[Counts], *, unmapped: Iterable[str], warnings: Iterable[str]
) -> Done:
    """Return what the files of an import came to."""
    files = tuple(map(_counted, tallies))
    imported = Imported(
        batch=batch,
        read=sum(each.read for each in files),
        created=sum(each.created for each in files),
        updated=sum(each.updated for each in files),
        unchanged=sum(each.unchanged for each in files),
        rejected=sum(each.rejected for each in files),
        rejects_file=next((each.rejects_file for each in files if each.rejects_file), None),
        unmapped_columns=tuple(unmapped),
        warnings=tuple(warnings),
        files=files,
        rejections=tuple(fault for each in tallies for fault in each.faults()),
    )
    return Done(imported=imported)


def _counted(tally: Counts) -> FileCount:
    return FileCount(
        file=tally.name,
        read=tally.read,
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        rejected=tally.rejected,
        rejects_file=str(tally.rejects_file) if tally.rejects_file else None,
    )
