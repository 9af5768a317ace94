"""A talk about a week, customer by customer: what is asked, what is saved, where it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Protocol, TypeVar

from kamcli import options
from kamcli.errors import KamError
from kamcli.i18n import _
from kamcli.ledger.database import Ledger
from kamcli.ledger.opening import reading, writing
from kamcli.output.dialog import Dialog, Move, Moved
from kamcli.reports.fill_cards import Filling
from kamcli.session import Session

_Taken = TypeVar("_Taken")


class Talk:
    """Who is asked, about which week, and how many answers were saved.

    `session` makes a session for each answer, so that the trail has the instant of each. In a dry
    run nothing is kept, and nothing that was answered is remembered.
    """

    __slots__ = ("_session", "dialog", "filling", "saved")

    def __init__(self, dialog: Dialog, filling: Filling, session: Callable[[], Session]) -> None:
        self.dialog = dialog
        self.filling = filling
        self.saved = 0
        self._session = session

    @property
    def keeps(self) -> bool:
        """Whether answers are kept: a dry run only checks them."""
        return not self._session().dry_run

    @contextmanager
    def looking(self) -> Iterator[Ledger]:
        """Open the ledger to look at it."""
        with reading(self._session()) as ledger:
            yield ledger

    @contextmanager
    def saving(self, what: str) -> Iterator[Ledger]:
        """Open the ledger for one answer, which is kept, or refused, when this ends."""
        with writing(self._session(), "fill") as ledger:
            yield ledger
        if self.keeps:
            self.saved += 1
            self.dialog.saved(what)

    def until_taken(self, ask: Callable[[], _Taken]) -> _Taken:
        """Ask until the answer can be taken, saying each time why it cannot."""
        while True:
            try:
                return ask()
            except KamError as error:
                self.dialog.say(error.message)

    def coming_day(self, *, proposed: date) -> date:
        """Ask by which day something is to be done."""

        def ask() -> date:
            typed = self.dialog.ask(_("By which day?"), default=proposed.isoformat())
            return options.due_day(typed, as_of=self.filling.as_of)

        return self.until_taken(ask)


class Question(Protocol):
    """Something that may be missing; asked once more it takes another answer."""

    def applies(self, talk: Talk) -> bool:
        """Tell whether it is missing, or was answered in this talk."""

    def ask(self, talk: Talk) -> None:
        """Ask for it and save the answer; raises `Moved` where the person goes elsewhere."""


def go_through(talk: Talk, asked: Sequence[Question], *, backwards: bool) -> Move | None:
    """Ask the questions of a customer; return where the person went, nothing at their end.

    Who comes back is asked the last question first.
    """
    if not any(question.applies(talk) for question in asked):
        asked = [Pause()]
    step = -1 if backwards else 1
    at = len(asked) - 1 if backwards else 0
    while 0 <= at < len(asked):
        if asked[at].applies(talk):
            try:
                asked[at].ask(talk)
                step = 1
            except Moved as moved:
                if moved.move is not Move.BACK:
                    return moved.move
                step = -1
        at += step
    return Move.BACK if at < 0 else None


class Pause:
    """A customer of whom nothing is missing."""

    __slots__ = ()

    def applies(self, talk: Talk) -> bool:  # noqa: ARG002 -- of every talk
        """Tell that there is always something to look at."""
        return True

    def ask(self, talk: Talk) -> None:
        """Wait until the person goes on."""
        talk.dialog.ask(_("Nothing is missing. Enter goes on."))
