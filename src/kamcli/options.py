"""The options that commands share, and the session that they add up to.

The clock is read here and nowhere else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

from kamcli import config
from kamcli.dates import Toward, read_day
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import N_, Language, _
from kamcli.output import streams
from kamcli.output.answer import Form, Target
from kamcli.rules.codes import EVERYONE, read_manager
from kamcli.session import Session, is_there, login
from kamcli.writing import even, quoted

# What an option without its value stands for; nobody needs to be told what it means.
PLAIN_TODAY = "today"
# So many digits has an identity number.
_IDENTITY_NUMBER = 18
YES = ("y", "yes", "是", "好")

_Chosen = TypeVar("_Chosen")

Code = Annotated[
    str, typer.Argument(metavar="CODE", help=N_("A customer: its code, its name or a part of it."))
]
MaybeCode = Annotated[
    str | None,
    typer.Argument(metavar="CODE", help=N_("One customer; all of them if absent.")),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help=N_("The reason."))]
Id = Annotated[str, typer.Argument(metavar="ID", help=N_("Its number, as the list shows it."))]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=N_("The day it happened; today if absent.")),
]


class Found(Protocol):
    """A customer that was found, and how."""

    @property
    def code(self) -> str:
        """Return its code."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def how(self) -> str:
        """Return what of it was typed: code, alias, name or part."""


def session(ctx: typer.Context) -> Session:
    """Return the session that the options, the environment and the config file add up to."""
    said = ctx.meta
    settings = config.read_config()
    _check_language(said.get("kam.lang") or os.environ.get("KAM_LANG") or settings.lang)
    named = said.get("kam.ledger") or os.environ.get("KAM_LEDGER") or settings.ledger
    ledger = _path(named or config.default_ledger())
    return Session(
        ledger=ledger,
        manager=_manager_at_work(ctx, ledger),
        as_of=as_of(ctx),
        now=datetime.now(UTC).replace(microsecond=0),
        login=login(),
        dry_run=bool(said.get("kam.dry_run")),
        tell=streams.tell,
    )


def _manager_at_work(ctx: typer.Context, ledger: Path) -> str | None:
    named = _named_manager(ctx)
    if not named or named == EVERYONE:
        return None
    return read_manager(named, hint="kam manager list" if is_there(ledger) else "--manager 01")


def everyone(ctx: typer.Context) -> bool:
    """Return whether the customers of every manager are asked for: `--manager all`."""
    return _named_manager(ctx) == EVERYONE


def _named_manager(ctx: typer.Context) -> str | None:
    """Return the manager that `--manager` names, else `KAM_MANAGER`, else the config file."""
    named: str | None = ctx.meta.get("kam.manager") or os.environ.get("KAM_MANAGER")
    return named or config.read_config().manager


def today() -> date:
    """Return what today is where no option says it: `KAM_AS_OF`, else the day of the company.

    Only the company's local day enters the rules (rules.md 2): that of the config's time zone, else
    the machine's. Raises `NotUnderstood` for a time zone that there is not.
    """
    clock = _day_in(config.read_config().timezone)
    named = os.environ.get("KAM_AS_OF")
    return read_day(named, as_of=clock, toward=Toward.PAST).day if named else clock


def _day_in(timezone: str | None) -> date:
    if timezone is None:
        return datetime.now().astimezone().date()
    from zoneinfo import ZoneInfo

    try:
        return datetime.now(ZoneInfo(timezone)).date()
    except (KeyError, ValueError, OSError) as error:
        raise NotUnderstood(
            _('There is no time zone "{name}".').format(name=quoted(timezone)),
            hint='timezone = "Asia/Shanghai"',
        ) from error


def as_of(ctx: typer.Context) -> date:
    """Return the day to work on: that of `--as-of`, else today.

    A phrase is told, once, as the day it was read as.
    """
    named = ctx.meta.get("kam.as_of")
    if named is None:
        return today()
    if "kam.day" not in ctx.meta:
        ctx.meta["kam.day"] = _told_day(named, today(), Toward.PAST)
    day: date = ctx.meta["kam.day"]
    return day


def past_day(text: str | None, *, as_of: date) -> date:
    """Return a day that something happened on, today if none is named.

    A phrase is told as the day it was read as. Raises `NotUnderstood`; `Refused` when the day is
    still to come.
    """
    if text is None:
        return as_of
    day = _told_day(text, as_of, Toward.PAST)
    if day > as_of:
        raise Refused(
            _('"{day}" is still to come: what is planned is a next action.').format(day=day),
            hint="kam next --help",
            typed=text,
            better=PLAIN_TODAY,
        )
    return day


def coming_day(text: str, *, as_of: date) -> date:
    """Return a day that something is due on; a phrase is told as the day it was read as."""
    return _told_day(text, as_of, Toward.FUTURE)


def due_day(text: str, *, as_of: date) -> date:
    """Return a day that something is to be done by: today or later; raises `Refused`."""
    day = coming_day(text, as_of=as_of)
    if day < as_of:
        raise Refused(
            _('"{day}" is past: what is planned lies ahead.').format(day=day),
            hint="kam today",
            typed=text,
            better="+7d",
        )
    return day


def _told_day(text: str, as_of: date, toward: Toward) -> date:
    reading = read_day(text, as_of=as_of, toward=toward)
    if reading.phrase and text != PLAIN_TODAY:
        streams.tell(_('"{text}" is {day}.').format(text=text, day=reading.day))
    return reading.day


def target(ctx: typer.Context) -> Target:
    """Return the form of the answer and the file it goes to."""
    named = ctx.meta.get("kam.form") or Form.TABLE
    forms: str = getattr(ctx.command, "forms", None) or ""
    # of a list a page is no form; what else a command cannot write it says itself
    if named not in tuple(Form) or (named == Form.HTML and named not in forms.split("|")):
        raise NotUnderstood(
            _('"{form}" is not a form of answer.').format(form=named),
            hint=f"--format {forms}",
        )
    out = ctx.meta.get("kam.out")
    return Target(form=Form(named), out=Path(out) if out else None)


def text_of(text: str, *, name: str) -> str:
    """Return a text that was typed; `-` reads standard input.

    Raises `NotUnderstood` when nothing is left, or when it is no text at all.
    """
    if text == "-":
        import sys

        text = sys.stdin.read()
    text = text.strip()
    if not text:
        raise NotUnderstood(_("{name} is empty.").format(name=name))
    return checked(text)


def checked(text: str) -> str:
    """Return a text unchanged if it can be stored; bytes that are no UTF-8 cannot.

    Raises `Refused` for one with an identity number in it (rules.md 10).
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotUnderstood(
            _('"{text}" is not valid text.').format(text=text.encode("utf-8", "replace").decode()),
        ) from error
    if "\0" in text:
        raise NotUnderstood(_("A text cannot hold a zero byte."))
    if len(text) >= _IDENTITY_NUMBER:
        from kamcli.rules.privacy import check_no_identity_number  # most texts are shorter

        check_no_identity_number([text])
    return text


def id_of(text: str, *, hint: str) -> int:
    """Return the id that was typed; raises `NotUnderstood`, and hints at where ids are listed."""
    plain = even(text)
    if not re.fullmatch("[0-9]{1,18}", plain):
        raise NotUnderstood(_('"{text}" is not an id.').format(text=quoted(text)), hint=hint)
    return int(plain)


def optional_text(text: str | None) -> str | None:
    """Return a text without the spaces around it; nothing for an absent or empty one."""
    return checked(text.strip()) or None if text is not None else None


def joined_tags(tags: Sequence[str] | None) -> str | None:
    """Return tags as they are kept: each once, in order, with semicolons between.

    Raises `NotUnderstood` when one of them is empty.
    """
    if not tags:
        return None
    each = {text_of(tag, name="--tag").replace(";", " ") for tag in tags}
    return ";".join(sorted(each))


def tell_notes(notes: Iterable[str]) -> None:
    """Say on stderr what the ledger found worth a word."""
    for note in notes:
        streams.tell(note)


def echo(found: Found) -> None:
    """Say which customer a part of a name was taken for, before something is written to it."""
    if found.how == "part":
        streams.tell(f"{found.code} {found.name}")


def choose(candidates: Sequence[_Chosen]) -> _Chosen | None:
    """Let a person pick one of several; nothing where nobody can be asked."""
    if not streams.can_ask():
        return None
    for number, each in enumerate(candidates, start=1):
        streams.tell(f"{number:3}  {each}")
    picked = streams.ask(_("Which one? [1-{count}]").format(count=len(candidates)))
    if picked.isdigit() and 1 <= int(picked) <= len(candidates):
        return candidates[int(picked) - 1]
    return None


def _check_language(named: str | None) -> None:
    if named and named not in tuple(Language):
        raise NotUnderstood(
            _('kam does not speak "{language}".').format(language=named), hint="--lang zh"
        )


def _path(named: str) -> Path:
    if "://" in named:
        raise NotUnderstood(
            _('"{ledger}" is not a file: this kam keeps its ledger in one.').format(ledger=named),
            hint="--ledger kam.db",
        )
    return Path(named).expanduser()
