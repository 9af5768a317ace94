"""`docs/json.md` against what commands return: the same keys, in the same order."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import Kam

PAGE = Path(__file__).parents[1] / "docs/json.md"

# Each line returns JSON; together they leave something of each kind in the ledger.
SESSION = """
add ACME --country DE --nature agent --source fair --contact Anna --phone +491 --met 2026-06-03
add Berlin --country DE --nature end-user --source web --via-agent JRW01001
contact add JRW01001 Otto --birthday 11-21 --consent 2026-11-01 --purpose wishes
contact edit JRW01001 Otto --role buyer
log JRW01001 Prices? --kind request --needs "A drawing" --next Quote --due +3d
log JRW01002 Hello --on 2026-05-01 --kind request --next Call --due +1d
next JRW01001 Visit --due +9d
postpone 1 --to +5d --why holidays
done 2
drop 3 --why moved
snooze JRW01001 --until +9d --why holidays
cadence JRW01001 20
key JRW01001 --why large
edit JRW01001 --region Berlin
rate set USD 7.15 --on 2026-04-30
order add JRW01001 "USD 1000" --on 2026-10-01
order add JRW01002 "USD 90000" --on 2026-05-02
order adjust JRW01001-1 -100 --why claim
order instalment JRW01001-1 500 --due 2026-11-01
payment add JRW01001-1 10
order cancel JRW01002-1
grade override JRW01001 A --until +9d --by Wang --why fair
policy set grading.annual_threshold 600000 --from 2027-01-01 --approved-by Wang
manager add 02 Han
customer transfer JRW01002 --to 02 --why area
customer fix-market JRW01002 --to domestic --why "paid at home"
goal set 3
grade refresh
today
show JRW01001
list --all
find acme
goal list
report --manager all
report submit
report submit --resubmit
report review this --by Zhao --note "Call ACME first"
report
report list
report show this
report verify 2026-11-20-01-v1.json
report roll-up 2026-11-20-01-v2.json --expect 01,02
contact list
interaction list
interaction edit 1 --minutes 5
action list
order list
payment list
rate list
manager list
grade explain JRW01001
grade history JRW01002
grade forecast --until 2027-12-31
grade preview --set grading.annual_threshold=1000
policy show
policy history
audit
export --into tables
import tables
import --list
interaction remove 1 --why twice --yes
contact remove JRW01001 Otto --yes
add "Wrong Ltd" --country US --nature agent --source fair
customer void JRW01003 --why twice --yes
customer duplicates
undo
"""


@pytest.mark.usefixtures("ledger")
def test_commands_return_the_keys_of_the_page_in_their_order(kam: Kam) -> None:
    page = keys_by_command(PAGE.read_text("utf-8"))
    for line in SESSION.strip().splitlines():
        words = shlex.split(line)
        answer = kam(*words, "-f", "json")
        assert (answer.code, bool(answer.out)) == (0, True), (line, answer)
        command = " ".join(words[:2]) if " ".join(words[:2]) in page else words[0]
        returned = json.loads(answer.out)
        for each in returned if isinstance(returned, list) else [returned]:
            assert differences(each, page[command]) == [], line


def differences(found: dict[str, Any], keys: Sequence[str], inside: str = "") -> list[str]:
    """Go through an object and those inside it; return where the keys are not those of the page."""
    told = [key.removeprefix(inside) for key in keys if key.startswith(inside)]
    if not told:
        return []  # described elsewhere on the page
    top = [key for key in told if "." not in key]
    wrong = [] if list(found) == top else [f"{inside or 'top'}: {list(found)}, not {top}"]
    for key, value in found.items():
        if isinstance(value, dict):
            wrong += differences(value, keys, f"{inside}{key}.")
        for each in value if isinstance(value, list) else []:
            if isinstance(each, dict):
                wrong += differences(each, keys, f"{inside}{key}[].")
    return wrong


def keys_by_command(text: str) -> dict[str, list[str]]:
    """Return the keys of the objects of each command, as the page tells them."""
    found: dict[str, list[str]] = {}
    commands = text.partition("\n## Answers")[2].partition("\n## ")[0]
    for section in commands.split("\n### kam ")[1:]:
        title, _, rest = section.partition("\n")
        more = re.search("with the keys of `kam ([a-z ]+)`", rest)
        keys = [*re.findall(r"^\| `([^`]+)`", rest, re.MULTILINE)]
        for command in title.split(", kam "):
            found[command] = [f"= {more[1]}", *keys] if more else keys
    return {command: _whole(keys, found) for command, keys in found.items()}


def _whole(keys: Sequence[str], page: dict[str, list[str]]) -> list[str]:
    first, *rest = keys
    return [*page[first.removeprefix("= ")], *rest] if first.startswith("= ") else list(keys)
