"""Which language the person is spoken to in, known before any command is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamcli import config
from kamcli.errors import KamError
from kamcli.i18n import Language, use


def settle(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Speak the language of `--lang`, else `KAM_LANG`, the config file, or the locale.

    A language that `kam` does not speak is told by the command that reads the option.
    """
    use(_understood(_named(arguments) or environment.get("KAM_LANG") or _configured(), environment))


def _named(arguments: Sequence[str]) -> str | None:
    for index, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return None


def _configured() -> str | None:
    try:
        return config.read_config().lang
    except KamError:
        return None  # a config file that cannot be read is told when the session is made


def _understood(named: str | None, environment: Mapping[str, str]) -> Language:
    if named:
        return Language.CHINESE if named.casefold().startswith("zh") else Language.ENGLISH
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            chinese = environment[name].casefold().startswith("zh")
            return Language.CHINESE if chinese else Language.ENGLISH
    return Language.ENGLISH
