"""The machine's limit: the same work in bare SQLite, as a process of its own.

    python raw.py VERB LEDGER [ARGUMENT...]

No rules, no messages, no trail: what stays is the interpreter, `sqlite3` and the statement.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Sequence

_SHOW = (
    "SELECT * FROM customers JOIN standings ON customer_id = id WHERE id = ?",
    "SELECT * FROM contacts WHERE customer_id = ?",
    "SELECT * FROM interactions WHERE customer_id = ? ORDER BY happened_on DESC LIMIT 10",
    "SELECT * FROM actions WHERE customer_id = ? AND status = 'open'",
    "SELECT * FROM orders WHERE customer_id = ?",
)
_LIST = """
SELECT code, name, grade, annual_amount, last_contact_on, actions.text, actions.due_on
FROM customers JOIN standings ON standings.customer_id = customers.id
LEFT JOIN actions ON actions.customer_id = customers.id AND actions.status = 'open'
WHERE owner = '01' AND customers.status = 'active'
ORDER BY market DESC, code_manager, code_serial LIMIT ?
"""
_FIND = """
SELECT code, name, NULL FROM customers WHERE name_key LIKE :part
UNION ALL SELECT code, customers.name, contacts.name FROM contacts
JOIN customers ON customers.id = customer_id
WHERE contacts.name LIKE :part OR phone LIKE :part OR mobile LIKE :part OR email LIKE :part
UNION ALL SELECT code, name, text FROM interactions
JOIN customers ON customers.id = customer_id WHERE text LIKE :part
"""
_DUE = """
SELECT code, name, actions.text, due_on FROM actions
JOIN customers ON customers.id = customer_id
WHERE actions.status = 'open' AND due_on <= :today AND owner = '01' ORDER BY due_on
"""
_FALLING = """
SELECT code, name, turns_x_on FROM standings JOIN customers ON customers.id = customer_id
WHERE owner = '01' AND turns_x_on BETWEEN :today AND date(:today, '+7 days')
"""
_NOTE = """
INSERT INTO interactions (customer_id, happened_on, kind, via, text, attempt, unsolicited)
SELECT id, '2026-11-20', 'talk', 'call', ?, 0, 0 FROM customers WHERE code = ?
"""
_PLAN = """
INSERT INTO actions (customer_id, text, due_on, status)
SELECT id, ?, '2026-11-27', 'open' FROM customers WHERE code = ?
"""
# What the grade of every customer needs, as somebody would write it who needs nothing else.
_FACTS = """
WITH seen AS (
    SELECT customer_id, min(happened_on) AS first_on,
        max(CASE WHEN kind NOT IN ('greeting', 'mailing') AND attempt = 0 AND unsolicited = 0
            THEN happened_on END) AS contact_on,
        max(CASE WHEN kind IN ('request', 'sample', 'quote') AND unsolicited = 0
            THEN 1 ELSE 0 END) AS asked,
        max(CASE WHEN kind IN ('request', 'sample', 'quote') THEN 1 ELSE 0 END) AS evidence
    FROM interactions WHERE happened_on <= :today GROUP BY customer_id
),
refunded AS (
    SELECT order_id, sum(amount) AS amount FROM adjustments
    WHERE adjusted_on <= :today GROUP BY order_id
),
paid AS (
    SELECT order_id, max(paid_on) AS paid_on FROM payments
    WHERE paid_on <= :today GROUP BY order_id
),
bought AS (
    SELECT customer_id, max(ordered_on) AS ordered_on, max(paid_on) AS paid_on,
        sum(CASE WHEN cancelled_on IS NULL THEN 1 ELSE 0 END) AS valid,
        sum(CASE WHEN cancelled_on IS NULL AND ordered_on > date(:today, '-1 year')
            THEN (orders.amount + coalesce(refunded.amount, 0)) * CAST(rate AS REAL) ELSE 0 END)
            AS annual
    FROM orders LEFT JOIN refunded ON refunded.order_id = orders.id
    LEFT JOIN paid ON paid.order_id = orders.id
    WHERE ordered_on <= :today GROUP BY customer_id
)
SELECT customers.id, registered_on, seen.*, bought.* FROM customers
LEFT JOIN seen ON seen.customer_id = customers.id
LEFT JOIN bought ON bought.customer_id = customers.id
WHERE status = 'active'
"""
# The index of texts keeps none of them: it is filled with them as they stand in their rows.
_TEXTS = {
    "notes_index": ("rowid, words", "id, text FROM interactions"),
    "customers_index": ("rowid, names, about, sounds", "id, name, remarks, name FROM customers"),
    "contacts_index": (
        "rowid, names, texts, numbers, sounds",
        "id, name, email, coalesce(phone, mobile), name FROM contacts",
    ),
}
_TODAY_IS = "2026-11-20"


def main(verb: str, path: str, *said: str) -> None:
    """Do what the verb says and print the rows, if there are any."""
    ledger = sqlite3.connect(path, isolation_level=None)
    verbs: dict[str, Callable[..., None]] = {
        "show": _show,
        "list": _list,
        "find": _find,
        "today": _today,
        "log": _note,
        "next": _plan,
        "facts": _facts,
        "gather": _gather,
        "fill": _fill,
        "read": _read,
    }
    verbs[verb](ledger, *said)
    ledger.close()


def _show(ledger: sqlite3.Connection, code: str) -> None:
    (customer_id,) = ledger.execute("SELECT id FROM customers WHERE code = ?", (code,)).fetchone()
    for question in _SHOW:
        _print(ledger.execute(question, (customer_id,)).fetchall())


def _list(ledger: sqlite3.Connection, most: str) -> None:
    _print(ledger.execute(_LIST, (int(most),)).fetchall())


def _find(ledger: sqlite3.Connection, text: str) -> None:
    _print(ledger.execute(_FIND, {"part": f"%{text.casefold()}%"}).fetchall())


def _today(ledger: sqlite3.Connection) -> None:
    for question in (_DUE, _FALLING):
        _print(ledger.execute(question, {"today": _TODAY_IS}).fetchall())


def _note(ledger: sqlite3.Connection, code: str, text: str) -> None:
    _change(ledger, _NOTE, (text, code))


def _plan(ledger: sqlite3.Connection, code: str, text: str) -> None:
    _change(ledger, _PLAN, (text, code))


def _facts(ledger: sqlite3.Connection) -> None:
    for _row in ledger.execute(_FACTS, {"today": _TODAY_IS}):
        pass


def _gather(ledger: sqlite3.Connection, questions: str) -> None:
    """Run the very statements that `kam` gathers facts by; they come from a file, one a line."""
    with open(questions, encoding="utf-8") as file:  # noqa: PTH123 -- pathlib would cost a start
        for question in file:
            for _row in ledger.execute(question):
                pass


def _fill(ledger: sqlite3.Connection, source: str, *tables: str) -> None:
    """Copy whole tables from another ledger with `executemany`, in one transaction."""
    full = sqlite3.connect(source)
    # With SQLite's own 2 MB the indexes spill to disk and it takes three times as long.
    ledger.execute("PRAGMA cache_size = -65536")
    ledger.execute("BEGIN")
    for table in tables:
        if table in _TEXTS:
            columns, texts = _TEXTS[table]
            into, rows = f"{table} ({columns})", full.execute(f"SELECT {texts}")
        else:
            ledger.execute(f"DELETE FROM {table}")
            into, rows = table, full.execute(f"SELECT * FROM {table}")
        marks = ", ".join("?" * len(rows.description))
        ledger.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
    ledger.execute("COMMIT")


def _read(_ledger: sqlite3.Connection, *files: str) -> None:
    """Read files row by row: CSV with `csv`, workbooks with python-calamine."""
    for name in files:
        if name.endswith(".xlsx"):
            _read_workbook(name)
        else:
            import csv

            with open(name, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 -- the same
                for _row in csv.reader(file):
                    pass


def _read_workbook(name: str) -> None:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(name)
    for sheet in workbook.sheet_names:
        for _row in workbook.get_sheet_by_name(sheet).to_python():
            pass


def _change(ledger: sqlite3.Connection, statement: str, values: Sequence[str]) -> None:
    ledger.execute("PRAGMA synchronous = FULL")
    ledger.execute("PRAGMA foreign_keys = 1")
    ledger.execute("BEGIN IMMEDIATE")
    ledger.execute(statement, values)
    ledger.execute("COMMIT")


def _print(rows: Sequence[tuple[object, ...]]) -> None:
    for row in rows:
        print(*row, sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
