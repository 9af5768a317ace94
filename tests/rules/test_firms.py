"""What tells one firm from another however it is written."""

from __future__ import annotations

import pytest

from kamcli.rules.firms import firm_key, phone_keys, site_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACME GmbH", "acme gmbh & co. kg"),
        ("ACME Inc.", "ACME, Incorporated"),
        ("Nordwind S.A.R.L.", "NORDWIND"),
        ("Nord Wind Sp. z o.o.", "Nordwind"),
        ("O'Neill Ltd", "ONeill Pte. Ltd."),
        ("深圳市明远机电有限公司", "深圳市明远机电股份有限公司"),
        ("深圳市明远机电有限责任公司", "深圳市明远机电（集团）".replace("（集团）", "集团")),
        ("明遠機電有限公司", "明遠機電"),
        ("株式会社東芝", "東芝"),
        ("ＡＣＭＥ Ｌｔｄ", "acme"),
    ],
)
def test_the_legal_form_does_not_matter(one: str, other: str) -> None:
    assert firm_key(one) == firm_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACME Pumps", "ACME Valves"),
        ("深圳市明远机电有限公司", "东莞市明远机电有限公司"),
        ("Bolt 1 Ltd", "Bolt 2 Ltd"),
    ],
)
def test_the_rest_of_the_name_does(one: str, other: str) -> None:
    assert firm_key(one) != firm_key(other)


@pytest.mark.parametrize("name", ["Co", "AG", "有限公司", "集团"])
def test_a_name_of_legal_words_alone_stays(name: str) -> None:
    assert firm_key(name) == name.casefold()


@pytest.mark.parametrize(
    ("website", "key"),
    [
        ("https://www.Bolt.example/shop?x=1", "bolt.example"),
        ("bolt.example", "bolt.example"),
        ("http://user@bolt.example:8080", "bolt.example"),
        ("shop.bolt.example.", "shop.bolt.example"),
        ("acme.en.alibaba.com", None),
        ("https://facebook.com/acme", None),
        ("none", None),
        ("", None),
    ],
)
def test_a_site_is_its_host(website: str, key: str | None) -> None:
    assert site_key(website) == key


@pytest.mark.parametrize(
    ("phone", "keys"),
    [
        ("+86 138 0013 8000", ["800138000"]),
        ("13800138000", ["800138000"]),
        ("+49 (0)30 1234567", ["301234567"]),
        ("030-1234567", ["301234567"]),
        ("010-62345678转8001", ["062345678"]),
        ("138 0013 8000 / 139 0013 9000", ["800138000", "900139000"]),
        ("12345", []),
        ("on request", []),
    ],
)
def test_a_phone_is_its_last_digits(phone: str, keys: list[str]) -> None:
    assert phone_keys(phone) == keys
