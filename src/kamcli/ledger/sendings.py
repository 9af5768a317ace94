"""Sendings: which submission was mailed to whom, and which may have been."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli.ledger.digests import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamcli.ledger.database import Ledger
    from kamcli.ledger.submissions import Submission


class Sending(Struct, frozen=True, kw_only=True):
    """A mail of a submission to an address.

    Without `sent_at` it was begun, and nobody knows how it ended. `turn` counts the mails to that
    address from 1; a `message_id` has no angle brackets.
    """

    id: int
    submission_id: int
    address: str
    turn: int
    digest: str
    message_id: str
    begun_at: datetime
    sent_at: datetime | None


class Past(Struct, frozen=True, kw_only=True):
    """What is known of the mails of a submission to one address, the first one first."""

    sendings: Sequence[Sending]

    @property
    def sent(self) -> Sending | None:
        """The last one that arrived at the mail server, if any did."""
        return next((each for each in reversed(self.sendings) if each.sent_at), None)

    @property
    def doubtful(self) -> Sending | None:
        """The last one of which nobody knows whether it was sent, if there is one."""
        return next((each for each in reversed(self.sendings) if not each.sent_at), None)


def past_sendings(ledger: Ledger, submission_id: int, address: str) -> Past:
    """Return the mails of a submission to an address; upper and lower case are one."""
    rows = ledger.rows(
        "SELECT * FROM sendings WHERE submission_id = :submission AND address = :address"
        " ORDER BY turn",
        {"submission": submission_id, "address": address.lower()},
    )
    sendings = [
        Sending(
            id=row["id"],
            submission_id=row["submission_id"],
            address=row["address"],
            turn=row["turn"],
            digest=row["digest"],
            message_id=row["message_id"],
            begun_at=datetime.fromisoformat(row["begun_at"]),
            sent_at=datetime.fromisoformat(row["sent_at"]) if row["sent_at"] else None,
        )
        for row in rows
    ]
    return Past(sendings=sendings)


def begin_sending(
    ledger: Ledger, submission: Submission, address: str, *, domain: str, at: datetime
) -> Sending:
    """Note that a mail is about to be sent, before it is.

    One that repeats a doubtful one has its message id, so that a mail box may tell them for one.
    """
    past = past_sendings(ledger, submission.id, address)
    turn = past.sendings[-1].turn + 1 if past.sendings else 1
    doubtful = past.doubtful
    message_id = doubtful.message_id if doubtful else _message_id(submission, address, turn, domain)
    values = {
        "submission_id": submission.id,
        "address": address.lower(),
        "turn": turn,
        "digest": submission.digest,
        "message_id": message_id,
        "begun_at": at,
    }
    return Sending(
        id=ledger.insert("sendings", values),
        submission_id=submission.id,
        address=address.lower(),
        turn=turn,
        digest=submission.digest,
        message_id=message_id,
        begun_at=at,
        sent_at=None,
    )


def note_sent(ledger: Ledger, sending: Sending, *, at: datetime) -> None:
    """Note that the mail server has taken a mail."""
    ledger.update("sendings", sending.id, {"sent_at": at})


def forget_sending(ledger: Ledger, sending: Sending) -> None:
    """Forget a mail that was begun and certainly not sent; the trail still tells of it."""
    ledger.delete("sendings", sending.id)


def has_sent(ledger: Ledger, command_id: int) -> bool:
    """Return whether a command noted a mail."""
    found = ledger.value(
        "SELECT 1 FROM trail WHERE command_id = :id AND table_name = 'sendings'",
        {"id": command_id},
    )
    return found is not None


def _message_id(submission: Submission, address: str, turn: int, domain: str) -> str:
    """Return an id that is the same for the same mail, and tells nobody's address."""
    who = sha256(f"{submission.digest} {address.lower()}".encode()).hexdigest()
    return f"kam.{submission.digest[:16]}.{who[:16]}.{turn}@{domain}"
