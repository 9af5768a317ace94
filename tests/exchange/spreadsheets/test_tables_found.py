"""The tables of a workbook are found: their headings, their rows, and what each column means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.layouts import fingerprint
from kamcli.exchange.spreadsheets.opening import open_tables
from kamcli.exchange.spreadsheets.shape import Aside, Asked, Field, RawRow, RawTable
from kamcli.exchange.spreadsheets.workbooks import opened_workbook
from workbooks import Cell, Cells, Sheet, at_noon, converted, write_ods, write_xlsb, write_xlsx

HEAD: list[Cell] = ["客户名称", "国家", "等级", "电话"]
ROW: list[Cell] = ["华茂", "中国", "A", 13800138000]


class Read:
    """A table, and its rows gone through."""

    def __init__(self, table: RawTable) -> None:
        self.table = table
        self.rows: list[RawRow] = list(table.rows)

    def fields(self) -> list[Field | None]:
        """Return what its columns mean."""
        return list(self.table.fields)

    def asides(self) -> dict[int, Aside | None]:
        """Return what its rows are, by line."""
        return {row.line: row.aside for row in self.rows}


def read_all(path: Path, asked: Asked | None = None) -> list[Read]:
    with open_tables(path, asked) as tables:
        return [Read(table) for table in tables]


def read(path: Path, asked: Asked | None = None) -> Read:
    (only,) = read_all(path, asked)
    return only


def sheet(tmp_path: Path, rows: Cells, *merged: str) -> Read:
    return read(write_xlsx(tmp_path / "a.xlsx", Sheet(rows=rows, merged=merged)))


# Cells


def test_cells_keep_their_kind(tmp_path: Path) -> None:
    day = date(2024, 5, 10)
    cells: list[Cell] = [
        "华茂",
        13800138000,
        "1.38E+10",
        0.5,
        4280.0,
        True,
        day,
        at_noon(day),
        None,
        "  ",
    ]
    found = sheet(tmp_path, [["客户名称", *"abcdefghi"], cells])
    assert found.rows[0].cells == (
        *("华茂", 13800138000, "1.38E+10", 0.5, 4280, True, day, at_noon(day), None, None),
    )
    assert type(found.rows[0].cells[4]) is int


@pytest.mark.parametrize("from_1904", [False, True])
def test_days_are_the_same_in_both_date_systems(tmp_path: Path, from_1904: bool) -> None:
    rows: list[list[Cell]] = [["客户名称", "登记日期"], ["华茂", date(2024, 5, 10)]]
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=rows), from_1904=from_1904)
    found = read(path)
    assert found.rows[0].cells[1] == date(2024, 5, 10)
    assert found.table.from_1904 is from_1904


@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("from_1904", [False, True])
def test_libreoffice_writes_what_is_read(tmp_path: Path, kind: str, from_1904: bool) -> None:
    rows: list[list[Cell]] = [
        [*HEAD, "登记日期"],
        [*ROW, date(2024, 5, 10)],
        ["a", None, None, 0.5, None],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=rows, name="客户"), from_1904=from_1904)
    found = read(converted(path, kind))
    assert [row.cells for row in found.rows] == [tuple(row) for row in rows[1:]]
    assert found.table.sheet == "客户"
    assert found.table.from_1904 is (from_1904 and kind == "xls")


def test_an_open_document_is_read(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[*HEAD, "登记日期"], [*ROW, date(2024, 5, 10)]]
    found = read(write_ods(tmp_path / "a.ods", Sheet(rows=rows, name="客户")))
    assert [row.cells for row in found.rows] == [(*ROW, date(2024, 5, 10))]


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_binary_workbook_is_read(tmp_path: Path, from_1904: bool) -> None:
    path = write_xlsb(tmp_path / "a.xlsb", Sheet(rows=[HEAD, ROW]), from_1904=from_1904)
    found = read(path)
    assert found.rows[0].cells == tuple(ROW)
    assert found.table.from_1904 is from_1904


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=[HEAD, ROW]))
    assert read(path.rename(tmp_path / "a.csv")).rows[0].cells == tuple(ROW)
    (tmp_path / "b.xls").write_text("客户名称\t国家\n华茂\t中国\n", encoding="gb18030")
    assert read(tmp_path / "b.xls").rows[0].cells == ("华茂", "中国")


def test_cells_with_an_error_are_told(tmp_path: Path) -> None:
    found = sheet(tmp_path, [HEAD, ["华茂", "=#DIV/0!", None, None]])
    assert found.rows[0].cells == ("华茂", None, None, None)
    assert found.table.notes == ("1 cell holds an error such as #REF! and was read as empty.",)


def test_many_rows_come_in_order(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[f"firm {n}", "DE", n] for n in range(1800)]
    found = sheet(tmp_path, [["name", "country", "x"], *rows])
    assert [row.cells for row in found.rows] == [tuple(row) for row in rows]
    assert [row.line for row in found.rows] == list(range(2, 1802))


# Headings


def test_titles_and_notes_above_the_headings_are_the_title(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["2024年客户台帐"],
        [],
        ["部门：外贸部", None, "制表：李雷"],
        HEAD,
        ROW,
    ]
    found = sheet(tmp_path, rows, "A1:D1")
    assert found.table.title == "2024年客户台帐 部门：外贸部 制表：李雷"
    assert found.table.head_line == 4
    assert found.table.headings == tuple(HEAD)
    assert [row.line for row in found.rows] == [5]


def test_a_table_may_begin_anywhere(tmp_path: Path) -> None:
    rows: Cells = [[], [], [None, None, *HEAD], [None, None, *ROW], [*[None] * 5, 5]]
    found = sheet(tmp_path, rows, "C4:C5")
    assert found.rows[1].cells[2:] == ("华茂", None, None, 5)
    assert found.table.headings == ("", "", *HEAD)
    assert found.fields() == [None, None, Field.NAME, Field.COUNTRY, Field.GRADE, Field.PHONE]


TWO_LINES: Cells = [
    ["客户台帐", None, None, None, None, None],
    ["序号", "客户名称", "联系人", None, None, "备注"],
    [None, None, "姓名", "职务", "电话", None],
    [1, "华茂", "王芳", "采购", 13800138000, "x"],
]
TWO_LINES_MEAN = [
    *(Field.LINE, Field.NAME, Field.CONTACT, Field.TITLE, Field.PHONE, Field.REMARKS),
]


@pytest.mark.parametrize("merged", [(), ("A1:F1", "A2:A3", "B2:B3", "C2:E2", "F2:F3")])
def test_headings_of_two_lines_are_one(tmp_path: Path, merged: tuple[str, ...]) -> None:
    found = sheet(tmp_path, TWO_LINES, *merged)
    assert found.fields() == TWO_LINES_MEAN
    assert found.table.headings[2:5] == ("联系人 姓名", "联系人 职务", "联系人 电话")
    assert found.table.title == "客户台帐"
    assert [row.line for row in found.rows] == [4]


def test_groups_above_whole_headings_are_no_part_of_them(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["基本信息", None, "联系", None], HEAD, ROW]
    found = sheet(tmp_path, rows, "A1:B1", "C1:D1")
    assert found.table.headings == tuple(HEAD)
    assert found.table.title == "基本信息 联系"


def test_a_day_below_samples_is_no_day_of_registration(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["客户名称", "国家", "登记", None, "样品", None],
        [None, None, "年", "月", "规格", "日期"],
        ["华茂", "中国", 2024, 5, "A4", "5.1"],
    ]
    found = sheet(tmp_path, rows, "C1:D1", "E1:F1")
    assert found.fields() == [Field.NAME, Field.COUNTRY, Field.YEAR, Field.MONTH, None, None]


def test_ticks_below_a_group_are_ticks(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["客户名称", "客户分类", None, "客户等级"],
        [None, "国外", "国内", None],
        ["ACME", "√", None, "A"],
    ]
    found = sheet(tmp_path, rows, "B1:C1")
    assert found.fields() == [Field.NAME, Field.FOREIGN, Field.DOMESTIC, Field.GRADE]


def test_the_first_row_is_no_second_line_of_headings(tmp_path: Path) -> None:
    found = sheet(tmp_path, [HEAD, ["微信", "中国", "A", "电话"], ROW])
    assert found.table.headings == tuple(HEAD)
    assert len(found.rows) == 2


def test_headings_that_nobody_knows_are_named(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["Title of it"], ["Zeile", "Wer", "Wo"], ["a", "b", "c"]]
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=rows))
    with pytest.raises(NotUnderstood) as caught:
        read(path)
    assert caught.value.message == ('"a.xlsx" has no heading that is known: "Zeile", "Wer", "Wo".')
    assert caught.value.hint == "--map Wo=name"
    found = read(path, Asked(mapping={"Wer": Field.NAME}))
    assert found.table.unmapped == ("Zeile", "Wo")
    assert found.table.title == "Title of it"


def test_one_known_column_is_enough(tmp_path: Path) -> None:
    assert sheet(tmp_path, [["客户名称"], ["华茂"], ["博世"]]).fields() == [Field.NAME]


# Columns


def test_what_the_person_says_of_a_column_holds(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=[[*HEAD, "Sector"], [*ROW, "steel"]]))
    asked = Asked(mapping={"sector": Field.TAGS, "等级": None})
    assert read(path, asked).fields() == [
        *(Field.NAME, Field.COUNTRY, None, Field.PHONE, Field.TAGS),
    ]


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=[HEAD, ROW]))
    with pytest.raises(NotUnderstood, match=r'"a.xlsx" has no column "国".') as caught:
        read(path, Asked(mapping={"国": Field.COUNTRY}))
    assert caught.value.hint is not None
    assert "国家" in caught.value.hint


def test_what_was_said_before_holds_and_what_is_said_now_more(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=[["Wer", "Wo"], ["ACME", "DE"]]))
    layouts = {fingerprint(["Wo", "Wer"]): {"wer": Field.NAME, "WO": Field.REGION}}
    remembered = read(path, Asked(layouts=layouts))
    assert remembered.fields() == [Field.NAME, Field.REGION]
    assert remembered.table.notes == ("The columns mean what was said of these headings before.",)
    now = read(path, Asked(layouts=layouts, mapping={"Wo": Field.COUNTRY}))
    assert now.fields() == [Field.NAME, Field.COUNTRY]


def test_of_two_names_the_better_one_is_taken(tmp_path: Path) -> None:
    found = sheet(tmp_path, [["客户", "公司名称", "国家"], ["王芳", "华茂", "中国"]])
    assert found.fields() == [None, Field.NAME, Field.COUNTRY]
    assert found.table.notes == (
        'The columns "公司名称" and "客户" both mean name: the second was passed over.',
    )


def test_several_phones_and_people_are_all_taken(tmp_path: Path) -> None:
    head: list[Cell] = ["客户名称", "联系人1", "电话1", "联系人2", "电话2", "跟进1", "跟进2"]
    assert sheet(tmp_path, [head, ["a", "b", "1", "c", "2", "x", "y"]]).fields() == [
        *(Field.NAME, Field.CONTACT, Field.PHONE, Field.CONTACT, Field.PHONE),
        *(Field.FOLLOW_UPS, Field.FOLLOW_UPS),
    ]


# Rows


def test_rows_that_are_none_are_told_apart(tmp_path: Path) -> None:
    rows: Cells = [
        ["序号", *HEAD],
        [None, "必填", "必填", "选填", "选填"],
        ["2024年", None, None, None, None],
        [1, *ROW],
        ["德国客户", None, None, None, None],
        [2, "ACME", "DE", None, None],
        ["序号", *HEAD],
        [3, "Total", "FR", "A", 5],
        [4, None, None, None, None],
        ["合计", None, None, None, 3],
        ["注：以上为有效客户", None, None, None, None],
        [None, "制表人：李雷", None, "审核：", None],
    ]
    found = sheet(tmp_path, rows, "A5:E5")
    assert found.asides() == {
        2: Aside.NOTE,
        3: Aside.SECTION,
        4: None,
        5: Aside.SECTION,
        6: None,
        7: Aside.HEAD,
        8: None,
        10: Aside.TOTAL,
        11: Aside.NOTE,
        12: Aside.NOTE,
    }


def test_a_customer_with_nothing_but_a_name_is_a_row(tmp_path: Path) -> None:
    found = sheet(tmp_path, [HEAD, ["华茂", None, None, None], ["2024", None, None, None]])
    assert found.asides() == {2: None, 3: Aside.SECTION}


def test_a_merged_cell_holds_for_all_its_rows(tmp_path: Path) -> None:
    rows: Cells = [
        ["客户名称", "国家", "联系人"],
        ["ACME", "DE", "Anna"],
        [None, None, "Bernd"],
        [None, None, None],
        ["华茂", "中国", "王芳"],
    ]
    found = sheet(tmp_path, rows, "A2:A4", "B2:B3")
    assert [(row.line, row.cells, row.joined) for row in found.rows] == [
        (2, ("ACME", "DE", "Anna"), ()),
        (3, ("ACME", "DE", "Bernd"), (0, 1)),
        (5, ("华茂", "中国", "王芳"), ()),
    ]


def test_cells_beyond_the_headings_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("客户名称,国家\n华茂,中国,,x\n博世\n,,,y\n", encoding="utf-8")
    found = read(tmp_path / "a.csv")
    assert [(row.cells, row.surplus) for row in found.rows] == [
        (("华茂", "中国"), (None, "x")),
        (("博世", None), ()),
        ((None, None), (None, "y")),
    ]


# Sheets


def test_sheets_with_the_same_head_are_tables_of_one_layout(tmp_path: Path) -> None:
    other = [HEAD[::-1], ROW[::-1]]
    path = write_xlsx(
        tmp_path / "a.xlsx",
        Sheet(name="德国", rows=[HEAD, ROW]),
        Sheet(name="填写说明", rows=[["请按要求填写"], ["谢谢"]]),
        Sheet(name="法国", rows=other),
        Sheet(name="空", rows=[]),
    )
    first, second = read_all(path)
    assert (first.table.sheet, second.table.sheet) == ("德国", "法国")
    assert first.table.layout == second.table.layout
    assert first.rows[0].cells == second.rows[0].cells[::-1]
    assert first.table.notes == (
        'The sheet "填写说明" was passed over: it has no headings that are known.',
    )


def test_sheets_are_gone_through_in_any_order(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[f"firm {n}", "DE", "A", n] for n in range(1200)]
    path = write_xlsx(
        tmp_path / "a.xlsx",
        Sheet(name="a", rows=[HEAD, *rows]),
        Sheet(name="b", rows=[HEAD, *rows[::-1]]),
    )
    with open_tables(path) as (one, other):
        pairs = list(zip(one.rows, other.rows, strict=True))
    assert [row.cells[3] for row, _ in pairs] == list(range(1200))
    assert [row.cells[3] for _, row in pairs] == list(range(1199, -1, -1))


def test_a_sheet_that_was_left_halfway_is_read_anew(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[f"firm {n}", "DE", "A", n] for n in range(1200)]
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=[HEAD, *rows]))
    with path.open("rb") as file, opened_workbook(file, name="a", unpacked=1 << 20) as book:
        assert next(book.grid(0).lines).cells == tuple(HEAD)
        assert [line.cells for line in book.grid(0).lines] == [tuple(HEAD), *map(tuple, rows)]


def hidden(tmp_path: Path) -> Path:
    return write_xlsx(
        tmp_path / "a.xlsx",
        Sheet(name="客户", rows=[HEAD, ROW]),
        Sheet(name="旧客户", rows=[HEAD, ["博世", "DE", "B", None]], hidden=True),
        Sheet(name="空", rows=[], hidden=True),
    )


def test_a_hidden_sheet_is_passed_over_and_told(tmp_path: Path) -> None:
    found = read(hidden(tmp_path))
    assert found.table.sheet == "客户"
    assert found.table.notes == (
        'The hidden sheet "旧客户" was passed over; --sheet "旧客户" reads it.',
    )


def test_a_sheet_that_is_asked_for_is_read(tmp_path: Path) -> None:
    found = read(hidden(tmp_path), Asked(sheets=("旧客户",)))
    assert found.rows[0].cells == ("博世", "DE", "B", None)


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood, match=r'"a.xlsx" has no sheet "新".') as caught:
        read(hidden(tmp_path), Asked(sheets=("新",)))
    assert caught.value.hint == '--sheet "客户" --sheet "旧客户" --sheet "空"'


# Text


def test_how_a_text_was_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("客户名称;国家\n华茂;中国\n".encode("gb18030"))
    found = read(path)
    assert found.rows[0].cells == ("华茂", "中国")
    assert found.table.notes == ("Read as GB18030, with semicolons between the cells.",)


def test_the_person_says_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("客戶名稱,國家\n囉,德國\n".encode("big5"))
    with pytest.raises(NotUnderstood, match=r'"a.csv" is not in UTF-8.'):
        read(path, Asked(encoding="utf-8"))
    assert read(path, Asked(encoding="big5")).rows[0].cells == ("囉", "德國")
