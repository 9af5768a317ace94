"""Grades set by hand (人工定级, rules.md 1): A to D, for a time, by a supervisor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.rules.days import add_days
from kamcli.rules.policy import Policy
from kamcli.rules.vocabulary import Grade


class Override(Struct, frozen=True, kw_only=True):
    """A grade set by hand, in force from `from_on` through `until_on`."""

    grade: Grade
    from_on: date
    until_on: date
    by: str
    why: str


def check_override(override: Override, *, policy: Policy) -> None:
    """Raise Refused for an X, for an end before the beginning, and for one that lasts too long."""
    if override.grade is Grade.X:
        raise Refused(
            _('"X" cannot be set by hand: it follows from silence.'),
            hint="kam grade override --help",
        )
    if override.until_on < override.from_on:
        raise Refused(
            _('An override from {begin} cannot end on "{end}".').format(
                begin=override.from_on, end=override.until_on
            ),
            hint="kam grade override --help",
        )
    latest = add_days(override.from_on, policy.override_days)
    if override.until_on > latest:
        raise Refused(
            _('An override may last {days} days: until {latest}, not "{end}".').format(
                days=policy.override_days, end=override.until_on, latest=latest
            ),
            hint=f"--until {latest}",
        )


def override_in_force(
    overrides: Iterable[Override], *, computed: Grade, as_of: date
) -> Override | None:
    """Return the override that is shown on a day: the one that began last.

    While the computed grade is X every override sleeps.
    """
    if computed is Grade.X:
        return None
    standing = [made for made in overrides if made.from_on <= as_of <= made.until_on]
    # of two from the same day the one made later, which stands later
    return max(reversed(standing), key=lambda made: made.from_on, default=None)


def shown_grade(computed: Grade, overrides: Iterable[Override], *, as_of: date) -> Grade:
    """Return the grade that lists, cadence and report go by."""
    override = override_in_force(overrides, computed=computed, as_of=as_of)
    return override.grade if override else computed
