"""A talk with a person, screen by screen: pages, questions, and the way through them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from kamcli.i18n import N_, _
from kamcli.output import streams
from kamcli.output.page import Page, drawn
from kamcli.writing import even


class Move(StrEnum):
    """Where to go instead of answering."""

    SKIP = "s"
    BACK = "b"
    QUIT = "q"


_MOVES = {
    **{move.value: move for move in Move},
    "跳过": Move.SKIP,
    "返回": Move.BACK,
    "退出": Move.QUIT,
}


_WAYS = N_("Enter accepts, s skips the customer, b goes back, q leaves.")


class Moved(Exception):
    """The person went somewhere else."""

    def __init__(self, move: Move) -> None:
        super().__init__(move)
        self.move = move


class Dialog(Struct, kw_only=True):
    """How a person is talked to; a `plain` one draws nothing and reads lines.

    `news` is what was saved last: it is said at once, and again on the next page, which on a
    terminal takes the place of this one.
    """

    plain: bool
    news: str = ""

    def begin(self) -> None:
        """Say how to go through the pages, where not each of them says it."""
        if self.plain:
            streams.tell(_(_WAYS))

    def show(self, page: Page) -> None:
        """Show a page, alone on the screen of a terminal."""
        if self.plain:
            streams.tell("")
            columns = None
        else:
            streams.clear_screen()
            columns = streams.columns()
        for line in drawn(page, columns=columns).splitlines():
            streams.tell(line)
        streams.tell("")
        if not self.plain:
            if self.news:
                streams.tell(self.news)
            streams.tell(_(_WAYS))
        self.news = ""

    def say(self, text: str) -> None:
        """Say something about the page that is shown."""
        streams.tell(text)

    def saved(self, what: str) -> None:
        """Say what was saved."""
        self.news = _("Saved: {what}").format(what=what)
        streams.tell(self.news)

    def ask(self, question: str, *, default: str = "") -> str:
        """Ask, and return the answer; an empty one is the default, which is shown.

        Raises `Moved` where the person goes somewhere else, the end of the input included.
        """
        shown = f"{question} [{default}]" if default else question
        line = streams.asked(shown, editing=not self.plain)
        if line is None:
            raise Moved(Move.QUIT)
        move = _MOVES.get(even(line).casefold())
        if move is not None:
            raise Moved(move)
        return line or default
