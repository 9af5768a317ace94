"""A small ledger with something for every part of the Friday report, built by `kam` commands.

Its week ends on Friday, 2026-11-20; manager 01 is Li Lei (export), 02 is Han Meimei (domestic).
"""

from __future__ import annotations

import shlex
from pathlib import Path

from conftest import call

HISTORY = """
manager add 02 "Han Meimei" --department domestic
add "Schmidt Pumpen GmbH" --country DE --nature distributor --source fair --on 2025-10-16
    --short-name Schmidt --products "Pumps, valves" --remarks "Pays by L/C" --contact "Anna Weber"
    --title "Head of purchasing" --role decision-maker --phone "+49 30 1234567"
    --email anna.weber@schmidt.example --im schmidt_anna
add "Taipei Tools" --country TW --nature agent --source referral --on 2026-05-05
add "Bolt | Nut [acme] *bold* <b>x</b>" --country US --nature end-user --source web --on 2026-09-01
    --via-agent JRW01002 --contact "Bob" --email bob@bolt.example
add "Lost Trading Ltd" --country GB --nature intermediary --source web --on 2025-12-01
    --contact "Carl" --phone "+44 20 7946 0958"
add "Quiet Quarry" --country FR --nature end-user --source social --on 2026-08-20
add "深圳市明远机电有限公司" --country CN --nature end-user --source telemarketing --on 2026-04-01
    --contact 王芳 --title 采购经理 --phone 13800138000 --im wangfang88
add "Old Cards Inc" --country US --nature end-user --source fair --on 2025-10-16
add "Handed Over AG" --country CH --nature distributor --source news --on 2026-10-01
log JRW01001 "Catalogue, please" --kind request --via email --on 2025-10-18
log JRW01001 "Opened the season together" --via visit --on 2025-11-18
log JRW01001 "Two pumps" --kind sample --via letter --on 2026-09-30
log JRW01001 "200 sets" --kind quote --via email --on 2026-10-20
log JRW01004 "Said goodbye for the summer" --on 2026-08-16
log JRW01005 "Quote for a crusher" --kind quote --via email --on 2026-08-25
log JRN01001 "电话沟通付款" --on 2026-08-01
log JRW01006 "Met at the bar" --kind card --via fair --on 2026-06-01
log JRW01007 "Wants a price list" --kind request --via message --on 2026-10-16
order add JRW01001 5000 --on 2025-11-18 --number S-1
order add JRW01001 300000 --on 2026-02-10 --number S-2
order add JRW01001 250000 --on 2026-09-05 --number S-3
order instalment S-3 100000 --due 2026-10-31
order instalment S-3 150000 --due 2026-12-31
payment add S-3 40000 --on 2026-10-30
order add JRW01003 8000 --on 2026-10-15 --number B-1
order add JRW01004 1200000 --on 2026-01-15 --number L-1
order add JRN01001 60000 --on 2026-04-10 --number M-1
next JRW01001 "Send the certificates" --due 2026-11-18
next JRW01004 "Call the new buyer" --due 2026-11-13
next JRW01005 "Ask about the crusher" --due 2026-11-16
next JRW01007 "Send the price list" --due 2026-11-17
grade override JRW01007 B --until 2026-12-31 --by "Deputy Zhao" --why "Tender ahead"
cadence JRW01003 14
cadence JRW01005 85
goal set 3 --week 2026-11-20 --note "Two from the fair"
"""
WEEK = """
2026-11-16 customer transfer JRW01007 --to 02 --why "Speaks German" --on 2026-11-16
2026-11-16 postpone 3 --to 2026-12-01 --why "On holiday"
2026-11-17 log JRW01003 "Price is fine" --via message --on 2026-11-02
2026-11-17 log JRW01003 "Wants 20 more | by sea" --problem "Cartons too weak" --via email
2026-11-18 log JRW01001 "Walked through the plant" --via visit --problem "Freight is dear"
2026-11-18 log JRW01001 "Call me on 13900139000" --via email
2026-11-18 done 1
2026-11-18 next JRW01001 "Offer sea freight" --due 2026-11-25
2026-11-18 add "Fresh Fittings" --country 中国香港 --nature agent --source fair --contact "Dora"
    --email dora@fresh.example
2026-11-19 log JRN01001 "恢复联系,要新报价" --needs "财务:核对六月发票"
2026-11-19 add "New Norm" --country NO --nature end-user --source web
2026-11-19 log JRW01009 "Sent us a drawing" --kind request --via email
2026-11-19 order add JRN01001 12000 --number M-2
2026-11-20 payment add S-3 10000
2026-11-20 goal set 2 --week 2026-11-27 --note "After the fair"
"""
LAST_MONDAY = "2026-11-09"


def fill(ledger: Path) -> None:
    """Write down the history on the Monday before, then the week day by day."""
    for line in _commands(HISTORY):
        _run(ledger, LAST_MONDAY, line)
    for line in _commands(WEEK):
        day, _, command = line.partition(" ")
        _run(ledger, day, command)


def _commands(text: str) -> list[str]:
    return text.strip().replace("\n    ", " ").splitlines()


def _run(ledger: Path, day: str, command: str) -> None:
    words = ["--ledger", str(ledger), "--manager", "01", "--lang", "en", "--as-of", day]
    answer = call(*words, *shlex.split(command))
    assert answer.code == 0, f"{command}\n{answer.err}"
