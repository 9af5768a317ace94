"""What a person says of spreadsheets that are imported, and what is asked of the person."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from kamcli import config
from kamcli.errors import NotUnderstood
from kamcli.exchange.faults import Done
from kamcli.i18n import _
from kamcli.ledger.database import Ledger
from kamcli.output import streams
from kamcli.output.asking import ask_value, listed
from kamcli.rules.vocabulary import Market, Nature, Source
from kamcli.session import Session

_Value = TypeVar("_Value", bound=StrEnum)
_SAMPLES = 5


class Spoken(Struct, frozen=True, kw_only=True):
    """What is said of spreadsheets, as it was typed."""

    maps: tuple[str, ...]
    layout: str | None
    save: str | None
    encoding: str | None
    sheets: tuple[str, ...]
    order: str | None
    nature: str | None
    source: str | None
    create: bool
    update: bool
    keep: bool

    def typed(self) -> Iterator[str]:
        """Return the options once more, for the file of rejected rows."""
        for text in self.maps:
            yield f"--map {shlex.quote(text)}"
        told = {
            "--layout": self.layout,
            "--date-order": self.order,
            "--nature": self.nature,
            "--source": self.source,
        }
        for name, value in told.items():
            if value is not None:
                yield f"{name} {shlex.quote(value)}"
        flags = {
            "--create-only": self.create,
            "--update-only": self.update,
            "--keep-unmapped": self.keep,
        }
        yield from (name for name, said in flags.items() if said)

    def anything(self) -> bool:
        """Tell whether any of it was typed."""
        return any([*self.typed(), self.save, self.encoding, self.sheets])


def take_sheets(ledger: Ledger, session: Session, paths: Sequence[Path], said: Spoken) -> Done:
    """Take in spreadsheets as the person wants them; raises what `import_sheets` does."""
    from kamcli.exchange.handmade.given import read_spoken
    from kamcli.exchange.handmade.manner import Manner, Mode
    from kamcli.exchange.handmade.taking import Wanted, import_sheets
    from kamcli.exchange.handmade.written import DateOrder
    from kamcli.exchange.spreadsheets.asking import Said, opener
    from kamcli.exchange.spreadsheets.shape import Field

    if said.create and said.update:
        raise NotUnderstood(
            _("--create-only and --update-only together leave nothing."), hint="--create-only"
        )
    order = said.order and said.order.strip().lower()
    if order and order not in tuple(DateOrder):
        raise NotUnderstood(
            _('"{text}" is no order of day, month and year.').format(text=said.order),
            hint="--date-order dmy|mdy|ymd",
        )
    spoken = read_spoken(said.maps)
    usual = os.environ.get("KAM_SOURCE") or config.read_config().source
    given = {
        **({Field.SOURCE: usual} if usual else {}),
        **spoken.given,
        **({Field.NATURE: said.nature} if said.nature else {}),
        **({Field.SOURCE: said.source} if said.source else {}),
    }
    wanted = Wanted(
        manner=Manner(
            as_of=session.as_of,
            mode=Mode.CREATE if said.create else Mode.UPDATE if said.update else Mode.BOTH,
            order=DateOrder(order) if order else None,
            given=given,
            keep_unmapped=said.keep,
        ),
        keep_rejects=not session.dry_run,
        samples=_SAMPLES if session.dry_run else 0,
        progress=streams.progress,
        ask=_ask if streams.can_ask() else None,
    )
    asked = Said(
        maps=spoken.columns,
        layout=said.layout,
        save=said.save,
        encoding=said.encoding,
        sheets=said.sheets,
    )
    return import_sheets(ledger, paths, opened=opener(ledger, asked), wanted=wanted)


def _ask(values: type[_Value]) -> _Value | None:
    """Ask for a value that holds for all new customers whose row tells none; Enter is none."""
    streams.progress("")
    streams.tell(
        _("{what} of new customers is not told by their rows.").format(what=_named(values))
    )
    return ask_value(values, _("One for all of them ({values}), or Enter to reject these rows:"))


def _named(values: type[StrEnum]) -> str:
    names = {Market: _("The market"), Nature: _("The nature"), Source: _("The source")}
    return names[values]


# What is typed for all rows where nobody can be asked: an example, told with the other values.
_EXAMPLES: Mapping[StrEnum, str] = {
    Market.FOREIGN: "--map market:=foreign",
    Nature.END_USER: "--nature end-user",
    Source.OTHER: "--source other",
}


def _examples(done: Done) -> Iterator[StrEnum]:
    return (each for each in _EXAMPLES if type(each) in done.lacking)


def lacks(done: Done) -> Iterator[str]:
    """Say what can be given once for all rows of new customers that were rejected without it."""
    for each in _examples(done):
        yield _(
            "{what} of new customers is not told by their rows; one for all of them: {option}"
            " (or {values})."
        ).format(
            what=_named(type(each)),
            option=_EXAMPLES[each],
            values=listed(other for other in type(each) if other is not each),
        )


def mending(done: Done, session: Session, paths: Sequence[Path], said: Spoken) -> str | None:
    """Say what to type for the rejected rows; in a dry run only where that would take them."""
    more = [_EXAMPLES[each] for each in _examples(done)]
    if session.dry_run and not more:
        return None
    files = paths if session.dry_run else [done.imported.rejects_file]
    return " ".join(["kam import", *(f'"{file}"' for file in files), *said.typed(), *more])
