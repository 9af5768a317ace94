"""Customers that completion proposes: by code, by name, by sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Kam
from dealings import register
from kamcli.completion import complete
from kamcli.ledger.completing import codes_and_names

AT_HOME = ("--country", "CN", "--nature", "end-user", "--source", "web")
ABROAD = ("--country", "DE", "--nature", "agent", "--source", "web")


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with customers of several scripts; return its path."""
    register(
        kam,
        ("杭州恒生科技有限公司", *AT_HOME),
        ("恒生银行", *AT_HOME, "--short-name", "重庆"),
        ("臺灣華茂", *ABROAD),
        ("Heinz Hengst SE", *ABROAD),
        ("Hengstler Ökologie", *ABROAD),
        ("Void 恒 AG", *ABROAD),
    )
    assert kam("customer", "void", "JRW01004", "--why", "x", "--yes").code == 0
    return ledger


@pytest.mark.parametrize(
    ("partial", "codes"),
    [
        # names that begin so, then those that sound so, then the same within
        ("heng", ["JRW01003", "JRN01002", "JRW01002", "JRN01001"]),
        ("hengsheng", ["JRN01002", "JRN01001"]),
        ("hskj", ["JRN01001"]),
        ("cq", ["JRN01002"]),
        ("恒生", ["JRN01002", "JRN01001"]),
        ("华茂", ["JRW01001"]),
        ("okolo", ["JRW01003"]),
        ("JRW", ["JRW01001", "JRW01002", "JRW01003"]),
        ("jrn0100", ["JRN01001", "JRN01002"]),
        ("JRN01002", ["JRN01002"]),
        ("engsheng", []),
        ("void", []),
        ("%", []),
        ('"', []),
        (" ", []),
    ],
)
def test_what_may_be_meant_is_proposed(firms: Path, partial: str, codes: list[str]) -> None:
    assert [code for code, _ in codes_and_names(str(firms), partial)] == codes


def test_a_code_is_proposed_with_its_name(firms: Path) -> None:
    assert [str(each) for each in complete(["show", "hsyh"])] == ["JRN01002\t恒生银行"]


def test_nothing_is_proposed_without_a_ledger(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no ledger" * 99)

    assert list(codes_and_names(str(tmp_path / "none.db"), "a")) == []
    assert list(codes_and_names(str(broken), "a")) == []
