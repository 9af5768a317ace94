"""Cells are told apart as they were meant, whatever stands between them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.encodings import Encoding
from kamcli.exchange.spreadsheets.grids import Line
from kamcli.exchange.spreadsheets.separated import Separated, Separator, read_separated

UTF8 = Encoding(codec="utf-8")


def read(text: str, encoding: Encoding = UTF8) -> Separated:
    return read_separated(
        io.BytesIO(text.encode("utf-8", "surrogateescape")), encoding, name="a.csv"
    )


def lines(text: str) -> list[Line]:
    return list(read(text).grid.lines)


@pytest.mark.parametrize("separator", list(Separator))
def test_the_separator_is_found(separator: Separator) -> None:
    rows = [
        ["客户台帐 2024", "", ""],
        ["客户名称", "国家", "备注"],
        ["ACME", "DE", "1,5; 2,5 | 3\t4"],
        ["华茂", "CN", 'sagt "ja"\nund nein'],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=separator.sign).writerows(rows)
    found = read(text.getvalue())
    assert found.separator is separator
    assert [list(line.cells) for line in found.grid.lines] == [
        [cell or None for cell in row] for row in rows
    ]


def test_commas_in_every_address_do_not_beat_tabs() -> None:
    rows = [f"firm {n}\tstreet {n}, town\tDE\tnote" for n in range(20)]
    assert read("\n".join(rows)).separator is Separator.TAB


def test_what_the_first_line_says_is_believed() -> None:
    found = read("sep=;\na,b;c\n1,2;3\n")
    assert found.separator is Separator.SEMICOLON
    assert list(found.grid.lines) == [
        Line(number=2, cells=("a,b", "c")),
        Line(number=3, cells=("1,2", "3")),
    ]


def test_ragged_rows_and_blank_lines_stay_what_they_are() -> None:
    assert lines("a,b,c\n1\n\n1,2,3,4\n , ,\n") == [
        Line(number=1, cells=("a", "b", "c")),
        Line(number=2, cells=("1",)),
        Line(number=3, cells=()),
        Line(number=4, cells=("1", "2", "3", "4")),
        Line(number=5, cells=(None, None, None)),
    ]


def test_old_line_ends_end_lines() -> None:
    assert [line.cells for line in lines("a,b\r1,2\r3,4\r")] == [("a", "b"), ("1", "2"), ("3", "4")]


def test_a_line_is_counted_where_it_begins() -> None:
    found = lines('a,b\n1,"x\ny"\n2,z\n')
    assert [line.number for line in found] == [1, 2, 4]


def test_a_missing_quotation_mark_is_told_with_its_line() -> None:
    with pytest.raises(NotUnderstood, match=r'"a.csv", line 3: a quotation mark is missing'):
        lines('name,b\nx,"1"\ny,"2\nz,3\n')


def test_a_wrong_encoding_is_told() -> None:
    with pytest.raises(NotUnderstood, match=r'"a.csv" is not in GB18030.'):
        list(
            read_separated(
                io.BytesIO(b"a,b\n\xff\xff,1\n"), Encoding(codec="gb18030"), name="a.csv"
            ).grid.lines
        )


def test_an_endless_line_is_not_read_to_its_end() -> None:
    with pytest.raises(NotUnderstood, match="without an end"):
        lines("x" * (17 << 20))


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6),
    separator=st.sampled_from(Separator),
)
def test_what_was_written_is_read(rows: list[list[str]], separator: Separator) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator.sign, quoting=csv.QUOTE_ALL)
    writer.writerows([["客户名称", "国家", "备注"], *rows])
    found = [line.cells for line in read(text.getvalue()).grid.lines]
    assert found[1:] == [tuple(cell if cell.strip() else None for cell in row) for row in rows]
