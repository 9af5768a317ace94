"""`kam import`: what is told of the rows, whatever their number and the width of the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Kam
from terminal import Terminal

HEAD = "Name,Country,Nature,Source,Phone\n"


def write(folder: Path, *rows: str) -> None:
    (folder / "firms.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def reasons(err: str) -> list[str]:
    return [line for line in err.splitlines() if line.startswith(('"firms.csv", line', "…"))]


def test_a_reason_of_several_rows_is_said_once(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    bad = [f"{name},DE,{nature},web," for name, nature in zip("ABCDEFG", "xyyxxxx", strict=True)]
    write(tmp_path, *bad)

    answer = kam("import", "firms.csv")

    why = (
        "is none of the values asked for here. (one of: agent, distributor, intermediary, end-user)"
    )
    assert reasons(answer.err) == [
        f'"firms.csv", lines 2, 5, 6 and 2 more: Nature: "x" {why}',
        f'"firms.csv", lines 3, 4: Nature: "y" {why}',
    ]
    assert "7 rejected." in answer.out
    assert answer.code == 6


def test_ten_reasons_are_said_and_the_others_counted(
    kam: Kam, ledger: Path, tmp_path: Path
) -> None:
    write(tmp_path, *(f"Firm {n},DE,friend {n},web," for n in range(13)))

    answer = kam("import", "firms.csv")
    dry = kam("import", "firms.csv", "--dry-run", "--lang", "zh")
    found = json.loads(kam("import", "firms.csv", "-f", "json").out)

    assert len(reasons(answer.err)) == 11
    assert reasons(answer.err)[-1] == '… and 3 more rows, all in "firms.rejects.xlsx".'
    assert "13 rejected." in answer.out
    assert answer.code == 6
    assert dry.err.splitlines()[-2:] == ["……另有 3 行。", "错误：将退回 13 行。"]
    assert [each["line"] for each in found["rejections"]] == list(range(2, 15))
    assert {each["file"] for each in found["rejections"]} == {"firms.csv"}
    assert '"friend 12"' in found["rejections"][-1]["reason"]


@pytest.mark.parametrize(
    ("language", "columns", "titles", "cells"),
    [
        ("en", 80, "File Rows New Changed As before Rejected", "firms.csv 2 1 0 0 1"),
        ("en", 40, "File Rows New Rejected", "firms.csv 2 1 1"),
        ("zh", 40, "文件 行数 新增 更新 未变 退回", "firms.csv 2 1 0 0 1"),
    ],
)
def test_the_table_fits_the_terminal(
    ledger: Path, tmp_path: Path, language: str, columns: int, titles: str, cells: str
) -> None:
    write(tmp_path, "Alpha,DE,agent,web,", "Beta,DE,friend,web,")

    terminal = Terminal("--lang", language, "import", "firms.csv", columns=columns)

    assert terminal.ends() == 6
    lines = [line.split() for line in terminal.screen.splitlines()]
    assert cells.split() in lines
    assert titles.split() in lines


def test_one_row_is_one_row(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write(tmp_path, "Alpha,DE,agent,web,")
    answer = kam("import", "firms.csv")
    assert "Import 1: 1 row read, 1 new, " in answer.out
    assert answer.code == 0
    assert answer.err.startswith('"firms.csv": Read as UTF-8')


def test_chinese_sentences_stand_without_a_space(kam: Kam, ledger: Path, tmp_path: Path) -> None:
    write(tmp_path, "Alpha,DE,friend,web,1.38E+10")
    answer = kam("import", "firms.csv", "--lang", "zh")
    assert "。 " not in answer.err
    assert "。(" in answer.err
    assert "退回 1。" in answer.out
    assert answer.code == 6
