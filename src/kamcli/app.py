"""The root of `kam`: commands loaded when they are named, and errors turned into exit codes."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from msgspec import Struct
from typer import _click

from kamcli.cli import KamGroup, everywhere, new_app
from kamcli.errors import ExitCode, KamError, NotUnderstood
from kamcli.i18n import N_, _
from kamcli.output import streams


class Entry(Struct, frozen=True, kw_only=True):
    """A command as the root knows it before its module is loaded."""

    module: str
    says: str


class Chapter(Struct, frozen=True, kw_only=True):
    """The commands that stand together in the help."""

    title: str
    entries: dict[str, Entry]


def _entry(module: str, says: str) -> Entry:
    return Entry(module=f"kamcli.commands.{module}", says=says)


CHAPTERS = (
    Chapter(
        title=N_("Start"),
        entries={
            "init": _entry("init", N_("Make a ledger.")),
            "demo": _entry("demo", N_("Make an example ledger with its Friday report.")),
            "upgrade": _entry("upgrade", N_("Bring a ledger of an older version up to date.")),
        },
    ),
    Chapter(
        title=N_("Every day"),
        entries={
            "add": _entry("add", N_("Register a customer.")),
            "log": _entry("log", N_("Note a contact with a customer.")),
            "next": _entry("next", N_("Plan a next action.")),
            "done": _entry("done", N_("Close a next action as done.")),
            "postpone": _entry("postpone", N_("Move a next action to a later day.")),
            "drop": _entry("drop", N_("Give up a next action.")),
            "snooze": _entry("snooze", N_("Be quiet about a customer until a day.")),
            "cadence": _entry("cadence", N_("Set how often a customer is contacted.")),
            "key": _entry("key", N_("Mark a key customer.")),
            "today": _entry("today", N_("Say what is due and whom to call.")),
            "show": _entry("show", N_("Show a customer on one screen.")),
            "list": _entry("list", N_("List customers.")),
            "find": _entry("find", N_("Find customers, people and notes by any text.")),
            "edit": _entry("edit", N_("Change what is recorded of a customer.")),
        },
    ),
    Chapter(
        title=N_("Friday"),
        entries={
            "fill": _entry("fill", N_("Go through the week and fill in what is missing.")),
            "goal": _entry("goal", N_("Set how many new customers a week shall bring.")),
            "report": _entry("report", N_("Print the Friday ledger.")),
        },
    ),
    Chapter(
        title=N_("Books"),
        entries={
            "contact": _entry("contact", N_("People at customers.")),
            "interaction": _entry("interaction", N_("What happened with customers.")),
            "action": _entry("action", N_("Next actions.")),
            "order": _entry("order", N_("Orders, their changes and instalments.")),
            "payment": _entry("payment", N_("Payments received.")),
            "rate": _entry("rate", N_("Exchange rates.")),
            "manager": _entry("manager", N_("Managers.")),
            "customer": _entry("customer", N_("Transfer, correct or void customers.")),
        },
    ),
    Chapter(
        title=N_("Rules"),
        entries={
            "grade": _entry("grade", N_("Grades: worked out, explained, foretold.")),
            "policy": _entry("policy", N_("The thresholds and choices of the company.")),
        },
    ),
    Chapter(
        title=N_("Files"),
        entries={
            "import": _entry("import_", N_("Take in tables or address cards.")),
            "export": _entry("export", N_("Write out tables, address cards or a calendar.")),
            "backup": _entry("backup", N_("Make a checked copy of the ledger.")),
            "restore": _entry("restore", N_("Put a backup in the place of the ledger.")),
            "doctor": _entry("doctor", N_("Say whether the ledger is sound, and what to do.")),
            "undo": _entry("undo", N_("Take back a command.")),
            "audit": _entry("audit", N_("Show who changed what, and when.")),
            "schedule": _entry("schedule", N_("Print what cron or systemd should run by itself.")),
        },
    ),
)
ENTRIES = {name: entry for chapter in CHAPTERS for name, entry in chapter.entries.items()}


_NOT_LOADED: Any = None


class Root(KamGroup):
    """The root group: it knows every command by name and loads only the one that is typed."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += everywhere()
        # Typer proposes the nearest of these when a name is mistyped.
        self.commands = dict.fromkeys(ENTRIES, _NOT_LOADED)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load a command's module and return the command, or nothing if there is none."""
        if cmd_name not in ENTRIES:
            return None
        return load(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of `kam` itself."""
        from kamcli.output import manual

        parts = [_("Usage: {usage}").format(usage="kam [OPTIONS] COMMAND [ARGS]..."), ""]
        parts += [_("A ledger for people who live by their key accounts.")]
        for chapter in CHAPTERS:
            rows = [manual.Summary(name=n, says=_(e.says)) for n, e in chapter.entries.items()]
            parts += manual.section(_(chapter.title), rows)
        parts += manual.options_section(self, ctx)
        parts += ["", _("Example:"), '  kam log JRW01001 "Asked for a price" --kind request']
        formatter.write("\n".join(parts) + "\n")


# How many things more than are gone again are made before the collector looks for rings among them,
# and how seldom among all that stayed: by itself after each 700, though rows and lines form none.
_SELDOM = 20_000


def load(name: str) -> Any:
    """Load a command by its name.

    What is loaded by then stays until the end: the collector need not look through it again.
    """
    command = typer.main.get_command(import_module(ENTRIES[name].module).app)
    command.name = name
    gc.freeze()
    gc.set_threshold(_SELDOM, _SELDOM, _SELDOM)
    gc.enable()
    return command


app = new_app()
app.info.cls = Root
app.info.no_args_is_help = False  # it is `kam today`


def _print_version(value: bool) -> None:
    if value:
        from kamcli import __version__

        streams.put(f"kam {__version__}")
        raise typer.Exit


def _print_script(shell: str | None) -> None:
    if shell is None:
        return
    from kamcli.completion import SCRIPTS

    if shell not in SCRIPTS:
        raise NotUnderstood(
            _('There is no completion for "{shell}".').format(shell=shell),
            hint="kam --show-completion bash|zsh|fish",
        )
    streams.put(SCRIPTS[shell])
    raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help=N_("Print the version."), callback=_print_version, is_eager=True
        ),
    ] = False,
    show_completion: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="bash|zsh|fish",
            help=N_("Print the script that completes commands, codes and names in your shell."),
            callback=_print_script,
            is_eager=True,
        ),
    ] = None,
) -> None:
    """Keep the ledger of a salesperson's customers."""
    if ctx.invoked_subcommand is None:
        _without_command(ctx)


def _without_command(ctx: typer.Context) -> None:
    """Run `kam today` where there is a ledger, show the help where there is none."""
    from kamcli import options
    from kamcli.session import is_there

    if is_there(options.session(ctx).ledger):
        command = load("today")
        with command.make_context("today", [], parent=ctx) as inner:
            command.invoke(inner)
    else:
        streams.put(ctx.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run `kam` with these arguments; return its exit code."""
    try:
        code = typer.main.get_command(app).main(
            list(arguments), prog_name="kam", standalone_mode=False
        )
        return code if isinstance(code, int) else ExitCode.DONE
    except KamError as error:
        from kamcli.retyping import mended

        tell_error(error.message, mended(arguments, error) or error.hint)
        return error.exit_code
    except _click.exceptions.UsageError as error:
        tell_error(_usage(error), _help_of(error))
        return ExitCode.NOT_UNDERSTOOD
    except (typer.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED


def tell_error(message: str, hint: str | None) -> None:
    """Say in one line what went wrong, and in another what to type next."""
    streams.tell(_("error: {message}").format(message=message))
    if hint:
        streams.tell(_("hint: {hint}").format(hint=hint))


_EXTRA = "Got unexpected extra argument"


def _usage(error: Any) -> str:
    """Say in the language of the person what is wrong with a command line."""
    problems = _click.exceptions
    match error:
        case problems.MissingParameter():
            return _("{name} is missing.").format(name=_param(error))
        case problems.NoSuchOption():
            return _(
                'There is no option "{name}"; a text that begins with "-" needs "--" before it.'
            ).format(name=error.option_name)
        case problems.BadOptionUsage():
            return _('The option "{name}" needs a value.').format(name=error.option_name)
        case problems.BadParameter():
            if isinstance(getattr(error.param, "type", None), _click.types.IntRange):
                return _whole_number_wanted(error)
            return _("{name} cannot be read: {why}").format(name=_param(error), why=error.message)
        case problems.NoArgsIsHelpError():
            return _("A verb is missing.")
    if error.message.startswith(_EXTRA):
        words = error.message.rpartition(" (")[2].rstrip(")")
        return _('"{words}" is too much here.').format(words=words)
    return str(error.message)


def _whole_number_wanted(error: Any) -> str:
    """Say which numbers an option takes; the parser names the value before `is not`."""
    value = error.message.partition(" is not")[0].strip("'")
    least, most = error.param.type.min, error.param.type.max
    if most is None:
        text = _('{name} "{value}" is not a whole number from {least} on.')
    else:
        text = _('{name} "{value}" is not a whole number from {least} to {most}.')
    return text.format(name=_param(error), value=value, least=least, most=most)


def _param(error: Any) -> str:
    """Return the option or argument that an error is about, as it is typed."""
    param = error.param
    option = param.param_type_name == "option"
    return str(param.opts[0] if option else param.make_metavar(error.ctx))


def _help_of(error: Any) -> str:
    path = error.ctx.command_path if error.ctx else "kam"
    return f"{path} --help"
