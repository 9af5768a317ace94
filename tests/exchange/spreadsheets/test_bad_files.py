"""What cannot be read ends in a sentence, whatever it is, and costs neither time nor memory."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from conftest import Kam
from kamcli.errors import KamError, NotUnderstood, Refused
from kamcli.exchange.spreadsheets.opening import open_tables
from workbooks import Sheet, converted, write_ods, write_xlsx

ROWS = [["客户名称", "国家"], *([f"华茂{n}", "中国"] for n in range(40))]
SHEET_XML = "xl/worksheets/sheet1.xml"


def read(path: Path) -> None:
    with open_tables(path) as tables:
        for table in tables:
            for _ in table.rows:
                pass


def refusal(path: Path) -> KamError:
    with pytest.raises((NotUnderstood, Refused)) as caught:
        read(path)
    assert caught.value.hint
    return caught.value


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", '"a.xlsx" is empty.'),
        (b" \r\n\t\n", '"a.xlsx" is empty.'),
        (b"\xef\xbb\xbf", '"a.xlsx" is empty.'),
        (b"%PDF-1.7\n", '"a.xlsx" is no spreadsheet but a PDF.'),
        (b"\x89PNG\r\n\x1a\n\0", '"a.xlsx" is no spreadsheet but a picture.'),
        (b"SQLite format 3\0", '"a.xlsx" is no spreadsheet but a database.'),
        (
            b"\xef\xbb\xbf<html><table><tr><td>1",
            '"a.xlsx" is no spreadsheet but a web page, whatever its name says.',
        ),
        (b"PK\x03\x04 and no more", '"a.xlsx" is damaged and cannot be read.'),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more",
            '"a.xlsx" is damaged and cannot be read.',
        ),
        (b"a,b\0,c\n", '"a.xlsx" is neither a spreadsheet nor a table of text.'),
        (b"1,2\n3,4\n", '"a.xlsx" has no line of headings.'),
    ],
)
def test_what_is_no_spreadsheet(tmp_path: Path, data: bytes, sentence: str) -> None:
    assert refusal(put(tmp_path / "a.xlsx", data)).message == sentence


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "a text document"),
        ("ppt/presentation.xml", "a presentation"),
        ("Index/Document.iwa", "a document of Apple Numbers"),
        ("photo.jpg", "an archive of files"),
    ],
)
def test_what_is_zipped_but_no_spreadsheet(tmp_path: Path, part: str, kind: str) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as package:
        package.writestr(part, "x")
    assert refusal(path).message == f'"a.xlsx" is no spreadsheet but {kind}.'


def test_folders_and_devices_are_no_files(tmp_path: Path) -> None:
    assert "cannot be read: Is a directory" in refusal(tmp_path).message
    assert refusal(Path("/dev/null")).message == '"/dev/null" is no file.'
    assert "cannot be read: No such file" in refusal(tmp_path / "none.csv").message


def test_a_password_is_told(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", Sheet(rows=ROWS), locked=True)
    error = refusal(path)
    assert isinstance(error, Refused)
    assert error.message == '"a.ods" is protected by a password.'


def test_an_old_workbook_with_a_password_is_told(tmp_path: Path) -> None:
    path = converted(write_xlsx(tmp_path / "a.xlsx", Sheet(rows=ROWS)), "xls")
    data = path.read_bytes()
    stream = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    # As if the record after the first one said how the rest is encrypted.
    put(path, data[: stream + 20] + b"\x2f\x00" + data[stream + 22 :])
    assert refusal(path).message == '"a.xls" is protected by a password.'


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=[]), Sheet(rows=[], name="b"))
    assert refusal(path).message == '"a.xlsx" is empty.'


# Bombs


def bomb(path: Path, content: bytes, *, says: int | None = None) -> Path:
    """Write a workbook whose sheet is this many times larger than it looks, or lies about it."""
    write_xlsx(path, Sheet(rows=ROWS))
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != SHEET_XML}
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
        package.writestr(SHEET_XML, content)
    if says is not None:
        size = struct.pack("<I", len(content))
        path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", says)))
    return path


SMALL_SHEET = b"<worksheet><sheetData/></worksheet>"


def test_a_bomb_that_tells_its_size_is_not_unpacked(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", SMALL_SHEET, says=3 << 30)
    message = refusal(path).message
    assert message == '"a.xlsx" would unpack to 3,072 MB: that is too much for a table.'


def test_a_bomb_that_lies_is_not_unpacked_further_than_it_says(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", b" " * (64 << 20), says=1000)
    assert zlib.crc32(b" " * 1000) != zlib.crc32(b" " * (64 << 20))
    assert refusal(path).message == '"a.xlsx" is damaged and cannot be read.'


def test_a_cell_far_off_does_not_take_all_memory(tmp_path: Path) -> None:
    cells = b"".join(
        b'<row r="%d"><c r="%s%d" t="inlineStr"><is><t>x</t></is></c></row>' % (row, column, row)
        for column, row in ((b"A", 1), (b"XFD", 1048576))
    )
    path = bomb(
        tmp_path / "a.xlsx", b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"
    )
    assert refusal(path).message == (
        '"a.xlsx" is damaged, or holds far more cells than its size says.'
    )


# Damage


def damaged(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice([1, 3, 10, 50])):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("kind", ["xls", "xlsx", "ods"])
def test_damage_ends_in_a_sentence_or_in_rows(tmp_path: Path, kind: str) -> None:
    made = write_xlsx(tmp_path / "a.xlsx", Sheet(rows=ROWS))
    path = made if kind == "xlsx" else converted(made, kind)
    data = path.read_bytes()
    chance = random.Random(kind)
    refused = []
    for _ in range(25):
        put(path, damaged(data, chance))
        try:
            read(path)
        except (NotUnderstood, Refused) as error:
            refused.append(error.message)
    assert refused
    assert all(each.startswith(f'"{path.name}" ') for each in refused)


# Change


def appended(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x,y\n")


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@pytest.mark.parametrize("change", [appended, replaced, Path.unlink])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, name: str, change: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    if name == "a.csv":
        path.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    else:
        write_xlsx(path, Sheet(rows=ROWS))
    with open_tables(path) as (table,):
        rows = iter(table.rows)
        assert next(rows).cells == ("华茂0", "中国")
        change(path)
        with pytest.raises(Refused, match="changed while it was read, so nothing of it was taken"):
            list(rows)


# Path tricks

_TRICKS = (
    "../evil.txt",
    "../../../../evil.txt",
    "xl/../../evil.txt",
    "..\\..\\evil.txt",
    "C:\\evil.txt",
    "evil\n.txt",
)


@pytest.mark.parametrize("trick", [*_TRICKS, "{folder}/evil.txt"])
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_part_with_a_path_of_its_own_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trick: str, kind: str
) -> None:
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    write = write_xlsx if kind == "xlsx" else write_ods
    path = write(here / f"a.{kind}", Sheet(rows=ROWS))
    with ZipFile(path, "a") as package:
        package.writestr(trick.format(folder=tmp_path), "evil")
    before = sorted(tmp_path.rglob("*"))

    with open_tables(path) as tables:
        assert [len(list(table.rows)) for table in tables] == [len(ROWS) - 1]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["a\x1b[31m.csv", "a\u202e.csv", "-a.csv", "a;rm -rf b.csv"])
def test_a_file_name_is_told_with_nothing_in_it_that_acts(
    kam: Kam, ledger: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("客户名称,国家\nA,DE\n")

    answer = kam("import", "--nature", "agent", "--source", "web", str(tmp_path / name))
    assert answer.code == 0, answer
    assert "\x1b" not in answer.out + answer.err
    assert "\u202e" not in answer.out + answer.err
    assert len(list(tmp_path.glob("*.csv"))) == 1


# Files made elsewhere

_WITHIN = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
from kamcli.errors import KamError
from kamcli.exchange.spreadsheets.opening import open_tables
try:
    with open_tables(Path(sys.argv[1])) as tables:
        print("read", sum(len(list(table.rows)) for table in tables))
except KamError as error:
    print("told", error.message)
# What the process that started this one had is none of it: only its own memory is counted.
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(max(int(own.split()[1]), children) // 1024)
"""


@pytest.mark.parametrize("folder", ["workbooks", "csv-spectrum/csvs", "blns", "vcard"])
def test_odd_files_end_well_within_two_seconds_and_300_mb(shared: Path, folder: str) -> None:
    files = sorted(path for path in (shared / folder).iterdir() if path.is_file())
    assert files
    for path in files:
        done = subprocess.run(
            [sys.executable, "-c", _WITHIN, path], capture_output=True, text=True, check=False
        )
        assert (done.stderr, done.returncode) == ("", 0), path
        said, used = done.stdout.splitlines()
        assert said.startswith(("read ", f'told "{path.name}"')), path
        assert int(used) < 300, path
