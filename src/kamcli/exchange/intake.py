"""The taking in of one file: its rows checked, counted, and rejected where they cannot stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct, field

from kamcli.errors import KamError, NotUnderstood, Refused
from kamcli.exchange.counting import Counters
from kamcli.exchange.faults import Outcome, Tally
from kamcli.exchange.known import Known
from kamcli.exchange.reading import Record, Sheet, opened
from kamcli.exchange.storing import Batch, Multiset, Values
from kamcli.exchange.tables import Table, columns_of
from kamcli.i18n import _, sentences
from kamcli.writing import quoted

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator

    from kamcli.exchange.reading import Source
    from kamcli.ledger.database import Ledger

_R = TypeVar("_R")
_EVERY = 1000
_DOUBTS_TOLD = 5


class Ownership(Struct, kw_only=True):
    """What is to be put right about owners when all rows are taken in.

    `opened` are new customers that have no owner history yet; `moved` are customers whose owner was
    told and was not the one before; `told` are those that `owners.csv` tells of. `undated` are new
    customers without a day of registration.
    """

    opened: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    undated: set[int] = field(default_factory=set)


class Desk(Struct, kw_only=True):
    """Where an import is done: the ledger, what is known of it, and what is to be told."""

    ledger: Ledger
    as_of: date
    known: Known
    counters: Counters
    ownership: Ownership = field(default_factory=Ownership)
    progress: Callable[[str], None]
    warnings: dict[str, None] = field(default_factory=dict)
    unmapped: dict[str, None] = field(default_factory=dict)
    doubts: dict[str, None] = field(default_factory=dict)

    def warn(self, text: str) -> None:
        """Have something told once, however often it is met."""
        self.warnings[text] = None

    def doubt(self, text: str) -> None:
        """Have it told of a customer that it may be another one; of many, the first are told."""
        self.doubts[text] = None

    def told(self) -> tuple[str, ...]:
        """Return what is to be told, with what the ledger noted itself."""
        first, count = [*self.doubts][:_DOUBTS_TOLD], len(self.doubts)
        if count > _DOUBTS_TOLD:
            first.append(
                _(
                    "{count} customers may be the same firm as others, the first {told} are told"
                    " above; kam customer duplicates lists them."
                ).format(count=count, told=_DOUBTS_TOLD)
            )
        return (*self.warnings, *first, *self.ledger.notes)


class Taken(Struct, Generic[_R], frozen=True, kw_only=True):
    """A row that could be read, and the line on which it begins."""

    line: int
    row: _R


class Intake(Generic[_R]):
    """One file on the desk."""

    def __init__(self, desk: Desk, source: Source, kind: type[_R]) -> None:
        """Begin to count."""
        self.desk = desk
        self.tally = Tally(source=source)
        self._kind = kind
        self._reader = _reader(source.table)

    def rows(self) -> Iterator[Taken[_R]]:
        """Go through the rows that can be read; the others are rejected."""
        with opened(self.tally.source) as sheet:
            self._note_unmapped(sheet)
            for count, record in enumerate(sheet.records(), start=1):
                if not count % _EVERY:
                    self._tell(count)
                try:
                    yield Taken(line=record.line, row=self._read(record))
                except NotUnderstood as error:
                    self.tally.reject(record.line, error)

    def each(self, take: Callable[[Taken[_R]], Outcome]) -> Tally:
        """Take every row; one that raises `KamError` is rejected."""
        for taken in self.rows():
            try:
                self.tally.count(take(taken))
            except KamError as error:
                self.tally.reject(taken.line, error)
        return self.tally

    def stored_columns(self) -> set[str]:
        """Return what the ledger calls the columns that the file has."""
        with opened(self.tally.source) as sheet:
            fields = sheet.fields
        columns = columns_of(self.tally.source.table)
        return {column.stored for column in columns if column.field in fields}

    def _note_unmapped(self, sheet: Sheet) -> None:
        for heading in sheet.unmapped:
            self.desk.unmapped[heading] = None
            self.desk.warn(
                _('"{file}": the column "{name}" is not known and was passed over.').format(
                    file=sheet.source.name, name=quoted(heading)
                )
            )

    def _tell(self, count: int) -> None:
        self.desk.progress(
            _("Reading {file}: {count} rows").format(file=self.tally.source.name, count=count)
        )

    def _read(self, record: Record) -> _R:
        from pydantic_core import ValidationError

        if record.surplus:
            raise NotUnderstood(_("The row has more cells than there are headings."))
        try:
            cells = self._reader.validate_python(record.cells, context=self.desk.as_of)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            raise NotUnderstood(sentences(map(_reason, details))) from error
        return self._kind(**cells)


class Once:
    """The keys of one file: none may stand twice."""

    def __init__(self) -> None:
        """Begin with no key."""
        self._lines: dict[object, int] = {}

    def check(self, key: object, *, line: int, text: str) -> None:
        """Raise `Refused` for a key that stood on an earlier line."""
        earlier = self._lines.setdefault(key, line)
        if earlier != line:
            raise Refused(
                _('"{key}" stands on line {line} already.').format(key=text, line=earlier)
            )


def needed(value: _R | None, name: str) -> _R:
    """Return a value that a new row must have; raises `NotUnderstood` where the cell is empty."""
    if value is None:
        raise NotUnderstood(_("{column} is missing.").format(column=name))
    return value


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values that a row gives: an empty cell never erases."""
    return {name: value for name, value in values.items() if value is not None}


def _reader(table: Table) -> SchemaValidator:
    """Return what reads the cells of a row, all of them, so that every fault is told at once."""
    from pydantic_core import SchemaValidator, core_schema

    cells = {
        column.field: core_schema.typed_dict_field(column.cell.schema(), required=column.required)
        for column in columns_of(table)
    }
    return SchemaValidator(core_schema.typed_dict_schema(cells))


def _reason(detail: ErrorDetails) -> str:
    name = str(detail["loc"][0]).rstrip("_")
    if detail["type"] == "missing":
        return _("{column} is missing.").format(column=name)
    return _("{column}: {reason}").format(column=name, reason=detail["ctx"]["reason"])


class New(Struct, frozen=True, kw_only=True):
    """A row to be stored, and the customer whose row it is."""

    values: Values
    customer_id: int | None


def take_set(intake: Intake[_R], make: Callable[[_R], New]) -> Tally:
    """Take the rows of a table without a key: each is stored unless an equal one is left to meet.

    `make` raises `KamError` for a row that cannot stand.
    """
    keeper = intake.tally.source.table.keeper
    stored = Multiset(intake.desk.ledger, keeper, intake.stored_columns())
    batch = Batch(intake.desk.ledger, keeper)

    def take(taken: Taken[_R]) -> Outcome:
        new = make(taken.row)
        if stored.meet(new.values):
            return Outcome.UNCHANGED
        batch.add(new.values, customer_id=new.customer_id)
        return Outcome.CREATED

    intake.each(take)
    batch.flush()
    return intake.tally
