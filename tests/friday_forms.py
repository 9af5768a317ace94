"""What the forms of the Friday report have to show of the rows that `-f json` returns."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from conftest import call
from kamcli.i18n import Language, speaking
from kamcli.rules.countries import country_name
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import Market, Nature, Source

OPTIONS = ("--manager", "all", "--customers", "all")
_WORDS = {"market": Market, "nature": Nature, "source": Source}
DAYS = ("registered_on", "last_contact_on", "next_due_on")
NUMBERS = ("no", "silent_days", "annual_amount")

# Names and notes that a careless form would run, break on, or show as something else.
NAUGHTY = (
    "=1+1",
    "+491701234567",
    "-2+3",
    "@SUM(A1)",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b>x</b>',
    "{{ 7*7 }} {% raw %}",
    "_x0041_ &amp; &lt;",
    "\u202egnp.exe",
    "bell\x07 and tab\there",
    "0086 138 0013 8000",
    "https://example.com/a?b=1",
)


def report_of(language: str, *options: str) -> dict[str, Any]:
    """Return the report as JSON, in a language."""
    answer = call("report", "-f", "json", "--lang", language, *options)
    assert (answer.err, answer.code) == ("", 0)
    found: dict[str, Any] = json.loads(answer.out)
    return found


def printed(row: dict[str, Any], key: str, language: str) -> str:
    """Return a cell as people read it."""
    value = row[key]
    if value is None:
        return ""
    with speaking(Language(language)):
        if key in _WORDS:
            return label(_WORDS[key](value))
        if key == "country":
            return country_name(value)
    if key == "annual_amount":
        whole, part = value.split(".")
        return f"{int(whole):,}.{part}"
    return str(value)


def typed(row: dict[str, Any], key: str, language: str) -> str | float | date:
    """Return a cell as a workbook has it: days and numbers as such, nothing as an empty text."""
    if row[key] is None:
        return ""
    if key in DAYS:
        return date.fromisoformat(row[key])
    return float(row[key]) if key in NUMBERS else printed(row, key, language)
