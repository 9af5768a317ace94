"""`kam upgrade`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from conftest import Answer, Kam, content
from kamcli.ledger.migrations import HEAD


def _set_version(ledger: Path, version: str) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute(
            "UPDATE alembic_version SET version_num = :version", {"version": version}
        )
        connection.commit()


def test_a_ledger_of_today_is_up_to_date(kam: Kam, ledger: Path) -> None:
    before = content(ledger)

    assert kam("upgrade") == Answer(
        out=f'The ledger "{ledger}" is up to date (version {HEAD}).\n', err="", code=0
    )
    assert content(ledger) == before


def test_json_says_both_versions(kam: Kam, ledger: Path) -> None:
    answer = kam("upgrade", "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {
        "ledger": str(ledger),
        "version": HEAD,
        "version_before": HEAD,
    }


def test_dry_run_says_what_would_be_done(kam: Kam, ledger: Path) -> None:
    _set_version(ledger, "0000")
    before = content(ledger)

    assert kam("upgrade", "--dry-run") == Answer(
        out=f'The ledger "{ledger}" is of version 0000 and would be brought up to date.\n',
        err="",
        code=0,
    )
    assert content(ledger) == before


def test_no_ledger_is_told(kam: Kam, tmp_path: Path) -> None:
    answer = kam("upgrade")

    assert (answer.out, answer.code) == ("", 5)
    assert str(tmp_path / "kam.db") in answer.err


def test_a_newer_ledger_is_refused(kam: Kam, ledger: Path) -> None:
    _set_version(ledger, "9999")
    answer = kam("upgrade")

    assert (answer.out, answer.code) == ("", 5)
    assert "9999" in answer.err
