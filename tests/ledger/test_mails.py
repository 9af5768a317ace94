"""E-mail addresses: which can be one, and the form in which they are compared."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kamcli.ledger.mails import normal_mail, read_mails


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Anna.Weber@ACME.de", ["anna.weber@acme.de"]),
        ("ａｎｎａ＠ａｃｍｅ.ｄｅ", ["anna@acme.de"]),
        ("mailto:anna@acme.de", ["anna@acme.de"]),
        ("Anna Weber <anna@acme.de>", ["anna@acme.de"]),
        ("anna@acme.de; b@acme.de、c@acme.de", ["anna@acme.de", "b@acme.de", "c@acme.de"]),
        ("anna@MÜLLER.de", ["anna@xn--mller-kva.de"]),
        ("anna@straße.de", ["anna@xn--strae-oqa.de"]),
        ("王@例子.中国", ["王@xn--fsqu00a.xn--fiqs8s"]),
        ("anna@acme", [None]),
        ("anna@-acme.de", [None]),
        ("anna at acme.de", [None, None, None]),
        ("", []),
    ],
)
def test_mails_of_a_cell(cell: str, expected: list[str | None]) -> None:
    assert [mail.normal for mail in read_mails(cell)] == expected


# What mail programs never give to people, though the grammar of mail allows it.
NOT_TAKEN = ("test@io", "test@org")
TAKEN = ("ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN")


def test_the_verdicts_of_isemail(shared: Path) -> None:
    """Spaces and ends of lines around an address say nothing: they are not part of a cell."""
    cases = ElementTree.parse(shared / "isemail" / "test" / "tests.xml").getroot().iter("test")
    shares: Counter[tuple[str, bool]] = Counter()
    wrong = []
    for case in cases:
        address, category = _text(case.findtext("address")), case.findtext("category") or ""
        taken = normal_mail(address) is not None
        shares[category, taken] += 1
        around = address.strip() != address
        if taken != (category in TAKEN) and not around and address not in NOT_TAKEN:
            wrong.append(address)
    print(dict(shares))

    assert sum(shares.values()) == 164
    assert wrong == []


def _text(told: str | None) -> str:
    """Return an address with the control codes that XML cannot hold."""
    return "".join(
        chr(ord(char) - 0x2400) if 0x2400 <= ord(char) < 0x2420 else char for char in told or ""
    )
