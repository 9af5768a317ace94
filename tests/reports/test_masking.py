"""Phones, mails and IM in what is pasted and mailed."""

from __future__ import annotations

import pytest

from kamcli.reports.findings import LateEntry
from kamcli.reports.masking import masked, masked_im, masked_phone


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800138000", "138****8000"),
        ("+49 30 1234567", "+49 3****4567"),
        ("0755-26001234 / 13800138000", "075****1234 / 138****8000"),
        ("110", "****"),
    ],
)
def test_phones(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("wangfang88", "w***"),
        ("王芳", "王***"),
        ("+8613800138000", "+861****8000"),
        ("a@x.com", "a***@x.com"),
    ],
)
def test_im(name: str, shown: str) -> None:
    assert masked_im(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to anna.weber@acme.de, please", "Write to a***@acme.de, please"),
        ("联系 13800138000 王", "联系 138****8000 王"),
        ("call +49 (30) 123-4567.", "call +49 (3****4567."),
        ("电话0755-26001234转8", "电话075****1234转8"),
        # what looks like a number and is none
        ("2026-11-20 JRW01001 1,234,567.00", "2026-11-20 JRW01001 1,234,567.00"),
        ("order 20261118001 of 500 sets", "order 20261118001 of 500 sets"),
    ],
)
def test_notes(text: str, shown: str) -> None:
    assert masked((text,)) == (shown,)


def test_nothing_else_changes() -> None:
    from datetime import date

    from kamcli.rules.vocabulary import Via

    entry = LateEntry(
        code="JRW01001",
        name="ACME",
        on=date(2026, 11, 1),
        entered_on=date(2026, 11, 20),
        via=Via.CALL,
        text="Said hello",
    )

    assert masked(entry) == entry
