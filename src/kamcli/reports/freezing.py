"""Freeze a week: put together what a submission keeps, before it is printed and sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kamcli.reports.building import form_of
from kamcli.reports.frozen import LAYOUT, Frozen, KnownCustomer, Promised
from kamcli.reports.week_facts import Asked, WeekFacts, gather
from kamcli.rules.money import HOME_CURRENCY, Money

if TYPE_CHECKING:
    from kamcli.i18n import Language
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.portraits import Portrait
    from kamcli.rules.weeks import Week


class HandIn(Struct, frozen=True, kw_only=True):
    """Who hands in which week in which version, when, and in which language it is printed."""

    manager: str
    week: Week
    version: int
    on: date
    at: datetime
    language: Language


def freeze(ledger: Ledger, hand_in: HandIn) -> Frozen:
    """Return the submission of a week as the ledger has it now, not printed yet."""
    asked = Asked(
        week=hand_in.week,
        told_on=min(hand_in.on, hand_in.week.end),
        manager=hand_in.manager,
        market=None,
        every_customer=False,
    )
    facts = gather(ledger, asked)
    form = form_of(ledger, facts)
    return Frozen(
        layout=LAYOUT,
        week=hand_in.week.friday,
        manager=hand_in.manager,
        version=hand_in.version,
        submitted_on=hand_in.on,
        submitted_at=hand_in.at,
        language=hand_in.language.value,
        head=replace(form.head, version=hand_in.version, review=None),
        report=replace(form.report, submitted=None),
        customers=tuple(_known(facts, each) for each in facts.customers),
        actions=tuple(_open_actions(facts)),
        pages=(),
    )


def _known(facts: WeekFacts, customer: Portrait) -> KnownCustomer:
    stand, person = customer.standing, facts.people.get(customer.id)
    assert stand is not None
    assert customer.grade is not None
    phones = (person.phone, person.mobile) if person else ()
    return KnownCustomer(
        id=customer.id,
        code=customer.code,
        name=customer.name,
        market=customer.market,
        grade=customer.grade,
        grade_before=stand.grade_before,
        via_amount=Money(amount=stand.via_amount, currency=HOME_CURRENCY),
        website=customer.website,
        phones=tuple(each for each in phones if each),
    )


def _open_actions(facts: WeekFacts) -> list[Promised]:
    return [
        Promised(id=action.id, customer=customer.id, text=action.text, due_on=action.due_on)
        for customer in facts.customers
        for action in facts.open_actions(customer.id)
    ]
