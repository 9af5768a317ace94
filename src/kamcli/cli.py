"""The commands' shape: help in the language of the person, and the options that all share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from kamcli.errors import NotUnderstood
from kamcli.i18n import N_, _
from kamcli.output import streams

if TYPE_CHECKING:
    from kamcli.output import manual

SETTINGS = {"help_option_names": ["-h", "--help"]}


# An argument that is an amount below zero would be taken for an option; with a true minus sign in
# front it is not, and the hyphen is put back once the arguments are told apart.
_BELOW_ZERO = "^-(?=(?:[￥¥$€£]|[A-Z]{3} ?)?[0-9])"
_MINUS = "\u2212"


def _with_hyphen(value: Any) -> Any:
    return "-" + value[1:] if isinstance(value, str) and value.startswith(_MINUS) else value


def _kept(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    """Keep the value of a shared option where `options` finds it, before or after the command."""
    if value is not None and value is not False:
        ctx.meta[f"kam.{param.name}"] = value
    return value


def _shared(name: str, *flags: str, help: str, metavar: str | None = None) -> TyperOption:  # noqa: A002 -- Typer's own name
    return TyperOption(
        param_decls=[*flags, name],
        help=help,
        metavar=metavar,
        is_flag=metavar is None,
        default=None,
        expose_value=False,
        callback=_kept,
        type=str if metavar else bool,
    )


def everywhere() -> list[TyperOption]:
    """Return the options of every command."""
    return [
        _shared("as_of", "--as-of", help=N_("The day to work on."), metavar="DATE"),
        _shared("ledger", "--ledger", help=N_("The ledger to use."), metavar="PATH"),
        _shared("lang", "--lang", help=N_("The language: zh or en."), metavar="zh|en"),
        _shared("manager", "--manager", help=N_("The manager you are."), metavar="01"),
    ]


class KamCommand(TyperCommand):
    """A command with the options of every command, and help that speaks both languages."""

    forms: ClassVar[str | None] = None
    writes: ClassVar[bool] = False
    destroys: ClassVar[bool] = False
    # Options whose value may be left out, and what they mean then.
    bare: ClassVar[Mapping[str, str]] = {}
    # Whether a value may begin with a minus sign, as an amount below zero does.
    signed: ClassVar[bool] = False

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.context_settings = {**SETTINGS, **self.context_settings}
        if self.destroys:
            self.params.append(_shared("yes", "--yes", help=N_("Do it without asking.")))
        if self.writes:
            self.params.append(
                _shared("dry_run", "--dry-run", help=N_("Check and tell, but keep nothing."))
            )
        if self.forms:
            self.params.append(
                _shared(
                    "form", "--format", "-f", help=N_("The form of the answer."), metavar=self.forms
                )
            )
        if self.forms and "xlsx" in self.forms:
            self.params.append(
                _shared("out", "--out", help=N_("The file to write to."), metavar="FILE")
            )
        taken = {name for param in self.params for name in param.opts}
        self.params += [param for param in everywhere() if not taken & set(param.opts)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments, with the values that options without one stand for."""
        if self.bare:
            args = list(self._filled(args))
        if not self.signed:
            return super().parse_args(ctx, args)
        rest = super().parse_args(ctx, [re.sub(_BELOW_ZERO, _MINUS, each) for each in args])
        ctx.params = {name: _with_hyphen(value) for name, value in ctx.params.items()}
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what one that writes says is said when its work is kept."""
        if not self.writes:
            return super().invoke(ctx)
        with streams.held():
            return super().invoke(ctx)

    def _filled(self, args: list[str]) -> Iterator[str]:
        for index, argument in enumerate(args):
            yield argument
            following = args[index + 1] if index + 1 < len(args) else "--"
            if argument in self.bare and following.startswith("-"):
                yield self.bare[argument]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of this command."""
        from kamcli.output import manual

        formatter.write(manual.of_command(self, ctx))


class Reading(KamCommand):
    """A command that answers a question."""

    forms = "table|json|csv|md|xlsx"


class Writing(KamCommand):
    """A command that changes the ledger."""

    forms = "table|json"
    writes = True


class WritingAmount(Writing):
    """A command that changes the ledger by an amount, which may be below zero."""

    signed = True


class Destructive(Writing):
    """A command that takes something away: it asks first."""

    destroys = True


class KamGroup(TyperGroup):
    """A noun with verbs."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.context_settings = {**SETTINGS, **self.context_settings}

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of this group."""
        from kamcli.output import manual

        formatter.write(manual.of_group(self, ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the verb that was typed; raises `NotUnderstood` with the nearest one."""
        command = self.get_command(ctx, args[0])
        if command is None:
            raise self._no_such(ctx, args[0])
        return args[0], command, args[1:]

    def _no_such(self, ctx: Any, name: str) -> NotUnderstood:
        from difflib import get_close_matches

        nearest = get_close_matches(name, self.commands, n=1)
        return NotUnderstood(
            _('There is no command "{name}".').format(name=f"{ctx.command_path} {name}"),
            hint=f"{ctx.command_path} {nearest[0] if nearest else '--help'}",
        )

    def summaries(self, ctx: Any) -> Sequence[manual.Summary]:
        """Return the verbs with a line on each."""
        from kamcli.output import manual

        return [
            manual.Summary(name=name, says=_(manual.first_line(command.help or "")))
            for name, command in self.commands.items()
        ]


class ReadingGroup(KamGroup):
    """A noun that answers a question where no verb follows."""

    forms: ClassVar[str] = Reading.forms

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += [
            _shared(
                "form", "--format", "-f", help=N_("The form of the answer."), metavar=self.forms
            ),
            _shared("out", "--out", help=N_("The file to write to."), metavar="FILE"),
            *everywhere(),
        ]

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what follows the name; a verb only where there are some."""
        pieces = super().collect_usage_pieces(ctx)
        return pieces if self.commands else pieces[:-1]


def new_app(says: str | None = None) -> typer.Typer:
    """Make the Typer of one command module; `says` is the help of a noun with verbs."""
    return typer.Typer(
        cls=KamGroup,
        help=says,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=SETTINGS,
    )
