"""Help pages: usage, what the command does, its options, an example."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from kamcli.i18n import _
from kamcli.output.streams import columns
from kamcli.output.text import padded, width, wrapped

_INDENT = 2
_GAP = 2


class Summary(Struct, frozen=True, kw_only=True):
    """A name and a line on it."""

    name: str
    says: str


def first_line(text: str) -> str:
    """Return the first paragraph of a text, in one line."""
    return " ".join(inspect.cleandoc(text).split("\n\n", 1)[0].split())


def of_command(command: Any, ctx: Any) -> str:
    """Return the help page of one command."""
    pieces = command.collect_usage_pieces(ctx)
    parts = [_usage(ctx, pieces), *_described(command)]
    parts += section(_("Arguments"), [_argument(each) for each in _arguments(command)])
    parts += options_section(command, ctx)
    if command.epilog:
        parts += ["", _("Example:"), *(f"  {line}" for line in command.epilog.splitlines())]
    return "\n".join(parts) + "\n"


def of_group(group: Any, ctx: Any) -> str:
    """Return the help page of a noun with verbs."""
    parts = [_usage(ctx, group.collect_usage_pieces(ctx)), *_described(group)]
    parts += section(_("Commands"), group.summaries(ctx))
    parts += options_section(group, ctx)
    if group.epilog:
        parts += ["", _("Example:"), *(f"  {line}" for line in group.epilog.splitlines())]
    return "\n".join(parts) + "\n"


def options_section(command: Any, ctx: Any) -> list[str]:
    """Return the options of a command with what they mean."""
    options = [each for each in command.get_params(ctx) if _is_option(each)]
    return section(_("Options"), [_option(each) for each in options])


def section(title: str, rows: Sequence[Summary]) -> list[str]:
    """Return a titled list of names with what they mean; nothing where there are none."""
    if not rows:
        return []
    widest = max(width(row.name) for row in rows)
    beside = min(widest, 28) + _GAP + _INDENT
    room = max(20, columns() - beside)
    lines = ["", f"{title}:"]
    for row in rows:
        says = wrapped(row.says, room) or [""]
        if columns() < 60 or width(row.name) > 28:
            lines.append(" " * _INDENT + row.name)
            lines += [
                " " * (_INDENT * 3) + line for line in wrapped(row.says, columns() - 6) if line
            ]
        else:
            head = " " * _INDENT + padded(row.name, beside - _INDENT)
            lines.append((head + says[0]).rstrip())
            lines += [" " * beside + line for line in says[1:]]
    return lines


def _usage(ctx: Any, pieces: Sequence[str]) -> str:
    return _("Usage: {usage}").format(usage=" ".join([ctx.command_path, *pieces]))


def _described(command: Any) -> list[str]:
    text = _(first_line(command.help or ""))
    return ["", *wrapped(text, columns())] if text else []


def _is_option(param: Any) -> bool:
    return param.param_type_name == "option" and not param.hidden


def _arguments(command: Any) -> list[Any]:
    return [each for each in command.params if each.param_type_name == "argument"]


def _argument(param: Any) -> Summary:
    return Summary(name=param.make_metavar(_NO_CONTEXT), says=_(param.help) if param.help else "")


def _option(param: Any) -> Summary:
    names = ", ".join(sorted(param.opts, key=len))
    if param.secondary_opts:
        names += " / " + ", ".join(param.secondary_opts)
    if not param.is_flag:
        names += " " + (param.metavar or "TEXT")
    return Summary(name=names, says=_(param.help) if param.help else "")


_NO_CONTEXT: Any = None
