"""What was handed in before: the arrows, last week's column and the promises compare with it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.ledger.submissions import last_before
from kamcli.reports.frozen import KnownCustomer, Promised
from kamcli.reports.reviving import revived
from kamcli.rules.days import add_days

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.submissions import Submission
    from kamcli.rules.vocabulary import Grade
    from kamcli.rules.weeks import Week


class Former(Struct, frozen=True, kw_only=True):
    """A manager's last submission before the week that is told; mappings go by customer id."""

    manager: str
    week: date
    told_on: date
    command_id: int
    customers: Mapping[int, KnownCustomer]
    follow_ups: Mapping[int, str]
    actions: Mapping[int, Sequence[Promised]]


class Previous(Struct, frozen=True, kw_only=True):
    """The last submissions of all managers, the oldest week first.

    A customer that changed hands is found in that of its former owner.
    """

    submissions: Sequence[Former]

    def of_manager(self, manager: str) -> Former | None:
        """Return what a manager handed in last."""
        return next((each for each in self.submissions if each.manager == manager), None)

    def of_customer(self, customer_id: int, owner: str) -> Former | None:
        """Return the submission that told of a customer last, else that of its owner."""
        told = [each for each in self.submissions if customer_id in each.customers]
        own = next((each for each in told if each.manager == owner), None)
        latest = told[-1] if told else None
        if own and latest and own.week == latest.week:
            return own
        return latest or self.of_manager(owner)

    def grade(self, customer_id: int, owner: str) -> Grade | None:
        """Return the grade that was shown of a customer."""
        former = self.of_customer(customer_id, owner)
        known = former and former.customers.get(customer_id)
        return known.grade if known else None

    def follow_up(self, customer_id: int, owner: str) -> str | None:
        """Return what was told of a customer as that week's follow-up."""
        former = self.of_customer(customer_id, owner)
        return former.follow_ups.get(customer_id) if former else None

    def told_since(self, day: date) -> date:
        """Return the last day before what any of them told, or a day where that is earlier."""
        return min([day, *(add_days(each.told_on, -1) for each in self.submissions)])


def previous_of(ledger: Ledger, week: Week) -> Previous:
    """Return what was handed in before a week."""
    return Previous(submissions=[_former(each) for each in last_before(ledger, week)])


def _former(submission: Submission) -> Former:
    content = json.loads(submission.content)
    customers = {
        each.id: each for each in (revived(KnownCustomer, item) for item in content["customers"])
    }
    actions: dict[int, list[Promised]] = {}
    for action in (revived(Promised, item) for item in content["actions"]):
        actions.setdefault(action.customer, []).append(action)
    return Former(
        manager=submission.manager,
        week=submission.week,
        told_on=date.fromisoformat(content["head"]["told_on"]),
        command_id=submission.command_id,
        customers=customers,
        follow_ups=_follow_ups(content["report"]["rows"], customers),
        actions=actions,
    )


def _follow_ups(
    rows: Sequence[Mapping[str, Any]], customers: Mapping[int, KnownCustomer]
) -> Mapping[int, str]:
    ids = {each.code: each.id for each in customers.values()}
    return {ids[row["code"]]: row["this_week"] for row in rows if row["this_week"]}
