"""The form JRYX0001F01: its 25 columns, which customers it lists, its head and foot (report.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from kamcli.i18n import _
from kamcli.reports.findings import PerGrade
from kamcli.reports.friday import AnnualAmount, Head, Row, Totals
from kamcli.reports.week_facts import Asked, WeekFacts
from kamcli.rules.labels import label
from kamcli.rules.money import HOME_CURRENCY
from kamcli.rules.vocabulary import Department, Grade, Market

if TYPE_CHECKING:
    from kamcli.ledger.managers import Manager
    from kamcli.ledger.portraits import Portrait
    from kamcli.ledger.weekly import Evidence, Noted, Person
    from kamcli.reports.previous import Former

_DECIDES = "★"
_UP, _DOWN = "↑", "↓"
_VALUABLE = (Grade.A, Grade.B)
_BEST_FIRST = (Grade.A, Grade.B, Grade.C, Grade.D, Grade.X)


def rows(facts: WeekFacts) -> tuple[Row, ...]:
    """Return the rows of the form, numbered."""
    listed = [each for each in facts.customers if _is_listed(facts, each)]
    listed.sort(key=lambda each: (_rank(each), -_silence(each, facts.asked.told_on)))
    return tuple(_row(facts, each, no) for no, each in enumerate(listed, start=1))


def totals(facts: WeekFacts) -> Totals:
    """Return the foot of the form, over all customers of the report."""
    grades = [each.grade for each in facts.customers]
    complete = sum(_is_complete(facts, each) for each in facts.customers)
    former = _former(facts)
    return Totals(
        customers=len(grades),
        grades=PerGrade(**{grade.value: grades.count(grade) for grade in Grade}),
        new_this_week=sum(each.registered_on in facts.asked.period for each in facts.customers),
        complete=complete,
        completeness=percent(complete, len(grades)),
        since=former.week if former else None,
        change=_change(facts, former) if former else None,
    )


def _former(facts: WeekFacts) -> Former | None:
    """Return the submission that a manager's report is compared with."""
    manager = facts.asked.manager
    return facts.previous.of_manager(manager) if manager else None


def _change(facts: WeekFacts, former: Former) -> PerGrade:
    """Count by how many the customers of each grade differ from a submission."""
    market = facts.asked.market
    counts = Counter(each.grade for each in facts.customers)
    counts.subtract(
        each.grade for each in former.customers.values() if market in (None, each.market)
    )
    return PerGrade(**{grade.value: counts[grade] for grade in Grade})


def head(asked: Asked, manager: Manager | None) -> Head:
    """Return what heads the form: of one manager, or of all."""
    department = manager.department if manager else None
    return Head(
        department=department,
        manager_name=manager.name if manager else None,
        told_on=asked.told_on,
        market=asked.market,
        reviewed_for=_reviewed_for(asked.market, department),
    )


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent with one decimal, half up; nothing of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _reviewed_for(market: Market | None, department: Department | None) -> tuple[Market, ...]:
    if market is not None:
        return (market,)
    if department is None:
        return tuple(Market)
    return (department.market,)


def _is_listed(facts: WeekFacts, customer: Portrait) -> bool:
    """Whether a customer has a row: the valuable ones always, others where there is news."""
    asked = facts.asked
    return (
        asked.every_customer
        or customer.grade in _VALUABLE
        or was_valuable(customer)
        or customer.id in facts.moved
        or customer.id in facts.changes
        or customer.registered_on in asked.period
        or any(
            action.due_on is not None and action.due_on <= asked.week.end
            for action in facts.open_actions(customer.id)
        )
    )


def was_valuable(customer: Portrait) -> bool:
    """Whether a customer is an X that was an A or B."""
    stand = customer.standing
    return customer.grade is Grade.X and stand is not None and stand.grade_before in _VALUABLE


def _rank(customer: Portrait) -> int:
    assert customer.grade is not None, "void and merged customers are in no report"
    stand = customer.standing
    return place_of(customer.grade, stand.grade_before if stand else None)


def place_of(grade: Grade, before: Grade | None) -> int:
    """Return where a grade stands in the form: A, B, X that was A or B, C, other X, D."""
    if grade is Grade.X and before in _VALUABLE:
        return 2
    return {Grade.A: 0, Grade.B: 1, Grade.C: 3, Grade.X: 4, Grade.D: 5}[grade]


def _silence(customer: Portrait, told_on: date) -> int:
    """Return for how many days nothing was heard, since registration where nothing ever was."""
    last_on = customer.standing and customer.standing.last_contact_on
    return (told_on - (last_on or customer.registered_on)).days


def _row(facts: WeekFacts, customer: Portrait, no: int) -> Row:
    stand = customer.standing
    assert stand is not None
    person = facts.people.get(customer.id)
    upcoming = facts.open_actions(customer.id)
    action = upcoming[0] if upcoming else None
    last_on = stand.last_contact_on
    return Row(
        no=no,
        code=customer.code,
        name=_name(customer),
        market=customer.market,
        country=customer.country,
        nature=customer.nature,
        grade=grade_cell(customer) + _arrow(facts, customer),
        source=customer.source,
        contact=_contact(person) if person else None,
        title=person.title if person else None,
        phone=_phone(person) if person else None,
        email=person.email if person else None,
        im=person.im if person else None,
        products=customer.products,
        registered_on=customer.registered_on,
        evidence=_evidence(facts.evidence.get(customer.id), facts.asked.told_on),
        annual_amount=AnnualAmount(
            amount=stand.own_amount, currency=HOME_CURRENCY, via=stand.via_amount
        ),
        last_contact_on=last_on,
        silent_days=(facts.asked.told_on - last_on).days if last_on else None,
        last_week=facts.previous.follow_up(customer.id, customer.owner),
        this_week="\n".join(_follow_up(facts, customer)) or None,
        next_action=action.text if action else None,
        next_due_on=action.due_on if action else None,
        owner=_owner(facts, customer),
        remarks=customer.remarks,
    )


def _name(customer: Portrait) -> str:
    return f"{customer.name} ({customer.short_name})" if customer.short_name else customer.name


def grade_cell(customer: Portrait) -> str:
    """Return the grade as the form prints it: `A`, `A*` set by hand, `X(was A)`."""
    if customer.override is not None:
        return f"{customer.grade}*"
    before = customer.standing and customer.standing.grade_before
    if customer.grade is Grade.X and before:
        return _("X(was {grade})").format(grade=before)
    return str(customer.grade)


def _arrow(facts: WeekFacts, customer: Portrait) -> str:
    """Say whether the shown grade is better or worse than in the last submission."""
    before = facts.previous.grade(customer.id, customer.owner)
    if before is None or customer.grade is None or before is customer.grade:
        return ""
    return _DOWN if is_lower(customer.grade, before) else _UP


def is_lower(to: Grade, than: Grade) -> bool:
    """Whether a grade is worth less than another; X is the least."""
    return _BEST_FIRST.index(to) > _BEST_FIRST.index(than)


def _contact(person: Person) -> str:
    return f"{person.name} {_DECIDES}" if person.decides else person.name


def _phone(person: Person) -> str | None:
    return " / ".join(each for each in (person.phone, person.mobile) if each) or None


def _evidence(evidence: Evidence | None, told_on: date) -> str | None:
    """Say when a sample, a quote and a request were the last of their kind."""
    if evidence is None:
        return None
    marks = (
        (_("S {day}"), evidence.sample_on),
        (_("Q {day}"), evidence.quote_on),
        (_("R {day}"), evidence.request_on),
    )
    said = [text.format(day=_day(on, told_on)) for text, on in marks if on]
    return " · ".join(said)


def _day(on: date, told_on: date) -> str:
    """Return a day without its year where that is the year of the report."""
    return f"{on:%m-%d}" if on.year == told_on.year else on.isoformat()


def _follow_up(facts: WeekFacts, customer: Portrait) -> Iterator[str]:
    """Go through the lines of column 21: each interaction, then the problem it raised."""
    for note in facts.notes.get(customer.id, ()):
        yield _noted(note)
        if note.problem:
            yield _("Problem/requirement: {problem}").format(problem=_one_line(note.problem))


def _noted(note: Noted) -> str:
    # Cards are exchanged without a word; then the kind says what happened.
    said = _one_line(note.text) or label(note.kind)
    return f"{note.on:%m-%d} {label(note.via)} {said}"


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()).strip()


def _owner(facts: WeekFacts, customer: Portrait) -> str:
    owner = f"{customer.owner} {facts.managers[customer.owner]}"
    former = facts.former_owners.get(customer.id)
    return _("{owner} (was {former})").format(owner=owner, former=former) if former else owner


def _is_complete(facts: WeekFacts, customer: Portrait) -> bool:
    """Whether columns 3-6, 8 and one of 11-13 are filled; all but two of them always are."""
    person = facts.people.get(customer.id)
    reachable = person and (person.phone or person.mobile or person.email or person.im)
    return bool(customer.country and reachable)
