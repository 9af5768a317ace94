"""The settings of a person: the environment first, then the config file, then the platform's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import _

KEYS = ("ledger", "manager", "lang", "source", "reports", "timezone")


class Config(Struct, frozen=True, kw_only=True):
    """What the config file says, nothing where it is silent; `reports` is a folder.

    `timezone` is that of the company: `Asia/Shanghai`. Without it the machine's clock counts.
    """

    ledger: str | None = None
    manager: str | None = None
    lang: str | None = None
    source: str | None = None
    reports: str | None = None
    timezone: str | None = None


def config_file() -> Path:
    """Return where the config file is looked for: `KAM_CONFIG`, else the platform's place."""
    named = os.environ.get("KAM_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("kam") / "config.toml"


def default_ledger() -> Path:
    """Return the ledger of somebody who named none, in the platform's user data folder."""
    from platformdirs import user_data_path

    return user_data_path("kam") / "kam.db"


def read_config() -> Config:
    """Read the config file; a missing one says nothing.

    Raises `NotUnderstood` when it is not TOML, or names a setting that `kam` does not know.
    """
    path = config_file()
    if not path.exists():
        return Config()
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotUnderstood(
            _('The config file "{path}" cannot be read: {error}').format(path=path, error=error),
            hint='manager = "01"',
        ) from error
    _check(path, found)
    return Config(
        ledger=found.get("ledger"),
        manager=found.get("manager"),
        lang=found.get("lang"),
        source=found.get("source"),
        reports=found.get("reports"),
        timezone=found.get("timezone"),
    )


def _check(path: Path, found: Mapping[str, object]) -> None:
    for key, value in found.items():
        if key not in KEYS or not isinstance(value, str):
            raise NotUnderstood(
                _('The config file "{path}" has a setting that kam does not know: "{key}".').format(
                    path=path, key=f"{key} = {value}"
                ),
                hint=" ".join(f'{known} = "…"' for known in KEYS),
            )
