"""Mail handed to a server over SMTP: every failure says whether something may have been sent.

All that smtplib and ssl raise are `OSError`s.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from kamcli.errors import Unavailable
from kamcli.i18n import _
from kamcli.mailing import KEYRING, Doubtful, Security, Server, Undelivered
from kamcli.writing import quoted

_TIMEOUT_SECONDS = 30.0
_TAKEN = 250
_TAKEN_CODES = (_TAKEN, 251)


class Post:
    """A connection to a mail server that has let the sender in."""

    def __init__(self, smtp: smtplib.SMTP, host: str) -> None:
        self._smtp = smtp
        self._host = host

    def deliver(self, mail: bytes, *, sender: str, to: str) -> None:
        """Hand a mail to the server for one address; raises `Undelivered` or `Doubtful`."""
        try:
            self._announce(sender, to)
        except OSError:
            raise Undelivered(_lost(self._host)) from None
        try:
            code, reply = self._smtp.data(mail)
        except smtplib.SMTPDataError as error:
            code, reply = error.smtp_code, _bytes(error.smtp_error)
        except OSError:
            raise Doubtful(_lost(self._host)) from None
        if code != _TAKEN:
            self._rest()
            raise Undelivered(self._said(code, reply))

    def _announce(self, sender: str, to: str) -> None:
        """Say who sends to whom; raises `Undelivered` where the server will have neither."""
        for code, reply in (self._smtp.mail(sender), self._smtp.rcpt(to)):
            if code not in _TAKEN_CODES:
                self._rest()
                raise Undelivered(self._said(code, reply))

    def _rest(self) -> None:
        """Let the server forget the mail it did not take."""
        with suppress(OSError):
            self._smtp.rset()

    def _said(self, code: int, reply: bytes) -> str:
        return _('The mail server "{host}" says "{reply}".').format(
            host=quoted(self._host), reply=quoted(f"{code} {reply.decode('utf-8', 'replace')}")
        )


@contextmanager
def connected(server: Server, password: str | None) -> Iterator[Post]:
    """Connect to a server, protected as it says and with its certificate checked, and log in.

    Raises `Unavailable` where that cannot be; the password is in no message and in no traceback.
    """
    smtp = _opened(server)
    try:
        if server.user is not None:
            _log_in(smtp, server, password or "")
        yield Post(smtp, server.host)
    finally:
        with suppress(OSError):
            smtp.quit()


def _opened(server: Server) -> smtplib.SMTP:
    host = quoted(server.host)
    try:
        return _protected(server)
    except ssl.SSLCertVerificationError as error:
        raise Unavailable(
            _('The certificate of the mail server "{host}" is not to be trusted: {why}.').format(
                host=host, why=error.verify_message.removesuffix(".")
            )
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise Unavailable(
            _('The mail server "{host}" offers no TLS; nothing was sent.').format(host=host),
            hint='security = "tls"',
        ) from None
    except (OSError, UnicodeError) as error:
        raise Unavailable(
            _('The mail server "{host}" cannot be reached on port {port}: {why}.').format(
                host=host, port=server.port, why=_reason(error)
            ),
            hint='[mail] host = "smtp.example.com"',
        ) from None


def _protected(server: Server) -> smtplib.SMTP:
    """Connect and say hello, over TLS where the server is to be reached by it."""
    context = ssl.create_default_context()
    if server.security is Security.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_TIMEOUT_SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_SECONDS)
    try:
        if server.security is Security.STARTTLS:
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
    except OSError:
        smtp.close()
        raise
    return smtp


def _log_in(smtp: smtplib.SMTP, server: Server, password: str) -> None:
    user = server.user or ""
    try:
        smtp.login(user, password)
    except (smtplib.SMTPAuthenticationError, UnicodeEncodeError):
        # what the server or the codec says could quote the password
        raise Unavailable(
            _('The mail server "{host}" does not accept "{user}" with this password.').format(
                host=quoted(server.host), user=quoted(user)
            ),
            hint=f"keyring set {KEYRING} {user}",
        ) from None
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException):
        raise Unavailable(
            _('The mail server "{host}" has no log-in for "{user}".').format(
                host=quoted(server.host), user=quoted(user)
            ),
            hint='security = "starttls"',
        ) from None
    except OSError:
        raise Unavailable(_lost(server.host)) from None


def _reason(error: Exception) -> str:
    """Say why there is no connection, without a name of Python's."""
    if isinstance(error, smtplib.SMTPResponseException):
        return quoted(f"{error.smtp_code} {_bytes(error.smtp_error).decode('utf-8', 'replace')}")
    if isinstance(error, OSError) and error.strerror:
        return quoted(error.strerror)
    return quoted(str(error))


def _lost(host: str) -> str:
    return _('The connection to the mail server "{host}" was lost.').format(host=quoted(host))


def _bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode("utf-8", "replace")
