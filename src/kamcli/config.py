"""The settings of a person: the environment first, then the config file, then the platform's.

Completion reads them at every press of the key, so nothing is loaded here but `os`: paths are text.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

KEYS = ("ledger", "manager", "lang", "source", "reports", "timezone", "backups")
MAIL = "mail"


class Config:
    """What the config file says, nothing where it is silent; `reports` and `backups` are folders.

    `timezone` is that of the company: `Asia/Shanghai`. Without it the machine's clock counts.
    `mail` is the table of that name as it stands there: `mailing` reads it.
    """

    __slots__ = (*KEYS, MAIL)

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.ledger = said.get("ledger")
        self.manager = said.get("manager")
        self.lang = said.get("lang")
        self.source = said.get("source")
        self.reports = said.get("reports")
        self.timezone = said.get("timezone")
        self.backups = said.get("backups")
        self.mail: Mapping[str, object] = said.get(MAIL, {})


def config_file() -> str:
    """Return where the config file is looked for: `KAM_CONFIG`, else the platform's place."""
    named = os.environ.get("KAM_CONFIG")
    folder = _platform_folder("XDG_CONFIG_HOME", "~/.config", "user_config_dir")
    return named or os.path.join(folder, "config.toml")


def default_ledger() -> str:
    """Return the ledger of somebody who named none, in the platform's user data folder."""
    folder = _platform_folder("XDG_DATA_HOME", "~/.local/share", "user_data_dir")
    return os.path.join(folder, "kam.db")


def _platform_folder(variable: str, usual: str, elsewhere: str) -> str:
    """Return a folder of the person: on Linux the XDG one, else what platformdirs says.

    On Linux it says the same, but takes longer to load than a key may take to complete.
    """
    if sys.platform == "linux":
        named = os.environ.get(variable, "").strip()
        return os.path.join(named or os.path.expanduser(usual), "kam")
    import platformdirs

    folder: str = getattr(platformdirs, elsewhere)("kam")
    return folder


def read_config() -> Config:
    """Read the config file; a missing one says nothing.

    Raises `NotUnderstood` when it is not TOML, or names a setting that `kam` does not know.
    """
    path = config_file()
    if not os.path.exists(path):
        return Config({})
    import tomllib

    from kamcli.errors import NotUnderstood
    from kamcli.i18n import _

    try:
        with open(path, "rb") as file:
            found = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotUnderstood(
            _('The config file "{path}" cannot be read: {error}').format(path=path, error=error),
            hint='manager = "01"',
        ) from error
    _check(path, found)
    return Config(found)


def _check(path: str, found: Mapping[str, object]) -> None:
    from kamcli.errors import NotUnderstood
    from kamcli.i18n import _

    for key, value in found.items():
        right = isinstance(value, dict) if key == MAIL else key in KEYS and isinstance(value, str)
        if not right:
            raise NotUnderstood(
                _('The config file "{path}" has a setting that kam does not know: "{key}".').format(
                    path=path, key=f"{key} = {value}"
                ),
                hint=" ".join(f'{known} = "…"' for known in KEYS),
            )
