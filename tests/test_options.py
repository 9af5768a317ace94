"""What the options that all commands share say where they cannot be understood."""

from __future__ import annotations

import pytest

from conftest import Answer, Kam

_UNKNOWN = Answer(out="", err='error: kam does not speak "xx".\nhint: kam list --lang zh\n', code=2)


@pytest.mark.usefixtures("ledger")
def test_a_language_is_zh_or_en(kam: Kam) -> None:
    assert kam("list", "--lang", "xx") == _UNKNOWN


@pytest.mark.usefixtures("ledger")
def test_so_is_that_of_the_environment(kam: Kam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAM_LANG", "xx")

    assert kam("list") == _UNKNOWN
    assert kam("list", "--lang", "en").code == 0
