"""Bytes become the characters that were meant, or the person is asked how."""

from __future__ import annotations

import io

import pytest

from kamcli.errors import NotUnderstood
from kamcli.exchange.spreadsheets.encodings import asked_encoding, find_encoding

CHINESE = "客户名称,国家,等级\n杭州华茂贸易有限公司,中国,A\n"
TRADITIONAL = "客戶名稱,國家,等級\n台北精密機械股份有限公司,台灣,A\n"
SHORT = "公司,城市\nABC,深圳\n"
MIXED = "name,国家\nCafé,中国\n"
GERMAN = "Name,Land\nMüller & Söhne GmbH,Österreich\nGroß AG,Deutschland\n"
KOREAN = "회사명,국가\n삼성전자,한국\n현대자동차,한국\n"
RUSSIAN = "Компания,Страна\nГазпром,Россия\nЛукойл,Россия\n"


@pytest.mark.parametrize(
    ("text", "codec", "told"),
    [
        (CHINESE, "utf-8", "UTF-8"),
        (CHINESE, "utf-8-sig", "UTF-8"),
        (CHINESE, "utf-16", "UTF-16"),
        (CHINESE, "utf-16-le", "UTF-16"),
        (CHINESE, "utf-16-be", "UTF-16"),
        (CHINESE, "gb18030", "GB18030"),
        (CHINESE, "gb2312", "GB18030"),
        (SHORT, "gbk", "GB18030"),
        (MIXED, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (GERMAN, "cp1252", "Windows-1252"),
        (KOREAN, "euc_kr", "cp949"),
        (RUSSIAN, "cp1251", "cp1251"),
        ("Name\nACME\n", "ascii", "UTF-8"),
    ],
)
def test_it_is_found(text: str, codec: str, told: str) -> None:
    data = text.encode(codec)
    found = find_encoding(io.BytesIO(data), name="a.csv")
    assert found.name == told
    assert data.decode(found.codec) == text


def test_a_character_far_down_decides_too() -> None:
    data = b"name,country\n" + b"ACME Ltd,Germany\n" * 40_000 + "华茂,中国\n".encode("gb18030")
    assert find_encoding(io.BytesIO(data), name="a.csv").name == "GB18030"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("GBK", "GB18030"),
        ("chinese", "GB18030"),
        ("gb2312", "GB18030"),
        ("Big5", "Big5"),
        ("utf8", "UTF-8"),
    ],
)
def test_the_person_may_say_it(said: str, told: str) -> None:
    assert asked_encoding(said).name == told


@pytest.mark.parametrize("said", ["", "klingon", "base64", "utf-8\0", "rot13"])
def test_what_is_no_encoding_is_answered_with_some(said: str) -> None:
    with pytest.raises(NotUnderstood, match="There is no encoding") as caught:
        asked_encoding(said)
    assert caught.value.hint == "--encoding gb18030 | big5 | utf-8 | utf-16"


@pytest.mark.parametrize("data", [b"\x89XYZ\r\n\0\0\0\rIHDR", bytes(range(256)) * 8])
def test_what_is_no_text_is_no_table(data: bytes) -> None:
    with pytest.raises(NotUnderstood, match="neither a spreadsheet nor a table of text"):
        find_encoding(io.BytesIO(data), name="a.csv")
