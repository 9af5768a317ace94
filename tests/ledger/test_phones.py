"""Phones as people write them, in one form; what cannot be read stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.ledger.phones import Phone, in_doubt, read_phones


def normals(cell: str, country: str | None = "CN") -> list[str | None]:
    return [phone.normal for phone in read_phones(cell, country=country)]


@pytest.mark.parametrize(
    "cell",
    [
        "13800138000", "138 0013 8000", "138-0013-8000", "+86 138-0013-8000", "86-13800138000",
        "0086 13800138000", "+(86)13800138000", "１３８００１３８０００", "Tel. 138.0013.8000",
        "手机：13800138000（微信同号）", "008613800138000",
    ],
)  # fmt: skip
def test_one_mobile_has_one_form_however_it_is_written(cell: str) -> None:
    assert normals(cell) == ["+8613800138000"]


@pytest.mark.parametrize(
    ("cell", "country", "normal"),
    [
        ("0571-88888888", "CN", "+8657188888888"),
        ("(0571) 8888 8888", "CN", "+8657188888888"),
        ("+86 0571 8888 8888", "CN", "+8657188888888"),
        ("030 901820", "DE", "+4930901820"),
        ("+49 176/12345678", None, "+4917612345678"),
        ("+49 (0)89 123456-78", "DE", "+498912345678"),
        ("0044 (0)20 7946 0018", "DE", "+442079460018"),
        ("2345 6789", "HK", "+85223456789"),
        ("+39 06 6982 1234", "IT", "+390669821234"),
        ("(541) 754-3010", "US", "+15417543010"),
        ("800 555 1234", "US", "+18005551234"),
        # a mobile of ours, and a prefix without its plus, at a customer elsewhere
        ("13800138000", "DE", "+8613800138000"),
        ("971 56 123 4567", None, "+971561234567"),
    ],
)
def test_numbers_are_of_the_country_of_the_customer(
    cell: str, country: str | None, normal: str
) -> None:
    assert normals(cell, country) == [normal]


@pytest.mark.parametrize(
    ("cell", "normal", "extension"),
    [
        ("0571-88888888转8001", "+8657188888888", "8001"),
        ("0571-88888888 分机 801", "+8657188888888", "801"),
        ("0571-88888888 ext. 12", "+8657188888888", "12"),
        ("0571-88888888（转 8001）", "+8657188888888", "8001"),
        ("010-65980408-8001", "+861065980408", "8001"),
        ("+86 20 6130-2222-8866", "+862061302222", "8866"),
        ("+86 571 88888888,8001", "+8657188888888", "8001"),
        ("tel:+1-418-656-9254;ext=102", "+14186569254", "102"),
        ("400-800-1234转2", "4008001234", "2"),
        # a German number may be of any length
        ("+4930901820,12", "+4930901820", "12"),
    ],
)
def test_extensions_stand_apart(cell: str, normal: str, extension: str) -> None:
    (phone,) = read_phones(cell, country="CN")
    assert (phone.normal, phone.extension) == (normal, extension)
    assert phone.dialled == f"{normal},{extension}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("13604779660 13604770960", ["+8613604779660", "+8613604770960"]),
        ("13604779660/13604770960", ["+8613604779660", "+8613604770960"]),
        ("13604779660或13604770960", ["+8613604779660", "+8613604770960"]),
        ("13604779660；\n13604770960", ["+8613604779660", "+8613604770960"]),
        ("0571-88888888/88888889", ["+8657188888888", "+8657188888889"]),
        ("手机13800138000 办公0571-88888888转801", ["+8613800138000", "+8657188888888"]),
        ("021-68812753,021-68808888", ["+862168812753", "+862168808888"]),
        ("0571-88888888/89", ["+8657188888888", None]),
        ("99 / 0571-88888888", [None, "+8657188888888"]),
    ],
)
def test_several_numbers_stand_in_one_cell(cell: str, expected: list[str | None]) -> None:
    assert normals(cell) == expected


@pytest.mark.parametrize("cell", ["400-800-1234", "800 820 8820", "95588", "9510 1234"])
def test_hotlines_have_no_country_prefix(cell: str) -> None:
    (phone,) = read_phones(cell, country="CN")
    assert phone.hotline
    assert phone.normal == "".join(filter(str.isdigit, cell))


@pytest.mark.parametrize(
    ("cell", "country"),
    [("1380013800", "CN"), ("8001", "CN"), ("BusinessPhone", "US"), ("555-100", None), ("#", None)],
)
def test_what_cannot_be_read_has_no_form(cell: str, country: str | None) -> None:
    assert read_phones(cell, country=country) == (Phone(typed=cell, normal=None),)


def test_what_looks_wrong_is_told_apart_from_what_is_only_short_of_a_country() -> None:
    assert in_doubt(Phone(typed="1380013800", normal=None), country="CN")
    assert in_doubt(Phone(typed="+49 1", normal=None), country=None)
    assert in_doubt(Phone(typed="none", normal=None), country=None)
    assert not in_doubt(Phone(typed="555-100", normal=None), country=None)
    assert not in_doubt(Phone(typed="95588", normal="95588"), country="CN")


@given(st.text(max_size=80), st.sampled_from([None, "CN", "DE", "US", "Atlantis"]))
def test_any_text_is_read_and_no_phone_of_it_is_made_up(text: str, country: str | None) -> None:
    for phone in read_phones(text, country=country):
        if phone.normal is not None:
            digits = "".join(filter(str.isdigit, phone.typed))
            assert len(phone.normal) <= 16
            assert phone.normal[-4:] in digits + (phone.extension or "")


@given(st.text("+0123456789 -/()转x,", max_size=30), st.sampled_from(["CN", "DE", "US", "IT"]))
def test_reading_a_form_again_changes_nothing(text: str, country: str) -> None:
    for phone in read_phones(text, country=country):
        if phone.dialled is not None:
            (again,) = read_phones(phone.dialled, country=country)
            assert (again.normal, again.extension) == (phone.normal, phone.extension)


def test_phones_that_others_picked_out_of_sentences_are_read(shared: Path) -> None:
    """No worse than the library alone on the bare numbers; most of them were invented."""
    path = shared / "recognizers" / "Sequence" / "Chinese" / "PhoneNumberModel.json"
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    texts = [found["Text"] for case in cases for found in case["Results"]]
    alone = {text: _alone(text) for text in texts}
    read = {text: normals(text) for text in texts}

    valid = [text for text in texts if alone[text]]
    agreed = [text for text in valid if read[text] == [alone[text]]]
    whole = [text for text in texts if all(read[text])]
    print(f"read {len(whole)} of {len(texts)}, the library alone {len(valid)}")
    assert len(texts) > 350
    assert agreed == valid
    assert len(whole) >= 160


def _alone(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
