"""The messy ledger of `examples/messy`: what it shows, and that its two forms are one ledger."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from conftest import Kam

MESSY = Path(__file__).parents[1] / "examples" / "messy"
TOOL = Path(__file__).parents[1] / "tools" / "messyledger.py"
FILES = ("客户台帐.xlsx", "客户台帐.csv")


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """Return a copy of the folder, beside which rejected rows may be written."""
    return Path(shutil.copytree(MESSY, tmp_path / "messy"))


def test_both_files_are_made_anew_with_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, TOOL, tmp_path / "again"], check=True)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (MESSY / name).read_bytes()


def test_both_files_give_the_same_ledger(kam: Kam, messy: Path, tmp_path: Path) -> None:
    exported = []
    for name in FILES:
        here = ("--ledger", str(tmp_path / f"{name}.db"))
        assert kam("init", "--manager", "01", "--name", "李雷", *here).code == 0
        answer = kam("import", str(messy / name), "-f", "json", *here)
        counts = json.loads(answer.out)
        assert (answer.code, counts["read"], counts["rejected"]) == (6, 39, 6)
        assert kam("export", "--into", str(tmp_path / f"{name}.out"), *here).code == 0
        tables = sorted((tmp_path / f"{name}.out").iterdir())
        exported.append([(table.name, table.read_bytes()) for table in tables])
    assert exported[0] == exported[1]


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(
    kam: Kam, ledger: Path, messy: Path, name: str
) -> None:
    assert kam("import", str(messy / name)).code == 6
    counts = json.loads(kam("import", str(messy / name), "-f", "json").out)
    told = ("created", "updated", "unchanged", "rejected")
    # Li Lei is no 李雷: his one row is rejected in both imports.
    assert [counts[each] for each in told] == [0, 0, 32, 7]


def test_each_rejected_row_says_why(kam: Kam, ledger: Path, messy: Path) -> None:
    assert kam("import", str(messy / FILES[0])).code == 6
    book = CalamineWorkbook.from_path(messy / "客户台帐.rejects.xlsx")
    reasons = [
        str(row[-1])
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        if isinstance(row[-2], float)
    ]
    for part in (
        '最近联系日期: "03/05/2023" could be 2023-03-05 or 2023-05-03',
        '手机: "1.38E+10" is all that the spreadsheet kept of a long number',
        '客户性质: "合作伙伴" is none of the values asked for here.',
        '跟进记录: "2027-01-05" is still to come.',
        "The source is missing.",
        '业务员: There is no manager "李雷".',
        '业务员: There is no manager "韩梅梅".',
    ):
        assert sum(part in reason for reason in reasons) == 1
