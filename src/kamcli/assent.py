"""A yes, before something is taken away."""

from __future__ import annotations

import typer

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.options import YES
from kamcli.output import streams


def confirm(ctx: typer.Context, question: str) -> None:
    """Ask before something is taken away; without a terminal `--yes` must say so.

    Raises `Refused` when the answer is not yes.
    """
    if ctx.meta.get("kam.yes") or ctx.meta.get("kam.dry_run"):
        return
    if not streams.can_ask():
        raise Refused(_("This needs a yes: {question}").format(question=question), hint=_again(ctx))
    if streams.ask(f"{question} [y/N]").casefold() not in YES:
        raise Refused(_("Nothing was changed."))


def _again(ctx: typer.Context) -> str:
    """Return the command that was typed, with `--yes`."""
    import shlex

    typed = ctx.command_path.split()
    for param in ctx.command.params:
        value = ctx.params.get(param.name or "")
        if isinstance(value, str):
            typed += [value] if param.param_type_name == "argument" else [param.opts[-1], value]
    return shlex.join([*typed, "--yes"])
