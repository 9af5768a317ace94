"""The worked examples of the rules: what is recorded of a customer, and the day it is graded on.

Each fact stands here once. `tests/rules/test_worked_examples.py` says what they must come to, and
`docs/rules.md` shows them with what the rules make of them.
"""

from __future__ import annotations

from kamcli.rules.overrides import Override
from kamcli.rules.vocabulary import Grade
from recorded import (
    Example,
    History,
    attempt,
    card,
    dated,
    day,
    order,
    quote,
    request,
    sent_unasked,
    talk,
)

THREE_MONTHS = History(notes=quote("06-10") + talk("08-20"))
LAST_OF_NOVEMBER = History(notes=talk("11-30"), orders=(order("11-02", "90000"),))
LAST_OF_FEBRUARY = History(notes=quote("2027-02-01") + talk("2027-02-28"))
LOST_A = History(notes=talk("07-31"), orders=(order("01-15", "1200000"), order("06-20", "800000")))
ONE_ORDER = History(notes=talk("12-20", "2027-04-01"), orders=(order("05-10", "600000"),))
REFUND = History(
    notes=talk("10-10", "11-10"),
    orders=(
        order("03-01", "300000", adjustments=dated("10-15", -80000)),
        order("08-01", "260000"),
    ),
)
CARDS = History(notes=card("06-10") + sent_unasked("06-20"))
CANCELLED = (order("09-01", "520000", cancelled="10-10"),)
CLAIM = History(
    notes=quote("08-01") + talk("10-01"),
    orders=(order("08-10", "90000", cancelled="09-01", payments=dated("10-20", 5000)),),
)
UNANSWERED_MAILS = talk("08-01") + attempt("09-15", "10-20", "11-18")


def _example(number: str, history: History, as_of: str = "11-20") -> Example:
    return Example(id=number, history=history, as_of=day(as_of))


EXAMPLES = (
    _example(
        "E01",
        History(notes=talk("11-12"), orders=(order("02-10", "300000"), order("09-05", "250000"))),
    ),
    _example("E02", History(notes=talk("11-01"), orders=(order("06-01", "500000.00"),))),
    _example("E03", History(notes=talk("11-01"), orders=(order("06-01", "499999.99"),))),
    _example("E04", History(orders=(order("10-15", "8000"),))),
    _example("E05", History(notes=request("10-18") + quote("10-20") + talk("11-02"))),
    _example("E07", History(notes=request("11-05"))),
    _example("E08", History(notes=card("10-16"))),
    _example("E09", History(notes=card("2025-10-16"))),
    _example("E10", History(registered_on=day("11-18"))),
    _example("E11", History(notes=sent_unasked("11-10"))),
    _example("E12", History(notes=quote("07-01"))),
    _example("E13", THREE_MONTHS),
    _example("E14", THREE_MONTHS, "11-21"),
    _example("E15", LAST_OF_NOVEMBER, "2027-02-28"),
    _example("E16", LAST_OF_NOVEMBER, "2027-03-01"),
    _example("E19", LAST_OF_FEBRUARY, "2027-05-28"),
    _example("E20", LAST_OF_FEBRUARY, "2027-05-29"),
    _example("E21", LOST_A),
    _example("E22", History(notes=UNANSWERED_MAILS, orders=(order("04-10", "60000"),))),
    _example(
        "E23",
        History(notes=UNANSWERED_MAILS + talk("11-20"), orders=(order("04-10", "60000"),)),
    ),
    _example("E24", ONE_ORDER, "2027-01-04"),
    _example("E25", ONE_ORDER, "2027-05-09"),
    _example("E26", ONE_ORDER, "2027-05-10"),
    _example("E27", History(notes=quote("08-20") + talk("10-08"), orders=CANCELLED), "10-09"),
    _example("E28", History(notes=quote("08-20") + talk("10-08", "11-10"), orders=CANCELLED)),
    _example("E29", REFUND, "10-14"),
    _example("E30", REFUND),
    _example(
        "E31",
        History(
            notes=talk("11-01"),
            orders=(
                order(
                    "06-01",
                    "30000",
                    payments=dated("06-01", 30000),
                    adjustments=dated("09-01", -30000),
                ),
            ),
        ),
    ),
    _example(
        "E34",
        History(
            notes=talk("11-11"), orders=(order("03-02", "70000", currency="USD", rate="7.15"),)
        ),
    ),
    _example("E36", History(notes=talk("11-01"), orders=(order("2024-05-05", "700000"),))),
    _example(
        "E38",
        History(notes=talk("08-15"), orders=(order("05-05", "40000"),), planned_on=day("11-25")),
    ),
    _example(
        "E42",
        History(
            notes=talk("07-20"),
            orders=(order("05-05", "150000", payments=dated("09-10", 150000)),),
        ),
    ),
    _example("E44", CARDS, "08-01"),
    _example("E45", CARDS),
    _example(
        "E46",
        History(
            notes=talk("11-01"),
            orders=(order("08-01", "90000", payments=dated("08-03", 20000), cancelled="09-01"),),
        ),
    ),
    _example("E47a", CLAIM, "10-19"),
    _example("E47b", CLAIM, "10-20"),
    _example(
        "E48",
        History(
            notes=LOST_A.notes,
            orders=LOST_A.orders,
            override=Override(
                grade=Grade.A,
                from_on=day("10-15"),
                until_on=day("12-31"),
                by="Wang",
                why="a fair",
            ),
        ),
    ),
)
BY_ID = {example.id: example for example in EXAMPLES}
