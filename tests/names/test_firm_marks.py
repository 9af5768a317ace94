"""What a firm is met by beside its name."""

from __future__ import annotations

import pytest

from kamcli.names.firm_marks import mail_domain, phone_key, site_key


@pytest.mark.parametrize(
    ("website", "key"),
    [
        ("https://www.Bolt.example/shop?x=1", "bolt.example"),
        ("bolt.example", "bolt.example"),
        ("http://user@bolt.example:8080", "bolt.example"),
        ("shop.bolt.example.", "bolt.example"),
        ("www.bolt.co.uk", "bolt.co.uk"),
        ("de.bolt.com.cn", "bolt.com.cn"),
        ("acme.en.alibaba.com", None),
        ("https://facebook.com/acme", None),
        ("acme.github.io", None),
        ("192.168.1.1", None),
        ("none", None),
        ("", None),
    ],
)
def test_a_site_is_its_domain(website: str, key: str | None) -> None:
    assert site_key(website) == key


@pytest.mark.parametrize(
    ("mail", "domain"),
    [
        ("Anna@Bolt.example", "bolt.example"),
        ("anna@mail.bolt.example", "bolt.example"),
        ("anna@gmail.com", None),
        ("123456@qq.com", None),
        ("anna@vip.163.com", None),
        ("anna", None),
        ("", None),
    ],
)
def test_a_mail_has_a_domain_unless_anybody_gets_a_box_there(mail: str, domain: str | None) -> None:
    assert mail_domain(mail) == domain


@pytest.mark.parametrize(
    ("phone", "key"),
    [
        ("+8613800138000", "8613800138000"),
        ("4008001234", "4008001234"),
        ("+8657488888888", None),
        ("+8657412345678", None),
        ("95588", None),
        ("", None),
    ],
)
def test_a_phone_is_its_digits_unless_it_was_only_filled_in(phone: str, key: str | None) -> None:
    assert phone_key(phone) == key
