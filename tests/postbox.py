"""A mail server on this machine, and what has arrived in it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

PASSWORD = "s3cret-on-no-screen"
USER = "li@jr.example"


@dataclass(slots=True, kw_only=True)
class Delivered:
    """A mail as the server has got it."""

    sender: str
    to: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail, read."""
        read = message_from_bytes(self.content, policy=POLICY)
        assert isinstance(read, EmailMessage)
        return read


@dataclass(slots=True, kw_only=True)
class Postbox:
    """The server: its port, what has arrived, whom it takes no mail for, how it ends a mail."""

    port: int = 0
    delivered: list[Delivered] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    full: bool = False
    hangs_up: bool = False
    kills: int = 0
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 -- called by that name
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count who says hello."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802 -- the same
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take mail for everybody but the unknown."""
        if address in self.unknown:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- the same
        """Take a mail; then answer, hang up, or end the program that has sent it."""
        if self.full:
            return "452 4.3.1 The box is full"
        self.delivered.append(
            Delivered(
                sender=envelope.mail_from, to=envelope.rcpt_tos, content=envelope.original_content
            )
        )
        if self.kills:
            os.kill(self.kills, signal.SIGKILL)
        if self.hangs_up:
            server.transport.abort()
        return "250 OK"


class _Open(Controller):
    """A server whose port the machine chooses."""

    def _trigger_server(self) -> None:
        """Knock at the port that the machine chose: the server waits for somebody."""
        socket.create_connection((self.hostname, self.chosen_port())).close()

    def chosen_port(self) -> int:
        """Return the port that the machine chose."""
        assert isinstance(self.server, asyncio.Server)
        port: int = self.server.sockets[0].getsockname()[1]
        return port


@contextmanager
def postbox(
    *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None, smtps: bool = False
) -> Iterator[Postbox]:
    """Run a server that lets in `USER` with `PASSWORD`, over TLS where it has a certificate."""
    box = Postbox()

    def let_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=right, handled=False)

    server = _Open(
        box,
        hostname=host,
        port=0,
        ready_timeout=30,
        ssl_context=tls if smtps else None,
        tls_context=None if smtps else tls,
        require_starttls=tls is not None and not smtps,
        authenticator=let_in,
        auth_require_tls=False,
    )
    server.start()
    try:
        box.port = server.chosen_port()
        yield box
    finally:
        server.stop()


def certificate(folder: Path, host: str) -> Path:
    """Make a certificate for an address, with its key in the same file."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *(
                "-nodes",
                "-days",
                "2",
                "-subj",
                f"/CN={host}",
                "-addext",
                f"subjectAltName=IP:{host}",
            ),
            *("-keyout", str(key), "-out", str(made)),
        ],
        capture_output=True,
        check=True,
    )
    return made


def served_with(made: Path) -> ssl.SSLContext:
    """Return what a server needs to show a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, made.with_name("key.pem"))
    return context
