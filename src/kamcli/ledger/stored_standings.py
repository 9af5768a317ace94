"""Standings as the columns of their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamcli.ledger.records import Summary
    from kamcli.rules.standing import Standing

COLUMNS = (
    "customer_id graded_on holds_until_on existed_from_on grade grade_before amount_before"
    " annual_amount own_amount via_amount last_contact_on in_touch_through_on cooperated asked"
    " evidence ordered_recently turns_x_on changes_next_on changes_next_to policy_version"
    " last_attempt_on offer_on answered tries wish_on replied_on"
).split()
# What is stored anew has no fingerprint until its history was checked too.
REPLACING = "ON CONFLICT (customer_id) DO UPDATE SET fingerprint = NULL, " + ", ".join(
    f"{name} = excluded.{name}" for name in COLUMNS[1:]
)


def stored_form(summary: Summary, now: Standing) -> dict[str, object]:
    """Return a standing as the columns of its table."""
    return {
        "customer_id": summary.customer_id,
        "graded_on": now.as_of,
        "holds_until_on": now.holds_until,
        "existed_from_on": summary.record.existed_from,
        "grade": now.grade,
        "grade_before": now.grade_before,
        "amount_before": now.amount_before,
        "annual_amount": now.facts.annual_amount,
        "own_amount": now.own_amount,
        "via_amount": now.via_amount,
        "last_contact_on": now.facts.last_contact_on,
        "in_touch_through_on": now.in_touch_through,
        "cooperated": now.facts.cooperated,
        "asked": now.facts.asked,
        "evidence": now.facts.evidence,
        "ordered_recently": now.ordered_recently,
        "turns_x_on": now.turns_x_on,
        "changes_next_on": now.changes_next_on,
        "changes_next_to": now.changes_next_to,
        "policy_version": now.policy_version,
        "last_attempt_on": summary.last_attempt_on,
        "offer_on": summary.offer_on,
        "answered": summary.answered,
        "tries": summary.tries,
        "wish_on": summary.wish_on,
        "replied_on": summary.replied_on,
    }
