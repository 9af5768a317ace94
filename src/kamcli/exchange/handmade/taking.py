"""Spreadsheets taken into a ledger: many files, one command that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kamcli.errors import KamError
from kamcli.exchange import owners
from kamcli.exchange.batches import keep_batch
from kamcli.exchange.counting import Counters, counter_of
from kamcli.exchange.faults import Done, Meant, summed
from kamcli.exchange.handmade import summary
from kamcli.exchange.handmade.columns import columns_of, unmapped_of
from kamcli.exchange.handmade.filing import Filing
from kamcli.exchange.handmade.given import read_given
from kamcli.exchange.handmade.managers import Managers
from kamcli.exchange.handmade.newcomers import Newcomers
from kamcli.exchange.handmade.rejected import ENDING, write_rejects
from kamcli.exchange.handmade.rowreader import RowReader, aside_text, own_code
from kamcli.exchange.handmade.tallies import SheetTally
from kamcli.exchange.intake import Desk
from kamcli.exchange.known import Known
from kamcli.exchange.returns import place_of
from kamcli.exchange.spreadsheets.shape import Aside, Field, RawTable
from kamcli.i18n import _
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.handmade.entries import Entry
    from kamcli.exchange.handmade.manner import Manner
    from kamcli.exchange.handmade.newcomers import Ask
    from kamcli.exchange.spreadsheets.shape import RawRow
    from kamcli.ledger.database import Ledger

# Opens a file and gives the tables in it, whose rows can be gone through once.
Open = Callable[[Path], AbstractContextManager[tuple[RawTable, ...]]]

_EVERY = 1000


class Wanted(Struct, frozen=True, kw_only=True):
    """What is asked of an import beside its files: how, and what is shown of it.

    `samples` is how many rows are shown as they would be stored; `ask` asks a person, where one is.
    """

    manner: Manner
    keep_rejects: bool
    samples: int
    progress: Callable[[str], None]
    ask: Ask | None = None


def import_sheets(ledger: Ledger, paths: Sequence[Path], *, opened: Open, wanted: Wanted) -> Done:
    """Take in spreadsheets row by row; each row is taken whole or rejected whole.

    Rejected rows are written into a workbook beside their file. Raises what opening a file raises,
    `NotUnderstood` for what is given for all rows and cannot be read, and `Unavailable` where
    rejected rows cannot be written.
    """
    ledger.expect_much()
    desk = Desk(
        ledger=ledger,
        as_of=wanted.manner.as_of,
        known=Known(ledger),
        counters=Counters(ledger),
        progress=wanted.progress,
    )
    managers = Managers(ledger)
    newcomers = Newcomers(read_given(wanted.manner, ledger, managers), wanted.ask)
    filing = Filing(desk, wanted.manner, newcomers)
    work = _Work(desk=desk, wanted=wanted, filing=filing, managers=managers)
    for path in paths:
        work.lift_codes(path, opened)
    for path in paths:
        with opened(path) as tables:
            for table in tables:
                work.take(table)
    work.filing.finish()
    owners.settle_registrations(desk)
    for warning in desk.counters.store(warn_from=desk.known.policies.on(desk.as_of).warn_from):
        desk.warn(warning)
    return work.done(paths)


class _Seen(Struct, frozen=True, kw_only=True):
    """A row that was taken, to be shown as it is stored."""

    file: str
    line: int
    customer_id: int


class _Work(Struct, kw_only=True):
    """An import under way."""

    desk: Desk
    wanted: Wanted
    filing: Filing
    managers: Managers
    tallies: list[SheetTally] = field(default_factory=list)
    mapping: list[Meant] = field(default_factory=list)
    seen: list[_Seen] = field(default_factory=list)

    def lift_codes(self, path: Path, opened: Open) -> None:
        """Count the codes in a file as given, before any row without one gets the next."""
        prefix = self.desk.ledger.settings.prefix
        with opened(path) as tables:
            for table in tables:
                places = [at for at, each in enumerate(table.fields) if each is Field.CODE]
                for row in table.rows if places else ():
                    for place in places if row.aside is None else ():
                        code = own_code(row.cells[place], prefix)
                        if code is not None:
                            self.desk.counters.lift(counter_of(code), code.serial)

    def take(self, table: RawTable) -> None:
        """Take the rows of a table."""
        tally = SheetTally(
            path=table.file, sheet=table.sheet, title=table.title, headings=table.headings
        )
        self.tallies.append(tally)
        self._tell_columns(table, tally.name)
        reader = RowReader(
            table,
            self.wanted.manner,
            prefix=self.desk.ledger.settings.prefix,
            owner=self.managers.named,
        )
        if not reader.knows_whose:
            self._tell_nameless(table, tally.name)
        for row in table.rows:
            if row.aside is not None:
                _pass(row, reader, tally)
                continue
            self._take_row(row, reader, tally)
            if not tally.read % _EVERY:
                self.desk.progress(
                    _("Reading {file}: {count} rows").format(file=tally.name, count=tally.read)
                )
        summary.tell_table(self.desk, tally)

    def _take_row(self, row: RawRow, reader: RowReader, tally: SheetTally) -> None:
        try:
            entry = reader.read(row)
            taken = self.filing.take(entry)
        except KamError as error:
            tally.reject(row.line, error)
            tally.rows[row.line] = row
            return
        tally.count(taken.outcome)
        _note(entry, tally)
        if len(self.seen) < self.wanted.samples:
            self.seen.append(_Seen(file=tally.name, line=row.line, customer_id=taken.customer_id))

    def _tell_nameless(self, table: RawTable, name: str) -> None:
        heading = next((each for each in [*unmapped_of(table), *table.headings] if each), "")
        self.desk.warn(
            _(
                '"{file}": no column is known to name the customers: --map "{heading}=name"'
                " says so."
            ).format(file=name, heading=quoted(heading))
        )

    def _tell_columns(self, table: RawTable, name: str) -> None:
        for note in table.notes:
            self.desk.warn(_('"{file}": {note}').format(file=name, note=note))
        unmapped = unmapped_of(table)
        for heading in unmapped:
            self.desk.unmapped[heading] = None
        if unmapped and not self.wanted.manner.keep_unmapped:
            self.desk.warn(
                _(
                    '"{file}": columns that are not known were passed over: {names}'
                    " (--keep-unmapped keeps them as remarks)."
                ).format(file=name, names=", ".join(f'"{quoted(each)}"' for each in unmapped))
            )
        self.mapping += [
            Meant(file=name, heading=each.heading, field=None if each.field is None else each.field)
            for each in columns_of(table).each
            if each.heading
        ]

    def done(self, paths: Sequence[Path]) -> Done:
        """Keep the batch, place rejected rows, and return what the import came to."""
        from msgspec.structs import replace

        for path in dict.fromkeys(tally.path for tally in self.tallies if tally.rejected):
            mine = [tally for tally in self.tallies if tally.path == path and tally.rejected]
            place = (
                write_rejects(path, mine) if self.wanted.keep_rejects else place_of(path, ENDING)
            )
            for tally in mine:
                tally.rejects_file = place
        batch = keep_batch(self.desk.ledger, ", ".join(map(str, paths)), self.tallies)
        summary.tell_noticed(self.desk, self.filing.noticed)
        summary.tell_lookalikes(self.desk, self.filing.noticed)
        silent = summary.silent(self.desk, self.filing.noticed.created)
        samples = [
            summary.sample(self.desk.ledger, each.customer_id, file=each.file, line=each.line)
            for each in self.seen
        ]
        done = summed(batch, self.tallies, unmapped=self.desk.unmapped, warnings=self.desk.told())
        imported = replace(
            done.imported,
            mapping=tuple(self.mapping),
            samples=tuple(samples),
            silent=tuple(silent),
        )
        return replace(done, imported=imported, lacking=self.filing.newcomers.lacking)


def _pass(row: RawRow, reader: RowReader, tally: SheetTally) -> None:
    """Pass over what is no customer: a title among the rows may tell of those below."""
    if row.aside is Aside.SECTION:
        tally.sections[row.line] = row
        if reader.pass_section(row):
            return
    if row.aside is not Aside.HEAD:
        tally.passed[row.line] = aside_text(row)


def _note(entry: Entry, tally: SheetTally) -> None:
    if entry.inferred:
        tally.inferred[entry.line] = ", ".join(map(str, entry.inferred))
    for heading in entry.dropped:
        tally.dropped[heading] = tally.dropped.get(heading, 0) + 1
