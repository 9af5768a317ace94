"""Submissions: the weeks that were handed in, frozen, each in one or more versions (上报)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import NotFound, Refused
from kamcli.i18n import _
from kamcli.ledger.days import day_or_none, instant_or_none

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row
    from kamcli.rules.weeks import Week


class NewSubmission(Struct, frozen=True, kw_only=True):
    """What is handed in: the frozen content, and the digest of it."""

    manager: str
    week: date
    version: int
    content: str
    digest: str
    submitted_at: datetime


class Submission(NewSubmission, frozen=True, kw_only=True):
    """A submission as the ledger keeps it; `week` is the Friday that names it.

    Where a person was erased from it, `digest` is still that of what was handed in, and
    `left_digest` that of `content`. `command_id` is the command that stored it:
    whatever a later command noted is not in it.
    """

    id: int
    command_id: int
    reviewed_by: str | None
    reviewed_on: date | None
    review_note: str | None
    erased_at: datetime | None
    left_digest: str | None


class SubmissionLine(Struct, frozen=True, kw_only=True):
    """A submission in a list; `erased_at` is when a person was last erased from it."""

    week: date
    manager: str
    version: int
    submitted_at: datetime
    digest: str
    reviewed_by: str | None
    reviewed_on: date | None
    review_note: str | None
    erased_at: datetime | None


_ALL = """
SELECT submissions.*,
    (SELECT min(command_id) FROM trail WHERE table_name = 'submissions'
        AND row_id = submissions.id AND change = 'insert') AS command_id
FROM submissions
"""
_LINES = """
SELECT week_on, manager, version, submitted_at, digest, reviewed_by, reviewed_on, review_note,
    erased_at
FROM submissions WHERE {where}
ORDER BY week_on DESC, manager, version DESC
"""
# The last week that each manager handed in before one, in its last version.
_BEFORE = f"""
{_ALL} JOIN (
    SELECT manager AS whose, max(week_on) AS last_on FROM submissions
    WHERE week_on < :friday GROUP BY manager
) ON manager = whose AND week_on = last_on
ORDER BY week_on, manager, version
"""


def next_version(ledger: Ledger, manager: str, week: Week, *, again: bool) -> int:
    """Return the version that a submission of a week would have.

    Raises `Refused` for a week that is handed in already, unless it is done `again`, and for one
    that was never handed in where it is.
    """
    last = latest_submission(ledger, manager, week)
    if last is None:
        if again:
            raise Refused(
                _("The week to Friday {friday} is not submitted yet.").format(friday=week),
                hint=f"kam report submit --week {week}",
            )
        return 1
    if not again:
        raise Refused(
            _("The week to Friday {friday} is submitted already, as version {version}.").format(
                friday=week, version=last.version
            ),
            hint=f"kam report submit --week {week} --resubmit",
        )
    return last.version + 1


def keep_submission(ledger: Ledger, new: NewSubmission) -> int:
    """Store a submission and return its id."""
    return ledger.insert(
        "submissions",
        {
            "manager": new.manager,
            "week_on": new.week,
            "version": new.version,
            "content": new.content,
            "digest": new.digest,
            "submitted_at": new.submitted_at,
        },
    )


def review_submission(
    ledger: Ledger, submission: Submission, *, by: str, on: date, note: str
) -> None:
    """Note what a supervisor says of a submission (审核意见); its digest stays."""
    ledger.update(
        "submissions",
        submission.id,
        {"reviewed_by": by, "reviewed_on": on, "review_note": note},
    )


def the_submission(
    ledger: Ledger, manager: str, week: Week, *, version: int | None = None
) -> Submission:
    """Return a version of a manager's week, the last one if none is named; raises `NotFound`."""
    found = latest_submission(ledger, manager, week)
    if found is None:
        raise NotFound(
            _("Manager {manager} has not submitted the week to Friday {friday}.").format(
                manager=manager, friday=week
            ),
            hint="kam report list",
        )
    if version is None or version == found.version:
        return found
    other = find_submission(ledger, manager, week.friday, version)
    if other is None:
        raise NotFound(
            _('The week to Friday {friday} has no version "{version}".').format(
                friday=week, version=version
            ),
            hint="kam report list",
        )
    return other


def latest_submission(ledger: Ledger, manager: str, week: Week) -> Submission | None:
    """Return the last version of a manager's week, if it was handed in."""
    return _one(
        ledger,
        "manager = :manager AND week_on = :week ORDER BY version DESC",
        {"manager": manager, "week": week.friday},
    )


def find_submission(ledger: Ledger, manager: str, friday: date, version: int) -> Submission | None:
    """Return a version of a manager's week, if there is one."""
    return _one(
        ledger,
        "manager = :manager AND week_on = :week AND version = :version",
        {"manager": manager, "week": friday, "version": version},
    )


def last_before(ledger: Ledger, week: Week) -> list[Submission]:
    """Return the last week that each manager handed in before one, the oldest week first."""
    rows = ledger.rows(_BEFORE, {"friday": week.friday})
    return list({row["manager"]: _submission(row) for row in rows}.values())


def list_submissions(ledger: Ledger, *, manager: str | None) -> Sequence[SubmissionLine]:
    """Return the submissions of a manager, or of all, the latest week first."""
    where = "manager = :manager" if manager else "1 = 1"
    rows = ledger.rows(_LINES.format(where=where), {"manager": manager} if manager else None)
    return [
        SubmissionLine(
            week=date.fromisoformat(row["week_on"]),
            manager=row["manager"],
            version=row["version"],
            submitted_at=datetime.fromisoformat(row["submitted_at"]),
            digest=row["digest"],
            reviewed_by=row["reviewed_by"],
            reviewed_on=day_or_none(row["reviewed_on"]),
            review_note=row["review_note"],
            erased_at=instant_or_none(row["erased_at"]),
        )
        for row in rows
    ]


def all_submissions(ledger: Ledger) -> list[Submission]:
    """Return every version of every week."""
    return [_submission(row) for row in ledger.rows(f"{_ALL} ORDER BY id")]


def keep_gaps(
    ledger: Ledger, submission: Submission, *, content: str, digest: str, at: datetime
) -> None:
    """Keep what is left of a submission without a person; its digest stays."""
    ledger.update(
        "submissions",
        submission.id,
        {"content": content, "erased_at": at, "left_digest": digest},
    )


def frozen_by(ledger: Ledger, command_id: int) -> date | None:
    """Return the Friday of the week that a command handed in, if it did."""
    found = ledger.value(
        "SELECT week_on FROM submissions JOIN trail ON row_id = submissions.id"
        " WHERE command_id = :id AND table_name = 'submissions' AND change = 'insert'",
        {"id": command_id},
    )
    return day_or_none(found)


def _one(ledger: Ledger, where: str, parameters: dict[str, Any]) -> Submission | None:
    row = ledger.row(f"{_ALL} WHERE {where}", parameters)
    return None if row is None else _submission(row)


def _submission(row: Row) -> Submission:
    return Submission(
        id=row["id"],
        command_id=row["command_id"],
        manager=row["manager"],
        week=date.fromisoformat(row["week_on"]),
        version=row["version"],
        content=row["content"],
        digest=row["digest"],
        submitted_at=datetime.fromisoformat(row["submitted_at"]),
        reviewed_by=row["reviewed_by"],
        reviewed_on=day_or_none(row["reviewed_on"]),
        review_note=row["review_note"],
        erased_at=instant_or_none(row["erased_at"]),
        left_digest=row["left_digest"],
    )
