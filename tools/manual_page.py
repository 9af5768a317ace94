"""The page `docs/cli.md`: every command with its help, as the program prints it."""

from __future__ import annotations

from typing import Any

import typer

import grammar
from kamcli.app import CHAPTERS, app
from kamcli.errors import ExitCode
from kamcli.i18n import Language, use
from kamcli.output import manual

INTRODUCTION = """\
# The command line

Written by `tools/documents.py` from the program itself.

- **stdout is data, stderr is talk.** What an answer is made of goes to stdout; what is said about
  the work goes to stderr.
- `--ledger`, `--lang`, `--manager` and `--as-of` may stand before the command or after it. Where
  they are absent, `KAM_LEDGER`, `KAM_LANG`, `KAM_MANAGER` and `KAM_AS_OF` speak, then the config
  file, then the platform's default, the locale, the manager that `kam init` named, and the clock.
- A `CODE` may be a code, a former code, a name, or a part of one that fits only one customer.
- A text that begins with `-` needs `--` before it; the text `-` alone is read from stdin.
- `--dry-run` makes the same checks and says the same, and keeps nothing.
"""

HELP = ["-h", "--help"]

MEANINGS = {
    ExitCode.DONE: "done; an empty answer to a question is done",
    ExitCode.FAULT: "a fault in `kam`; the traceback says where",
    ExitCode.NOT_UNDERSTOOD: "the command line, or a value on it, cannot be understood",
    ExitCode.NOT_FOUND: "the ledger holds nothing of that name or code",
    ExitCode.REFUSED: "the ledger refuses: a duplicate, a code taken, a value outside the rules",
    ExitCode.UNAVAILABLE: "the ledger is missing, locked, damaged, or of a newer version;"
    " or the mail server takes no mail",
    ExitCode.PARTLY_DONE: "part was done: some rows were rejected, and are in the named file;"
    " or some mails were not sent",
    ExitCode.INTERRUPTED: "interrupted",
}


def exit_codes() -> str:
    """Return the table of exit codes."""
    rows = [f"| {code.value} | {MEANINGS[code]} |" for code in ExitCode]
    return "\n".join(["| code | meaning |", "| --- | --- |", *rows])


def command_list() -> str:
    """Return every command with the line that the root's help says of it."""
    lines = ["| command | what it does |", "| --- | --- |"]
    for chapter in CHAPTERS:
        lines.append(f"| **{chapter.title}** | |")
        lines += [f"| `kam {name}` | {entry.says} |" for name, entry in chapter.entries.items()]
    return "\n".join(lines)


def cli_page() -> str:
    """Return the page."""
    use(Language.ENGLISH)
    parts = [INTRODUCTION, "## Exit codes\n", exit_codes(), ""]
    root = typer.main.get_command(app)
    for path, command in grammar.commands():
        context = _context(root, path)
        parts += [f"## kam {path}\n", "```", manual.of_command(command, context).rstrip(), "```\n"]
    return "\n".join(parts)


def _context(root: Any, path: str) -> Any:
    context = typer.Context(root, info_name="kam")
    for name in path.split():
        context = typer.Context(
            context.command, info_name=name, parent=context, help_option_names=HELP
        )
    return context
