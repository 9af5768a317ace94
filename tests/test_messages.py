"""The Chinese catalogue: complete, and what it shows can be typed."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import pytest

from kamcli import speech
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import (
    ActionStatus,
    Calendar,
    CustomerStatus,
    Department,
    Flag,
    Kind,
    Layer,
    Market,
    Nature,
    Role,
    Source,
    Via,
)
from kamcli.rules.words import read_value

ROOT = Path(__file__).parents[1]
SETS: tuple[type[StrEnum], ...] = (
    ActionStatus,
    Calendar,
    CustomerStatus,
    Department,
    Flag,
    Kind,
    Layer,
    Market,
    Nature,
    Role,
    Source,
    Via,
)


def test_the_catalogue_is_complete() -> None:
    check = (sys.executable, str(ROOT / "tools/messages.py"), "--check")
    done = subprocess.run(check, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (done.stdout, done.stderr, done.returncode) == (
        "The Chinese catalogue is complete.\n",
        "",
        0,
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("values", SETS)
def test_a_value_is_read_as_it_is_shown(values: type[StrEnum], lang: str) -> None:
    speech.settle(("--lang", lang), {})

    assert [read_value(values, label(value)) for value in values] == list(values)

    speech.settle((), {})
