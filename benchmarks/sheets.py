"""Spreadsheets of customers as people keep them, with a given number of rows.

python sheets.py FILE ROWS; the name of the file says whether it is a table of text or a workbook.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import firms

_HEADINGS = (
    *("客户名称", "国家/区域", "等级", "客户性质", "信息来源", "联系人", "手机", "邮箱"),
    *("最近联系日期", "跟进记录", "下一步", "备注", "负责人"),
)
A_MANAGERS = 5_000  # a manager has 9,999 numbers for each market
_NATURES = ("经销商", "终端客户", "agent")
_DAYS = ("2024.05.10", "2019年07月09日", "2023-1-5")
_SEED = 20261120


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Go through the headings and as many rows, each with a person and three dated notes."""
    yield _HEADINGS
    random = Random(_SEED)
    for number, firm in enumerate(firms.firms(count, random)):
        days = ("2024.05.10", f"2024.06.{1 + number % 28:02}", "2024.07.01")
        yield (
            firm.name,
            f"中国 / {firm.region}" if firm.country == "CN" else firm.country,
            ("A级", "B", "C类")[number % 3],
            _NATURES[number % 3],
            "广交会",
            f"{firms.contact_name(firm, random)}(销售主管)",
            f"138{number:08}" if firm.country == "CN" else f"+49 171 {5000000 + number}",
            f"sales@firm-{number}.example",
            _DAYS[number % 3],
            "\n".join(f"{day} {firms.note(random)}" for day in days),
            firms.plan(random) if number % 2 else "",
            "",
            manager(number),
        )


def manager(number: int) -> str:
    """Return the number of the manager whose customer stands in a row."""
    return f"{1 + number // A_MANAGERS:02}"


def write(path: Path, count: int) -> None:
    """Write the rows as a table of text or as a workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows(count))
        return
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("客户")
        for line, row in enumerate(rows(count)):
            for place, text in enumerate(row):
                sheet.write_string(line, place, text)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
