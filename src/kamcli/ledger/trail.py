"""The trail: who changed what and when, each row before and after, in a chain of digests.

A row's digest covers the digest of the row before it, the command, and the salted hash of its
content. Content and salt lie beside it, so they can be erased and the chain still verifies; a
later row says which were, so that content nobody erased is missed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.json import encode

from kamcli.ledger.chain import digest_of, new_salts, of_command, row_digest, salted
from kamcli.ledger.days import plain

if TYPE_CHECKING:
    from kamcli.ledger.commands import Command
    from kamcli.ledger.database import Ledger, Row

Content = Mapping[str, Any]
Kind = Literal["insert", "update", "delete", "erase"]


class Trail:
    """Notes the changes of one command; the command itself is noted with its first change."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self._command_id: int | None = None
        self._digest: str | None = None
        self._said_of_command = ""
        self._reason: Content = {}
        self._touched: set[int] = set()

    def take_touched(self) -> set[int]:
        """Return the customers touched since this was last asked, and begin anew."""
        touched, self._touched = self._touched, set()
        return touched

    def command_id(self, ledger: Ledger) -> int:
        """Return the id of the running command, giving it one if it has none yet."""
        if self._command_id is None:
            self._reason = salted(self.command.why)
            ledger.execute(
                "INSERT INTO commands (name, entered_on, recorded_at, recorded_by, login,"
                " undoes_id, why, why_salt, why_digest) VALUES (:name, :entered_on, :recorded_at,"
                " :recorded_by, :login, :undoes_id, :why, :why_salt, :why_digest)",
                {**_columns(self.command), **self._reason},
            )
            self._command_id = int(ledger.value("SELECT max(id) FROM commands"))
        return self._command_id

    def note_insert(self, ledger: Ledger, table: str, row_id: int, values: Content) -> None:
        """Note a new row."""
        self._touch(values)
        kept = {name: value for name, value in values.items() if value is not None}
        self._note(ledger, table, row_id, "insert", kept, _customer(ledger, table, row_id, values))

    def note_inserts(
        self,
        ledger: Ledger,
        table: str,
        ids: Sequence[int],
        names: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        customers: Sequence[int | None],
    ) -> None:
        """Note many new rows, by place: `names` are their columns, `customers` whose each is."""
        self._touched.update(each for each in customers if each is not None)
        in_order = sorted(names)
        taken = itemgetter(*map(names.index, in_order))
        noted = []
        for row_id, row, customer_id, salt in zip(
            ids, rows, customers, new_salts(len(ids)), strict=True
        ):
            kept = {
                name: value
                for name, value in zip(in_order, taken(row), strict=True)
                if value is not None
            }
            text = encode(kept).decode()
            noted.append(self._entry(ledger, table, row_id, "insert", text, salt, customer_id))
            if kept.get("via_agent_id") is not None:
                self._touched.add(kept["via_agent_id"])
        ledger.store("trail", _COLUMNS, noted)

    def note_update(
        self, ledger: Ledger, table: str, row_id: int, before: Content, after: Content
    ) -> None:
        """Note the columns of a row that changed: column -> [before, after]."""
        self._touch(after)
        self._touch({name: before[name] for name in after})
        changed = {name: [before[name], value] for name, value in after.items()}
        customer_id = _customer(ledger, table, row_id, before)
        self._note(ledger, table, row_id, "update", changed, customer_id)

    def note_delete(self, ledger: Ledger, table: str, row_id: int, before: Content) -> None:
        """Note a row that goes."""
        kept = {name: value for name, value in before.items() if value is not None}
        self._touch(kept)
        self._note(ledger, table, row_id, "delete", kept, _customer(ledger, table, row_id, before))

    def note_erased(self, ledger: Ledger, table: str, rows: Mapping[int, Content]) -> None:
        """Note whose content was erased: rows of the `trail`, or the reasons of `commands`.

        What is kept of each, by its id, is what others rely on: codes are never given again.
        """
        for row_id, kept in rows.items():
            self._note(ledger, table, row_id, "erase", kept, None)

    def touch(self, customer_ids: Iterable[int]) -> None:
        """Have these customers graded anew at the end of the command."""
        self._touched.update(customer_ids)

    def _touch(self, values: Content) -> None:
        """Have those graded anew to whom a row comes or from whom it goes, agents included."""
        for column in ("customer_id", "via_agent_id"):
            if values.get(column) is not None:
                self._touched.add(values[column])

    def _note(
        self,
        ledger: Ledger,
        table: str,
        row_id: int,
        change: Kind,
        content: Content,
        customer_id: int | None,
    ) -> None:
        if customer_id is not None:
            self._touched.add(customer_id)
        text = encode(content, order="sorted").decode()
        (salt,) = new_salts(1)
        entry = self._entry(ledger, table, row_id, change, text, salt, customer_id)
        ledger.store("trail", _COLUMNS, [entry])

    def _entry(
        self,
        ledger: Ledger,
        table: str,
        row_id: int,
        change: Kind,
        text: str,
        salt: str,
        customer_id: int | None,
    ) -> Sequence[Any]:
        """Return the next row of the trail, with the digest that the one after it builds on."""
        command_id = self.command_id(ledger)
        if self._digest is None:
            self._digest = last_digest(ledger)
        if not self._said_of_command:
            said = {"command_id": command_id, **_columns(self.command), **self._reason}
            self._said_of_command = of_command(said)
        content_digest = digest_of(salt, text)
        self._digest = row_digest(
            self._digest,
            self._said_of_command,
            customer_id=customer_id,
            table=table,
            row_id=row_id,
            change=change,
            content_digest=content_digest,
        )
        return (
            *(command_id, customer_id, table, row_id, change),
            *(text, salt, content_digest, self._digest),
        )


_COLUMNS = (
    *("command_id", "customer_id", "table_name", "row_id", "change"),
    *("content", "salt", "content_digest", "digest"),
)


def _columns(command: Command) -> dict[str, Any]:
    return {
        "name": command.name,
        "entered_on": plain(command.entered_on),
        "recorded_at": plain(command.recorded_at),
        "recorded_by": command.recorded_by,
        "login": command.login,
        "undoes_id": command.undoes_id,
    }


class Flaw(StrEnum):
    """What is wrong where the trail does not fit."""

    CONTENT = "content"
    CHAIN = "chain"
    END = "end"


class Misfit(Struct, frozen=True, kw_only=True):
    """The first row of the trail that does not fit, and the command it belongs to.

    CONTENT: what the row, or the reason of its command, says was changed or erased, and no erase
    tells of it. CHAIN: the row or its command was changed, or rows
    before it were removed. END: rows after this one, the last that is left, were removed.
    """

    row_id: int
    command_id: int
    flaw: Flaw


_CHAIN = """
SELECT trail.*, commands.name, commands.entered_on, commands.recorded_at, commands.recorded_by,
    commands.login, commands.undoes_id, commands.why, commands.why_salt, commands.why_digest
FROM trail JOIN commands ON commands.id = trail.command_id ORDER BY trail.id
"""


def verify_trail(ledger: Ledger) -> Misfit | None:
    """Work out the chain of digests again; return the first row that does not fit, if any.

    Erased content fits where a row says that it was erased: its hash stays. One pass; what is kept
    in memory meanwhile are the numbers of erased rows.
    """
    erased = _erased(ledger)
    digest, row_id, command_id = "", 0, 0
    for row in ledger.each(_CHAIN):
        row_id, command_id = row["id"], row["command_id"]
        digest = row_digest(
            digest,
            of_command(row),
            customer_id=row["customer_id"],
            table=row["table_name"],
            row_id=row["row_id"],
            change=row["change"],
            content_digest=row["content_digest"],
        )
        if digest != row["digest"]:
            return Misfit(row_id=row_id, command_id=command_id, flaw=Flaw.CHAIN)
        if not (_content_fits(row, erased["trail"]) and _reason_fits(row, erased["commands"])):
            return Misfit(row_id=row_id, command_id=command_id, flaw=Flaw.CONTENT)
    if row_id != ledger.last_id_given("trail"):
        return Misfit(row_id=row_id, command_id=command_id, flaw=Flaw.END)
    return None


def _erased(ledger: Ledger) -> Mapping[str, set[int]]:
    """Return the numbers of the rows of which the trail says that their content was erased."""
    found: dict[str, set[int]] = {"trail": set(), "commands": set()}
    for row in ledger.each("SELECT table_name, row_id FROM trail WHERE change = 'erase'"):
        found[row["table_name"]].add(row["row_id"])
    return found


def _content_fits(row: Row, erased: Container[int]) -> bool:
    if row["content"] is None:
        return row["id"] in erased
    return digest_of(row["salt"] or "", row["content"]) == str(row["content_digest"])


def _reason_fits(row: Row, erased: Container[int]) -> bool:
    if row["why"] is None:
        return row["why_digest"] is None or row["command_id"] in erased
    return digest_of(row["why_salt"] or "", row["why"]) == str(row["why_digest"])


def last_digest(ledger: Ledger) -> str:
    """Return the digest that the next row of the trail builds on."""
    return ledger.value("SELECT digest FROM trail ORDER BY id DESC LIMIT 1") or ""


def _customer(ledger: Ledger, table: str, row_id: int, values: Content) -> int | None:
    """Return whose row it is, so that a customer's trail is found at once."""
    if table == "customers":
        return row_id
    names = values.keys()
    if "customer_id" in names:
        found: int = values["customer_id"]
        return found
    if "order_id" in names:
        order = {"id": values["order_id"]}
        return int(ledger.value("SELECT customer_id FROM orders WHERE id = :id", order))
    return None
