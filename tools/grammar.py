"""Write down what `kam` understands, for completion: every command with its options and places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kamcli.app import CHAPTERS, load
from kamcli.cli import everywhere

SHELLS = ("bash", "zsh", "fish")

HEAD = '''"""What `kam` understands, for completion; `tools/documents.py` writes it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Verb:
    """A command: options without a value, options with the values they take, arguments."""

    __slots__ = ("flags", "places", "values")

    def __init__(
        self,
        *,
        flags: Sequence[str] = (),
        values: Mapping[str, Sequence[str]],
        places: Sequence[str] = (),
    ) -> None:
        self.flags = flags
        self.values = values
        self.places = places


'''


def commands() -> Iterator[tuple[str, Any]]:
    """Go through every command that can be run, with its path."""
    for chapter in CHAPTERS:
        for name in chapter.entries:
            command = load(name)
            verbs = getattr(command, "commands", {})
            if not verbs or command.invoke_without_command:
                yield name, command
            for verb, inner in verbs.items():
                yield f"{name} {verb}", inner


def grammar() -> str:
    """Return the module `kamcli.grammar`."""
    found = dict(commands())
    nouns: dict[str, list[str]] = {"": [name for c in CHAPTERS for name in c.entries]}
    for path in found:
        noun, _, verb = path.partition(" ")
        if verb:
            nouns.setdefault(noun, []).append(verb)
    values = [flag for option in everywhere() for flag in option.opts]
    lines = [HEAD + f"ROOT_VALUES = {tuple(values)!r}", ""]
    lines += ["NOUNS: Mapping[str, Sequence[str]] = {"]
    lines += [f"    {noun!r}: {tuple(verbs)!r}," for noun, verbs in nouns.items()]
    lines += ["}", "", "VERBS = {"]
    root = dict.fromkeys(values, ()) | {"--show-completion": SHELLS}
    lines += [f"    '': Verb(flags=('--version', '--help'), values={root!r}),"]
    lines += [f"    {path!r}: {_verb(command)}," for path, command in found.items()]
    return "\n".join([*lines, "}", ""])


def _verb(command: Any) -> str:
    flags: list[str] = ["--help"]
    values: dict[str, tuple[str, ...]] = {}
    places = []
    for param in command.params:
        if param.param_type_name == "argument":
            name = param.metavar or param.name.upper()
            places.append(name + ("..." if param.nargs == -1 and not name.endswith("...") else ""))
        elif param.is_flag:
            flags += [*param.opts, *param.secondary_opts]
        else:
            for option in param.opts:
                values[option] = _choices(param)
    return f"Verb(flags={tuple(flags)!r}, values={values!r}, places={tuple(places)!r})"


def _choices(param: Any) -> tuple[str, ...]:
    metavar = param.metavar or ""
    return tuple(metavar.split("|")) if "|" in metavar else ()
