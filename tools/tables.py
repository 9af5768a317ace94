"""Tables of the documents that come from the rules: grades, contact, flags, cadence, policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kamcli.rules import hearing
from kamcli.rules.cadence import days_between
from kamcli.rules.flags import ANSWERS, WISHES
from kamcli.rules.grading import CLAUSES
from kamcli.rules.money import HOME_CURRENCY, shown
from kamcli.rules.policy import KEYS, PROCEDURE
from kamcli.rules.record import is_asked, is_contact, is_evidence, is_one_way
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, MAY_BE_UNSOLICITED, Flag, Grade, Kind

MEANINGS = {
    Grade.A: "orders of the last 12 months come to {threshold} or more, and in touch",
    Grade.B: "has ordered before, and in touch",
    Grade.C: "asked for material, or was sent a sample or quote; no order yet; in touch",
    Grade.D: "cards exchanged or a short talk; nothing of substance yet",
    Grade.X: "ordered or asked once, and silent for more than {months} months",
}
KINDS = {
    Kind.TALK: "we spoke, met or wrote to each other",
    Kind.REQUEST: "the customer asked for a sample, a catalogue or a quote",
    Kind.SAMPLE: "a sample was sent",
    Kind.QUOTE: "a price was given in writing",
    Kind.CARD: "cards were exchanged",
    Kind.COMPLAINT: "the customer complained",
    Kind.SERVICE: "work after the sale",
    Kind.GREETING: "wishes for a festival or a birthday",
    Kind.MAILING: "a circular",
}
FLAGS = {
    Flag.NO_CONTACT_YET: "computed D, and there was never any contact",
    Flag.STALE: "computed D, and silent after there was contact",
    Flag.NO_ORDER_12M: "computed B, and no order of the last 12 months has an amount left; 12"
    " months it is, whatever the policy says of the annual window",
    Flag.UNANSWERED: "nothing of ours is dated on the day of the latest request or complaint, or"
    " later; an attempt is something of ours",
    Flag.OVERDUE: "the day of the cadence has passed, and no snooze holds",
    Flag.NO_NEXT: "shown A or B, and no next action is open",
    Flag.UNREACHABLE: "no contact has a phone, a mobile, an e-mail or an IM",
    Flag.OVERRIDDEN: "the shown grade was set by hand; an override that sleeps is not flagged",
}


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown; a bar inside a cell stays a bar."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def code(text: str) -> str:
    """Return a text set as code."""
    return f"`{text}`"


def yes(holds: object) -> str:
    """Return what a cell says of something that holds or does not."""
    return "yes" if holds else "no"


def grades() -> str:
    """Return the five grades with what makes them and the clause of the procedure."""
    threshold = f"CNY {shown(PROCEDURE.annual_threshold, HOME_CURRENCY)}"
    rows = [
        [grade, when.format(threshold=threshold, months=PROCEDURE.silent_months), CLAUSES[grade]]
        for grade, when in MEANINGS.items()
    ]
    return table(["grade", "when", "clause"], rows)


def clauses() -> str:
    """Return the procedure's own words."""
    return "\n".join(f"> {clause};<br>" for clause in CLAUSES.values()).removesuffix(";<br>") + "。"


def contact() -> str:
    """Return what each kind of interaction counts as, by the predicates that grade."""
    titles = ["kind", "what", "contact", "contact under `any`", "evidence", "asked"]
    return table([*titles, "wants an answer", "is one of ours"], _kinds())


def _kinds() -> Iterator[list[str]]:
    for kind in Kind:
        yield _counts(kind)
        if kind in MAY_BE_ATTEMPT:
            yield _counts(kind, attempt=True)
        if kind in MAY_BE_UNSOLICITED:
            yield _counts(kind, unsolicited=True)


def _counts(kind: Kind, *, attempt: bool = False, unsolicited: bool = False) -> list[str]:
    """Return a row of the table of contact."""
    two_way = is_contact(kind, attempt=attempt, unsolicited=unsolicited)
    one_way = is_one_way(kind, attempt=attempt, unsolicited=unsolicited)
    mark, says = "", KINDS[kind]
    if attempt:
        mark, says = " --attempt", "nobody was reached, or nobody answered"
    if unsolicited:
        mark, says = " --unsolicited", "the same, and nobody had asked for it"
    holds = [
        two_way,
        two_way or one_way,
        is_evidence(kind),
        is_asked(kind, unsolicited=unsolicited),
    ]
    return [code(kind + mark), says, *map(yes, [*holds, kind in WISHES, kind in ANSWERS])]


def phrases_of_attempts() -> str:
    """Return the phrases by which a note sounds like an attempt."""
    return ", ".join(f"“{phrase}”" for phrase in hearing._NOBODY)


def flags() -> str:
    """Return the flags in their order."""
    return table(["flag", "stands when"], [[code(flag), FLAGS[flag]] for flag in Flag])


def cadences() -> str:
    """Return how many days may pass between contacts, by the shown grade."""
    last = "the last contact; without one, registration"
    rows = [
        [f"{grade}", last, str(days_between(grade, grade_before=None, policy=PROCEDURE))]
        for grade in (Grade.A, Grade.B, Grade.C, Grade.D)
    ]
    tried = "the last contact or attempt, whichever is later"
    for title, before in (("X that was A or B", Grade.A), ("other X", Grade.C)):
        days = days_between(Grade.X, grade_before=before, policy=PROCEDURE)
        rows.append([title, tried, str(days)])
    return table(["shown grade", "counted from", "days"], rows)


def ladder() -> str:
    """Return the steps after an offer."""
    steps = [f"{count} of ours" for count in range(len(PROCEDURE.cadence_ladder))]
    rows = [
        [tries, "the offer", str(days)]
        for tries, days in zip(steps, PROCEDURE.cadence_ladder, strict=True)
    ]
    last = f"{len(steps)} of ours or more"
    rows.append([last, "the last attempt", str(PROCEDURE.cadence_after_ladder)])
    return table(["attempts since the offer", "counted from", "days"], rows)


def policy_keys() -> str:
    """Return the settings of the policy with their defaults and meaning."""
    rows = [[code(key.key), code(key.default), key.meaning] for key in KEYS]
    return table(["key", "default", "meaning"], rows)
