"""Whatever a ledger holds, every table of it, survives the way out and in: folder and workbook."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TODAY, call
from kamcli.guard import guarded
from sheets import customer, give, give_workbook, put, take
from test_naughty import OURS

Table = list[dict[str, str]]
_places = count()

CODES = ("JRW01001", "JRN02001", "JRW01999")
CODE = st.sampled_from(CODES)
# Formulas, apostrophes, line ends, control characters, hanzi, what people type to break things.
AWKWARD = st.text(
    st.sampled_from("'=+-@\t\r\n\x01\x0b\x85\",;，％ 文é\u3000\ufeff😀_x0A1"), max_size=9
)
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
TEXT = (AWKWARD | ANY | st.sampled_from(OURS)).map(lambda text: "" if text.isspace() else text)
NAMED = TEXT.filter(lambda text: bool(text.strip()))
DAY = st.integers(0, 2000).map(lambda back: (TODAY - timedelta(days=back)).isoformat())
LATER = st.integers(1, 300).map(lambda on: (TODAY + timedelta(days=on)).isoformat())
YES = st.sampled_from(["", "yes"])
CURRENCY = st.sampled_from(["CNY", "USD", "JPY", "KWD"])
RATE = st.decimals("0.0001", "9999", places=4).map(str)
SMALL = st.integers(1, 999).map(str)
ORDERS = ("1E5", "0001", "=1+1", "订单 7", "-7")
# Of an order of 10^15 and more no spreadsheet keeps every digit as a number.
AMOUNT = st.integers(1, 10**16).map(str) | st.decimals("0.01", "99999999", places=2).map(str)


def maybe(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | values


def rows(**cells: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    named = {name.rstrip("_"): cell for name, cell in cells.items()}
    return st.lists(st.fixed_dictionaries(named), max_size=4)


ORDER = st.sampled_from(ORDERS)
LEDGERS = st.fixed_dictionaries(
    {
        "managers": st.just([{"code": "02", "name": "=Han", "department": "domestic"}]),
        "rates": rows(currency=st.sampled_from(["USD", "KWD"]), on=DAY, rate=RATE),
        "aliases": rows(alias=st.sampled_from(["JRW01500", "JRN01007"]), customer=CODE, since=DAY),
        "owners": rows(customer=CODE, owner=st.sampled_from(["01", "02"]), from_on=DAY, why=TEXT),
        "contacts": rows(
            customer=CODE,
            name=NAMED,
            title=TEXT,
            role=maybe(st.sampled_from(["buyer", "finance"])),
            phone=maybe(st.sampled_from(["+49 30 1", "0571-88888888", "=1+1", "13800138000"])),
            email=maybe(st.just("anna@example.com")),
            im=TEXT,
            preferences=TEXT,
            birthday=maybe(st.sampled_from(["1980-05-01", "05-01"])),
            birthday_calendar=maybe(st.sampled_from(["lunar", "solar"])),
            consent_on=DAY,
            consent_purpose=NAMED,
            opt_out=YES,
            primary=YES,
        ),
        "interactions": rows(
            customer=CODE,
            on=DAY,
            kind=st.sampled_from(["talk", "quote", "sample"]),
            with_=TEXT,
            text=TEXT,
            problem=TEXT,
            needs=TEXT,
            amount=maybe(AMOUNT),
            currency=CURRENCY,
            minutes=maybe(SMALL),
            recorded_at=maybe(st.just("2026-01-02T03:04:05Z")),
            recorded_by=maybe(st.sampled_from(["01", "02"])),
        ),
        "actions": rows(
            customer=CODE,
            text=NAMED,
            due_on=maybe(LATER | DAY),
            status=st.sampled_from(["open", "done", "dropped"]),
            closed_on=maybe(DAY),
            why=TEXT,
        ),
        "orders": rows(
            number=ORDER, customer=CODE, on=DAY, amount=AMOUNT, currency=CURRENCY, rate=RATE
        ),
        "instalments": rows(order=ORDER, due_on=LATER, amount=AMOUNT),
        "adjustments": rows(order=ORDER, on=DAY, amount=AMOUNT, reason=TEXT),
        "payments": rows(order=ORDER, on=DAY, amount=AMOUNT),
        "overrides": rows(
            customer=CODE,
            grade=st.sampled_from("ABCD"),
            from_on=DAY,
            until_on=LATER,
            by=NAMED,
            why=NAMED,
        ),
        "cadence": rows(customer=CODE, days=maybe(SMALL), snoozed_until=maybe(LATER), why=TEXT),
        "goals": rows(manager=st.sampled_from(["01", "02"]), week=DAY, customers=SMALL, note=TEXT),
    }
)
FIRM = st.fixed_dictionaries(
    {
        "name": NAMED,
        "short_name": TEXT,
        "country": maybe(st.sampled_from(["DE", "CN", "Atlantis"])),
        "website": TEXT,
        "remarks": TEXT,
        "tags": TEXT,
        "registered_on": DAY,
        "legacy_code": TEXT,
        "key_reason": TEXT,
    }
)


def cells(row: Mapping[str, str]) -> dict[str, str]:
    return {name: guarded(cell) for name, cell in row.items()}


def survives(folder: Path, fresh: Path) -> None:
    """Take in what a folder holds; what the ledger then gives comes back by both ways."""
    paths = [folder / f"{name}.db" for name in ("first", "by-folder", "by-workbook")]
    for path in paths:
        shutil.copy(fresh, path)
    first, by_folder, by_workbook = paths
    done = call("import", str(folder / "in"), "--ledger", str(first))
    assert done.code in {0, 6}, done
    tables = give(folder / "a", ledger=first)
    book = give_workbook(folder / "kam.xlsx", ledger=first)

    for source, path in ((folder / "a", by_folder), (book, by_workbook)):
        assert take(source, ledger=path).counts["rejected"] == 0
        assert give(folder / f"of-{path.stem}", ledger=path) == tables


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(firms=st.lists(FIRM, min_size=3, max_size=3), tables=LEDGERS)
def test_random_ledgers_survive_folder_and_workbook(
    ledger: Path, tmp_path: Path, firms: Table, tables: dict[str, Table]
) -> None:
    folder = tmp_path / f"any-{next(_places)}"
    folder.mkdir()
    made = [{**customer(code, ""), **firm} for code, firm in zip(CODES, firms, strict=True)]
    for name, lines in {"customers": made, **tables}.items():
        if lines:
            put(folder / "in", name, [cells(line) for line in lines])

    survives(folder, ledger)
    shutil.rmtree(folder)
