"""`kam add`."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Answer, Kam

ACME = ("add", "ACME GmbH", "--country", "DE", "--nature", "end-user", "--source", "web")


def test_gives_the_first_code(kam: Kam, ledger: Path) -> None:
    answer = kam(*ACME)

    assert answer == Answer(out="Registered JRW01001 ACME GmbH.\n", err="", code=0)


def test_returns_code_and_id_as_json(kam: Kam, ledger: Path) -> None:
    answer = kam(*ACME, "-f", "json")

    assert (answer.err, answer.code) == ("", 0)
    assert json.loads(answer.out) == {"code": "JRW01001", "id": 1}
