"""The `[mail]` table of the config file: from whom, to whom, over which server, how protected."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from kamcli import config
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import _
from kamcli.writing import quoted

PASSWORD = "KAM_SMTP_PASSWORD"  # noqa: S105 -- the name of the variable, not what it holds
# Under which name the keyring keeps the password of the user.
KEYRING = "kam"

_HERE = ("localhost", "127.0.0.1", "::1")
_ADDRESS = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*",
    re.ASCII,
)
_LONGEST_ADDRESS = 254
_LAST_PORT = 65535


class Security(StrEnum):
    """How the way to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


class Undelivered(Exception):
    """A mail was certainly not sent; the text says why."""


class Doubtful(Exception):
    """The connection was lost after the mail was handed over: it may have been sent."""


class Correspondent(Struct, frozen=True, kw_only=True):
    """Somebody who sends or gets mail; the name may be empty."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


class Server(Struct, frozen=True, kw_only=True):
    """A mail server, the way to it, and the user it knows the sender by, if it asks for one."""

    host: str
    port: int
    security: Security
    user: str | None


class MailSettings(Struct, frozen=True, kw_only=True):
    """What the config file says of mail, nothing where it is silent."""

    host: str | None
    port: int | None
    security: Security | None
    user: str | None
    sender: Correspondent | None
    to: tuple[Correspondent, ...]


def read_settings() -> MailSettings:
    """Read the `[mail]` table.

    Raises `NotUnderstood` for a setting that `kam` does not know, and for a value that cannot be.
    """
    said = config.read_config().mail
    for key, value in said.items():
        if key not in _KINDS or type(value) is not _KINDS[key] or not _is_right(key, value):
            # only the name: somebody may have put a password there
            raise NotUnderstood(
                _('The [mail] table of "{path}" has a setting that cannot be: "{key}".').format(
                    path=config.config_file(), key=quoted(key)
                ),
                hint=_EXAMPLE,
            )
    sender, security = said.get("from"), said.get("security")
    return MailSettings(
        host=_text(said, "host"),
        port=_port(said),
        security=Security(str(security)) if security else None,
        user=_text(said, "user"),
        sender=read_correspondent(str(sender)) if sender else None,
        to=read_correspondents(_texts(said.get("to"))),
    )


_KINDS = {"host": str, "port": int, "security": str, "user": str, "from": str, "to": list}
_EXAMPLE = 'host = "smtp.example.com"  port = 587  security = "starttls|tls|none"  to = ["…"]'


def _is_right(key: str, value: object) -> bool:
    match key:
        case "port":
            return isinstance(value, int) and 0 < value <= _LAST_PORT
        case "security":
            return value in tuple(Security)
        case "to":
            return all(isinstance(each, str) for each in _texts(value))
    return bool(str(value).strip())


def _texts(value: object) -> Sequence[str]:
    return value if isinstance(value, list) else ()


def _text(said: Mapping[str, object], key: str) -> str | None:
    value = said.get(key)
    return value.strip() if isinstance(value, str) else None


def _port(said: Mapping[str, object]) -> int | None:
    value = said.get("port")
    return value if isinstance(value, int) else None


def read_correspondents(texts: Sequence[str]) -> tuple[Correspondent, ...]:
    """Read mail addresses, each once whether in upper or lower case; raises `NotUnderstood`."""
    found: dict[str, Correspondent] = {}
    for each in map(read_correspondent, texts):
        found.setdefault(each.address.lower(), each)
    return tuple(found.values())


def read_correspondent(text: str) -> Correspondent:
    """Read `zhao@example.com` or `赵敏 <zhao@example.com>`; raises `NotUnderstood`."""
    name, opening, rest = text.strip().rpartition("<")
    address = rest.removesuffix(">") if opening else rest
    plain = name.strip().strip('"').strip()
    closed = bool(opening) == rest.endswith(">")
    if not closed or not _is_address(address) or not plain.isprintable():
        raise NotUnderstood(
            _('"{text}" is no mail address.').format(text=quoted(text)),
            hint="Zhao Min <zhao@example.com>",
        )
    return Correspondent(name=plain, address=address)


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def the_sender(settings: MailSettings) -> Correspondent:
    """Return from whom mail is sent: `from`, else the user; raises `NotUnderstood`."""
    if settings.sender is not None:
        return settings.sender
    if settings.user is not None and _is_address(settings.user):
        return Correspondent(name="", address=settings.user)
    raise _silent('from = "Li Lei <lilei@example.com>"')


def server_of(settings: MailSettings) -> Server:
    """Return the server, protected unless it is this machine.

    Raises `NotUnderstood` where none is named, `Refused` for an open way to another machine.
    """
    if settings.host is None:
        raise _silent('host = "smtp.example.com"')
    security = settings.security or _usual_security(settings)
    if security is Security.NONE and not is_this_machine(settings.host):
        raise Refused(
            _(
                'Mail to the server "{host}" has to be protected by TLS:'
                " only on this machine may it go open."
            ).format(host=quoted(settings.host)),
            hint='security = "starttls"',
        )
    return Server(
        host=settings.host,
        port=settings.port or _PORTS[security],
        security=security,
        user=settings.user,
    )


def _usual_security(settings: MailSettings) -> Security:
    if settings.port == _PORTS[Security.TLS]:
        return Security.TLS
    return Security.NONE if is_this_machine(settings.host or "") else Security.STARTTLS


def is_this_machine(host: str) -> bool:
    """Return whether what is sent to a host never leaves this machine, whatever a resolver says."""
    return host.lower().removesuffix(".") in _HERE


def password_of(server: Server) -> str | None:
    """Return the password of the server's user: `KAM_SMTP_PASSWORD`, else that of the keyring.

    Raises `NotUnderstood` where there is none for a user.
    """
    if server.user is None:
        return None
    found = os.environ.get(PASSWORD) or _kept_password(server.user)
    if not found:
        raise NotUnderstood(
            _(
                'There is no password for "{user}": neither in {variable} nor in the keyring.'
            ).format(user=quoted(server.user), variable=PASSWORD),
            hint=f"keyring set {KEYRING} {server.user}",
        )
    return found


def _kept_password(user: str) -> str | None:
    """Return what the keyring keeps for a user; nothing where there is no keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING, user)
    except KeyringError:
        return None


def _silent(setting: str) -> NotUnderstood:
    return NotUnderstood(
        _('The [mail] table of the config file "{path}" does not say {key}.').format(
            path=config.config_file(), key=f'"{setting.partition(" ")[0]}"'
        ),
        hint=f"[mail] {setting}",
    )
