"""Address cards taken into a ledger: each person noted at the customer, in one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kamcli.errors import KamError, NotUnderstood
from kamcli.exchange.batches import keep_batch
from kamcli.exchange.faults import Done, Outcome, Tally, summed
from kamcli.exchange.reading import Source
from kamcli.exchange.returns import place_of
from kamcli.exchange.tables import BY_NAME
from kamcli.exchange.vcards.cards import read_cards
from kamcli.exchange.vcards.matching import SAID, By, Directory
from kamcli.exchange.vcards.persons import People
from kamcli.exchange.vcards.rejects import write_rejects
from kamcli.i18n import _, ngettext
from kamcli.ledger.mails import read_mails
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.exchange.vcards.cards import Card
    from kamcli.ledger.database import Ledger


def import_cards(
    ledger: Ledger,
    paths: Sequence[Path],
    *,
    as_of: date,
    keep_rejects: bool,
    progress: Callable[[str], None],
) -> Done:
    """Take in files of address cards; none is lost: new, changed, as before or rejected.

    A card's person is noted at the customer that it belongs to. What a ledger does not keep of
    people (rules.md 10) is told, not taken. Rejected cards are written beside their files, unless
    `keep_rejects` is not set. Raises `NotUnderstood` for a file without cards.
    """
    files = [_read(path) for path in paths]
    desk = _Desk(ledger=ledger, as_of=as_of, directory=Directory(ledger))
    for file in files:
        progress(_("Reading {file}: {count} rows").format(file=file.name, count=len(file.cards)))
        desk.take(file)
        if file.tally.rejected:
            file.tally.rejects_file = (
                write_rejects(file.tally, file.cards)
                if keep_rejects
                else place_of(file.path, file.path.suffix)
            )
    desk.tell_left_out([card for file in files for card in file.taken])
    tallies = [file.tally for file in files]
    batch = keep_batch(ledger, ", ".join(map(str, paths)), tallies)
    return summed(batch, tallies, unmapped=(), warnings=(*desk.warnings, *ledger.notes))


class _File(Struct, kw_only=True):
    """A file of cards, what became of them, and those that were taken."""

    cards: list[Card]
    tally: Tally
    taken: list[Card] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.tally.source.name

    @property
    def path(self) -> Path:
        return self.tally.source.path


def _read(path: Path) -> _File:
    try:
        cards = read_cards(path.read_bytes())
    except OSError as error:
        raise NotUnderstood(
            _('"{file}" cannot be read: {why}.').format(file=path, why=error.strerror),
            hint=f'ls -l "{path}"',
        ) from error
    if not cards:
        raise NotUnderstood(
            _('"{file}" holds no address cards.').format(file=path.name), hint="kam import --help"
        )
    return _File(cards=cards, tally=Tally(source=Source(table=BY_NAME["contacts"], path=path)))


class _Desk(Struct, kw_only=True):
    """Where cards are taken in."""

    ledger: Ledger
    as_of: date
    directory: Directory
    warnings: dict[str, None] = field(default_factory=dict)

    def take(self, file: _File) -> None:
        """Take the cards of a file; one that is not matched is tried again after the others.

        A card that was taken may have told whose mail host or phone the next ones have.
        """
        pending = list(file.cards)
        while pending:
            left = [card for card in pending if not self._take(file, card)]
            if len(left) == len(pending):
                return
            pending = left

    def _take(self, file: _File, card: Card) -> bool:
        try:
            outcome = self._noted(card)
        except KamError as error:
            file.tally.reject(card.raw.line, error)
            return False
        file.tally.reasons.pop(card.raw.line, None)
        file.tally.count(outcome)
        file.taken.append(card)
        return True

    def _noted(self, card: Card) -> Outcome:
        if card.group:
            raise NotUnderstood(_("The card is a list of people, not a person."))
        if card.name is None:
            raise NotUnderstood(_("The card names no person."))
        match = self.directory.match(card)
        if match.by is not By.ORGANISATION and card.organisation is not None:
            told = _('"{person}" of "{firm}" was taken to {customer}, {how}.').format(
                person=quoted(card.name),
                firm=quoted(card.organisation),
                customer=quoted(match.customer),
                how=_(SAID[match.by]),
            )
            self.warnings[told] = None
        people = People(self.ledger, match.customer_id)
        outcome = people.note(card, card.name, warn=self._warn)
        for mail in (mail for cell in card.mails for mail in read_mails(cell)):
            if mail.normal is not None:
                self.directory.note_mail(match.customer_id, mail.normal)
        return outcome

    def _warn(self, text: str) -> None:
        self.warnings[text] = None

    def tell_left_out(self, cards: Sequence[Card]) -> None:
        """Say what of the cards the ledger does not keep."""
        birthdays = sum(card.birthday for card in cards)
        if birthdays:
            text = ngettext(
                "{count} birthday was not taken: it needs the person's consent"
                " (kam contact edit CODE NAME --birthday DAY --consent DATE --purpose TEXT).",
                "{count} birthdays were not taken: each needs the person's consent"
                " (kam contact edit CODE NAME --birthday DAY --consent DATE --purpose TEXT).",
                birthdays,
            )
            self._warn(text.format(count=birthdays))
        counts = {
            _("addresses ({count})"): sum(card.addresses for card in cards),
            _("faxes and pagers ({count})"): sum(card.faxes for card in cards),
            _("notes ({count})"): sum(card.notes for card in cards),
        }
        told = [text.format(count=count) for text, count in counts.items() if count]
        if told:
            self._warn(_("Not kept of the cards: {what}.").format(what=", ".join(told)))
