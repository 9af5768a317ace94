"""A submission mailed to each address, every mail noted before it is sent and after.

Whatever ends the program in between leaves the intent, so that nobody is sent the same unawares.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from kamcli import mailing
from kamcli.i18n import _
from kamcli.ledger.opening import reading, writing
from kamcli.ledger.sendings import begin_sending, forget_sending, note_sent, past_sendings
from kamcli.mailing import Correspondent, Doubtful, Server, Undelivered
from kamcli.output import letters
from kamcli.output.letters import Envelope, Letter

if TYPE_CHECKING:
    from kamcli.delivery import Post
    from kamcli.ledger.database import Ledger
    from kamcli.ledger.submissions import Submission
    from kamcli.session import Session

_COMMAND = "report send"


class Round(Struct, frozen=True, kw_only=True):
    """One run of the command: what is sent and by whom; `again` to those who have it, too."""

    session: Session
    submission: Submission
    letter: Letter
    sender: Correspondent
    again: bool


class State(Enum):
    """What became of the mail to one address; DOUBTFUL: it may have been sent."""

    SENT = auto()
    SKIPPED = auto()
    FAILED = auto()
    DOUBTFUL = auto()


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of the mail to an address, and why it was not sent."""

    address: str
    state: State
    why: str = ""


def sent(run: Round, who: Sequence[Correspondent], server: Server) -> list[Outcome]:
    """Send the mail to each who is to have it; a dry run connects nowhere.

    What is known already is not asked of the server: a second run does not even connect. Raises
    `Unavailable` where the server cannot be reached or lets nobody in, `NotUnderstood` where there
    is no password for it.
    """
    with reading(run.session) as ledger:
        known = {each: _known(ledger, run, each) for each in who}
    if run.session.dry_run or all(known.values()):
        return [
            found or Outcome(address=each.address, state=State.SENT)
            for each, found in known.items()
        ]
    from kamcli import delivery

    with delivery.connected(server, mailing.password_of(server)) as post:
        return [found or _sent_to(run, each, post) for each, found in known.items()]


def _known(ledger: Ledger, run: Round, who: Correspondent) -> Outcome | None:
    """Return what became of a mail without sending one; nothing where one is to be sent."""
    past = past_sendings(ledger, run.submission.id, who.address)
    if run.again or not past.sendings:
        return None
    if past.sent is not None:
        return Outcome(address=who.address, state=State.SKIPPED)
    return _doubtful(run, who)


def _doubtful(run: Round, who: Correspondent) -> Outcome:
    return Outcome(
        address=who.address,
        state=State.DOUBTFUL,
        why=_('Version {version} may have been sent to "{address}": ask there first.').format(
            version=run.submission.version, address=who.address
        ),
    )


def _sent_to(run: Round, who: Correspondent, post: Post) -> Outcome:
    """Send one mail: the intent is kept before it, the result after it.

    Whatever ends the program in between leaves the intent, and so the doubt.
    """
    with writing(run.session, _COMMAND) as ledger:
        # another run may have sent it since
        found = _known(ledger, run, who)
        if found is not None:
            return found
        sending = begin_sending(
            ledger,
            run.submission,
            who.address,
            domain=run.sender.domain,
            at=run.session.now,
        )
    envelope = Envelope(
        sender=run.sender, to=[who], at=run.session.now, message_id=sending.message_id
    )
    content = letters.mail(run.letter, envelope).as_bytes()
    try:
        post.deliver(content, sender=run.sender.address, to=who.address)
    except Undelivered as error:
        with writing(run.session, _COMMAND) as ledger:
            forget_sending(ledger, sending)
        return Outcome(address=who.address, state=State.FAILED, why=_not_sent(who, error))
    except Doubtful:
        return _doubtful(run, who)
    with writing(run.session, _COMMAND) as ledger:
        note_sent(ledger, sending, at=run.session.now)
    return Outcome(address=who.address, state=State.SENT)


def _not_sent(who: Correspondent, error: Undelivered) -> str:
    return _('Nothing was sent to "{address}". {why}').format(address=who.address, why=error)
