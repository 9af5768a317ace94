"""What Friday asks for: the report on the terminal, and in the forms that are handed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import measure
from everyday import failure
from measure import KAM, Failed, Job
from rows import Limit, Row

_SECONDS = 0.6
_SECONDS_OF_FORM = {"html": 2.0, "xlsx": 3.0}


def measured(size: str, ledger: Path) -> Iterator[Row]:
    """Measure the report of a manager with 1,000 customers, who share the ledger with others."""
    for drawn in (True, False):
        how = "on a terminal" if drawn else "piped"
        head = Row(
            key=f"friday/{size}/{how}",
            what=f"report of a manager with 1,000 customers, {how}",
            size=size,
        )
        yield _row(head, ledger, ("report",), drawn=drawn, most=_SECONDS if drawn else None)


def handed_in(ledger: Path) -> Iterator[Row]:
    """Measure the report of a manager with 10,000 customers as a page and as a workbook.

    What it takes to render them is what they take beside the same report as bare rows.
    """
    bare = _row(_head("csv"), ledger, _words("csv", ledger), drawn=False, most=None)
    yield bare
    facts = bare.series.wall if bare.series else 0
    for form, most in _SECONDS_OF_FORM.items():
        yield _row(_head(form), ledger, _words(form, ledger), drawn=False, most=most, beside=facts)


def _head(form: str) -> Row:
    return Row(key=f"friday/sole/{form}", what=f"report of 10,000 customers as {form}", size="10k")


def _words(form: str, ledger: Path) -> tuple[str, ...]:
    out = ledger.with_name(f"friday.{form}")
    return ("report", "--customers", "all", "-f", form, "--out", str(out))


def _row(
    head: Row,
    ledger: Path,
    words: tuple[str, ...],
    *,
    drawn: bool,
    most: float | None,
    beside: float = 0,
) -> Row:
    work = Job(
        argv=lambda _: [KAM, *words], environment={"KAM_LEDGER": str(ledger)}, terminal=drawn
    )
    try:
        found = measure.series(work, rounds=5)
    except Failed as error:
        return Row(key=head.key, what=head.what, size=head.size, failed=failure(error))
    unit = "s beside csv" if beside else "s"
    limits = (Limit(actual=found.wall - beside, most=most, unit=unit),) if most else ()
    return Row(key=head.key, what=head.what, size=head.size, series=found, limits=limits)
