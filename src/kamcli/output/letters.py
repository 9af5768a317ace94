"""A submission as a mail: the page in the body, the text beside it, the workbook attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.i18n import Language, _, speaking
from kamcli.output import friday
from kamcli.output.answer import Form
from kamcli.output.friday_head import manager, title
from kamcli.output.sealing import File, book, html, page, reviewed
from kamcli.reports.friday import Review
from kamcli.reports.frozen import Frozen, frozen_of

if TYPE_CHECKING:
    from email.headerregistry import Address
    from email.message import EmailMessage

    from kamcli.mailing import Correspondent

_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class Letter(Struct, frozen=True, kw_only=True):
    """What everybody gets who gets a submission."""

    subject: str
    plain: str
    page: str
    workbook: File


class Envelope(Struct, frozen=True, kw_only=True):
    """What differs from mail to mail; one that is only written to a file may lack a sender."""

    sender: Correspondent | None
    to: Sequence[Correspondent]
    at: datetime
    message_id: str | None = None


def letter(content: Mapping[str, Any], review: Review | None, *, with_contacts: bool) -> Letter:
    """Return a submission as a letter in its own language.

    Body and workbook show phones, mails and IM only `with_contacts` (rules.md 10); the body has
    what a supervisor has noted.
    """
    frozen = frozen_of(content)
    return Letter(
        subject=_subject(frozen),
        plain=_plain(content, review, with_contacts=with_contacts),
        page=_without_script(html(content, review, with_contacts=with_contacts)),
        workbook=File(
            name=f"{frozen.week}-{frozen.manager}-v{frozen.version}.xlsx",
            content=book(content, None, with_contacts=with_contacts),
        ),
    )


def _plain(content: Mapping[str, Any], review: Review | None, *, with_contacts: bool) -> str:
    if not with_contacts:
        return page(content, Form.MARKDOWN, review)
    frozen = frozen_of(content)
    with speaking(Language(frozen.language)):
        return friday.markdown(reviewed(frozen, review))


def _subject(frozen: Frozen) -> str:
    with speaking(Language(frozen.language)):
        text = (
            _("{title} {week}: {manager}")
            if frozen.version == 1
            else _("{title} {week}, version {version}: {manager}")
        )
        return text.format(
            title=title(),
            week=frozen.week,
            version=frozen.version,
            manager=manager(frozen.form),
        )


def _without_script(html: str) -> str:
    """Return the page without its script, which no mail program runs and many filters reject."""
    before, _start, rest = html.rpartition("<script>")
    return before + rest.partition("</script>\n")[2]


def mail(content: Letter, envelope: Envelope) -> EmailMessage:
    """Return the mail; names and the subject are encoded for any server (RFC 2047)."""
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime

    made = EmailMessage(SMTP.clone(cte_type="7bit"))
    made["Subject"] = content.subject
    if envelope.sender is not None:
        made["From"] = _address(envelope.sender)
    if envelope.to:
        made["To"] = [_address(each) for each in envelope.to]
    made["Date"] = format_datetime(envelope.at)
    if envelope.message_id is not None:
        made["Message-ID"] = f"<{envelope.message_id}>"
    made.set_content(content.plain)
    made.add_alternative(content.page, subtype="html")
    kind, subkind = _WORKBOOK
    made.add_attachment(
        content.workbook.content,
        maintype=kind,
        subtype=subkind,
        filename=content.workbook.name,
    )
    return made


def _address(who: Correspondent) -> Address:
    from email.headerregistry import Address

    return Address(display_name=who.name, addr_spec=who.address)
