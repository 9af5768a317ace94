"""The questions of `kam fill`: each asks for one thing that is missing, and saves the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from kamcli import options
from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.ledger.actions import (
    change_action,
    close_action,
    plan_action,
    postpone_action,
    reopen_action,
)
from kamcli.ledger.amending import Amendment, amend_interaction
from kamcli.ledger.database import Ledger
from kamcli.ledger.portraits import OpenAction
from kamcli.output.dialog import Move, Moved
from kamcli.output.page import one_line
from kamcli.reports.fill_cards import Card, has_open_action
from kamcli.rules import labels, words
from kamcli.rules.days import add_days
from kamcli.rules.vocabulary import ActionStatus
from kamcli.rules.weeks import week_of
from kamcli.talk import Question, Talk
from kamcli.writing import even

_A_WEEK = 7
_FEW_DAYS = 4
_OUTCOMES = {
    "k": ActionStatus.DONE,
    "kept": ActionStatus.DONE,
    "p": ActionStatus.POSTPONED,
    "d": ActionStatus.DROPPED,
}


def questions(card: Card) -> list[Question]:
    """Return what may have to be asked of a customer, in order."""
    proposed = _proposed_day(card)
    found: list[Question] = [Outcome(each, reached=card.reached) for each in card.unsettled]
    found += [Day(each, proposed=proposed) for each in card.undated]
    if card.untold is not None:
        found.append(Problem(card.untold.id))
    return [*found, Next(card.customer.id, proposed=proposed)]


def _proposed_day(card: Card) -> date:
    """Return the day proposed for an action: a Friday soon, or that of the cadence before it."""
    as_of, cadence_on = card.filling.as_of, card.customer.due_on
    friday = week_of(add_days(as_of, _FEW_DAYS)).end
    return min(friday, cadence_on) if cadence_on and cadence_on > as_of else friday


class Outcome:
    """What became of a promise; where the customer was reached it is proposed that it was kept."""

    __slots__ = ("_action", "_answered", "_reached", "_successor")

    def __init__(self, action: OpenAction, *, reached: bool) -> None:
        self._action = action
        self._reached = reached
        self._answered: ActionStatus | None = None
        self._successor: int | None = None

    def applies(self, talk: Talk) -> bool:  # noqa: ARG002 -- it was open when the card was made
        """Tell that it is to be asked: what somebody else closes meanwhile is refused."""
        return True

    def ask(self, talk: Talk) -> None:
        """Ask until there is an outcome, or the person leaves it open."""
        action = self._action
        talk.dialog.say(_plan(action.due_on, action.text, self._answered))
        talk.until_taken(lambda: self._settle(talk))

    def _settle(self, talk: Talk) -> None:
        while True:
            status = self._read(talk)
            if status is None:
                return
            try:
                self._save(talk, status)
            except Moved as moved:
                # back from a detail leads to the outcome
                if moved.move is not Move.BACK:
                    raise
            else:
                return

    def _read(self, talk: Talk) -> ActionStatus | None:
        proposed = "k" if self._reached and self._answered is None else ""
        question = _("Kept (k), postponed (p) or dropped (d)?")
        if not proposed:
            question = _("Kept (k), postponed (p) or dropped (d)? Enter leaves it as it is.")
        typed = even(talk.dialog.ask(question, default=proposed)).casefold()
        if not typed:
            return None
        status = _OUTCOMES.get(typed) or words.read_action_status(typed)
        return None if status is ActionStatus.OPEN else status

    def _save(self, talk: Talk, status: ActionStatus) -> None:
        action, today = self._action, talk.filling.as_of
        match status:
            case ActionStatus.DONE:
                done_on = self._done_on(talk)
                with self._anew(talk, _plan(done_on, action.text, status)) as ledger:
                    close_action(ledger, action.id, status, on=done_on)
                self._successor = None
            case ActionStatus.POSTPONED:
                to = talk.coming_day(proposed=self._later(today))
                why = _reason(talk)
                with self._anew(talk, _plan(to, action.text, status)) as ledger:
                    moved = postpone_action(ledger, action.id, to=to, on=today, why=why)
                self._successor = moved.id
            case ActionStatus.DROPPED:
                why = _reason(talk)
                with self._anew(talk, _plan(today, action.text, status)) as ledger:
                    close_action(ledger, action.id, status, on=today, why=why)
                self._successor = None
        if talk.keeps:
            self._answered = status

    @contextmanager
    def _anew(self, talk: Talk, what: str) -> Iterator[Ledger]:
        """Open the ledger for an outcome; one that was said before is taken back with it."""
        with talk.saving(what) as ledger:
            if self._answered is not None:
                reopen_action(ledger, self._action.id, successor=self._successor)
            yield ledger

    def _done_on(self, talk: Talk) -> date:
        """Return the day it was done: today, or one of a week that is over."""
        filling = talk.filling
        if not filling.is_past:
            return filling.as_of

        def ask() -> date:
            typed = talk.dialog.ask(
                _("On which day was it done?"), default=filling.week.end.isoformat()
            )
            return options.past_day(typed, as_of=filling.as_of)

        return talk.until_taken(ask)

    def _later(self, today: date) -> date:
        assert self._action.due_on is not None
        return add_days(max(self._action.due_on, today), _A_WEEK)


class Day:
    """The day of an open action that has none."""

    __slots__ = ("_action", "_proposed")

    def __init__(self, action: OpenAction, *, proposed: date) -> None:
        self._action = action
        self._proposed = proposed

    def applies(self, talk: Talk) -> bool:  # noqa: ARG002 -- it had no day when the card was made
        """Tell that it is to be asked."""
        return True

    def ask(self, talk: Talk) -> None:
        """Ask for the day; the one that is proposed is that of the cadence."""
        talk.dialog.say(one_line(self._action.text))
        talk.until_taken(lambda: self._save(talk))

    def _save(self, talk: Talk) -> None:
        due_on = talk.coming_day(proposed=self._proposed)
        with talk.saving(_plan(due_on, self._action.text)) as ledger:
            change_action(ledger, self._action.id, text=self._action.text, due_on=due_on)
        if talk.keeps:
            self._proposed = due_on


class Problem:
    """The problems and requirements of the week, kept with the last note of it."""

    __slots__ = ("_note_id", "_text")

    def __init__(self, note_id: int) -> None:
        self._note_id = note_id
        self._text = ""

    def applies(self, talk: Talk) -> bool:  # noqa: ARG002 -- none was told when the card was made
        """Tell that it is to be asked."""
        return True

    def ask(self, talk: Talk) -> None:
        """Ask for them; an empty answer says that there are none."""
        talk.until_taken(lambda: self._save(talk))

    def _save(self, talk: Talk) -> None:
        typed = talk.dialog.ask(_("Problems or requirements this week?"), default=self._text)
        text = options.checked(typed)
        if text == self._text:
            return
        with talk.saving(one_line(text)) as ledger:
            amend_interaction(ledger, self._note_id, Amendment(problem=text))
        if talk.keeps:
            self._text = text


class Next:
    """The next action and its day, of a customer for whom nothing is planned."""

    __slots__ = ("_customer_id", "_planned_id", "_proposed", "_text")

    def __init__(self, customer_id: int, *, proposed: date) -> None:
        self._customer_id = customer_id
        self._proposed = proposed
        self._planned_id: int | None = None
        self._text = ""

    def applies(self, talk: Talk) -> bool:
        """Tell whether nothing is planned now, or what is was planned here."""
        if self._planned_id is not None:
            return True
        with talk.looking() as ledger:
            return not has_open_action(ledger, self._customer_id, as_of=talk.filling.as_of)

    def ask(self, talk: Talk) -> None:
        """Ask for the action and its day; an empty answer plans nothing."""
        talk.until_taken(lambda: self._save(talk))

    def _save(self, talk: Talk) -> None:
        while True:
            text = options.checked(talk.dialog.ask(_("Next action?"), default=self._text))
            if not text:
                return
            try:
                due_on = talk.coming_day(proposed=self._proposed)
            except Moved as moved:
                if moved.move is not Move.BACK:
                    raise
            else:
                break
        with talk.saving(_plan(due_on, text)) as ledger:
            planned_id = self._planned_id
            if planned_id is None:
                planned_id = plan_action(ledger, self._customer_id, text=text, due_on=due_on)
            else:
                change_action(ledger, planned_id, text=text, due_on=due_on)
        if talk.keeps:
            self._planned_id, self._text, self._proposed = planned_id, text, due_on


def _plan(on: date | None, text: str, status: ActionStatus | None = None) -> str:
    """Say an action with its day, and what became of it."""
    said = f"{on}  {one_line(text)}"
    return f"{said}  {labels.label(status)}" if status else said


def _reason(talk: Talk) -> str:
    """Ask for a reason; nothing is postponed or dropped without one."""

    def ask() -> str:
        text = options.checked(talk.dialog.ask(_("Why?")))
        if not text:
            raise NotUnderstood(_("A reason is needed: it is told in the Friday report."))
        return text

    return talk.until_taken(ask)
