"""Customer codes against their counters, their customers and the trail (rules.md 4)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import _, ngettext
from kamcli.ledger.database import Ledger
from kamcli.reports.checkup.findings import Finding, Patient, Remedy
from kamcli.rules.codes import CustomerCode, parse_code
from kamcli.rules.countries import market_of
from kamcli.rules.vocabulary import Market

_MOST_RANGES = 8

_GIVEN = """
SELECT code, market, code_manager, code_serial, country FROM customers
UNION ALL SELECT alias, NULL, NULL, NULL, NULL FROM aliases
"""
_TWICE = """
SELECT code, count(DISTINCT row_id) AS customers FROM (
    SELECT row_id, json_extract(content, '$.code') AS code FROM trail
    WHERE table_name = 'customers' AND change = 'insert' AND content IS NOT NULL
    UNION ALL
    SELECT row_id, json_extract(content, '$.code[1]') FROM trail
    WHERE table_name = 'customers' AND change = 'update' AND content LIKE '%"code":[%'
) WHERE code IS NOT NULL GROUP BY code HAVING count(DISTINCT row_id) > 1 ORDER BY code
"""
_TAKEN_TWICE = (
    "SELECT alias FROM aliases JOIN customers ON customers.code = aliases.alias"
    " WHERE status <> 'merged' ORDER BY alias"
)


class Series(Struct, frozen=True, kw_only=True):
    """The numbers of a market and a manager: those that somebody has, and the last one given."""

    market: str
    manager: str
    taken: frozenset[int]
    counter: int


def codes(patient: Patient) -> Iterator[Finding]:
    """Find codes that do not fit their customers, were given twice, or are above their counter."""
    ledger = patient.ledger
    yield from _misfits(ledger)
    for row in ledger.rows(_TWICE):
        text = _("The code {code} was given to {count} customers.")
        yield Finding(
            text=text.format(code=row["code"], count=row["customers"]),
            hint=f"kam audit {row['code']}",
            customer=row["code"],
        )
    for row in ledger.rows(_TAKEN_TWICE):
        text = _("{code} is the code of a customer and the former code of another.")
        yield Finding(
            text=text.format(code=row["alias"]),
            hint=f"kam audit {row['alias']}",
            customer=row["alias"],
        )
    for each in series(ledger):
        yield from _counted(each)


def series(ledger: Ledger) -> list[Series]:
    """Return the numbers that were given, by market and manager."""
    prefix = ledger.value("SELECT prefix FROM ledger_settings")
    taken: dict[tuple[str, str], set[int]] = {}
    counters = {
        (row["market"], row["manager"]): int(row["last_serial"])
        for row in ledger.rows("SELECT * FROM counters")
    }
    for row in ledger.each(_GIVEN):
        code = _read(row["code"], prefix)
        if code is not None:
            taken.setdefault((code.market.value, code.manager), set()).add(code.serial)
    return [
        Series(
            market=market,
            manager=manager,
            taken=frozenset(taken.get((market, manager), ())),
            counter=counters.get((market, manager), 0),
        )
        for market, manager in sorted(taken.keys() | counters.keys())
    ]


def codes_above_counters(ledger: Ledger) -> list[CustomerCode]:
    """Return the highest code of each series whose counter is below it."""
    prefix = ledger.value("SELECT prefix FROM ledger_settings")
    return [
        CustomerCode(
            prefix=prefix,
            market=Market(each.market),
            manager=each.manager,
            serial=max(each.taken),
        )
        for each in series(ledger)
        if max(each.taken, default=0) > each.counter
    ]


def _read(text: str, prefix: str) -> CustomerCode | None:
    try:
        return parse_code(text, prefix=prefix)
    except NotUnderstood:
        return None


def _misfits(ledger: Ledger) -> Iterator[Finding]:
    prefix = ledger.value("SELECT prefix FROM ledger_settings")
    for row in ledger.each(f"{_GIVEN} ORDER BY 1"):
        code = _read(row["code"], prefix)
        if row["market"] is None:
            continue  # a former code fits the customer that it had been
        said = (row["market"], row["code_manager"], row["code_serial"])
        if code is None or (code.market.value, code.manager, code.serial) != said:
            yield Finding(
                text=_("The code {code} is not that of its customer.").format(code=row["code"]),
                hint=f"kam audit {row['code']}",
                customer=row["code"],
            )
        elif row["country"] and market_of(row["country"]) is not code.market:
            text = _("{code} is {market}, but its country is {country}.")
            yield Finding(
                text=text.format(code=row["code"], market=code.market, country=row["country"]),
                hint=f"kam show {row['code']}",
                customer=row["code"],
                wrong=False,
            )


def _counted(each: Series) -> Iterator[Finding]:
    letter = "W" if each.market == "foreign" else "N"
    last = max(each.taken, default=0)
    if last > each.counter:
        text = _("The counter of {series} is at {counter}, but number {last} is taken.")
        yield Finding(
            text=text.format(series=letter + each.manager, counter=each.counter, last=last),
            hint="kam doctor --fix",
            remedy=Remedy.COUNTERS,
        )
    free = each.counter - sum(serial <= each.counter for serial in each.taken)
    if free > 0:
        text = ngettext(
            "{series}: {count} number is nobody's: {numbers}.",
            "{series}: {count} numbers are nobody's: {numbers}.",
            free,
        )
        yield Finding(
            text=text.format(series=letter + each.manager, count=free, numbers=_ranges(each)),
            wrong=False,
        )


def _ranges(each: Series) -> str:
    """Return the numbers that nobody has, runs of them with their ends."""
    found, begin = [], 1
    for serial in (*sorted(each.taken), each.counter + 1):
        if serial > each.counter + 1:
            break
        if serial > begin:
            found.append(f"{begin:03d}" if serial == begin + 1 else f"{begin:03d}-{serial - 1:03d}")
        begin = serial + 1
    more = ", …" if len(found) > _MOST_RANGES else ""
    return ", ".join(found[:_MOST_RANGES]) + more
