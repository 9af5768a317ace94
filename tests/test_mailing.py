"""Addresses of mail, and which way to a mail server is protected enough."""

from __future__ import annotations

import pytest

from kamcli.errors import NotUnderstood, Refused
from kamcli.mailing import (
    Correspondent,
    MailSettings,
    Security,
    Server,
    read_correspondent,
    read_correspondents,
    server_of,
    the_sender,
)


def settings(
    host: str | None, *, port: int | None = None, security: Security | None = None
) -> MailSettings:
    return MailSettings(
        host=host, port=port, security=security, user="li@jr.example", sender=None, to=()
    )


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("zhao@jr.example", "", "zhao@jr.example"),
        (" Zhao Min <zhao@jr.example> ", "Zhao Min", "zhao@jr.example"),
        ("赵敏<zhao@jr.example>", "赵敏", "zhao@jr.example"),
        ('"Zhao, Min" <zhao@jr.example>', "Zhao, Min", "zhao@jr.example"),
        ("<zhao@localhost>", "", "zhao@localhost"),
    ],
)
def test_reads_who_gets_mail(text: str, name: str, address: str) -> None:
    assert read_correspondent(text) == Correspondent(name=name, address=address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zhao",
        "zhao@",
        "@jr.example",
        "zhao@jr..example",
        "zhao@jr.example>",
        "Zhao <zhao@jr.example",
        "a b@jr.example",
        "赵敏@jr.example",
        "a@b@jr.example",
        "Zhao\r\nBcc: x@y.example <zhao@jr.example>",
        "zhao@jr.example\nBcc: x@y.example",
        "zhao@jr.example, boss@jr.example",
        "z" * 250 + "@jr.example",
    ],
)
def test_what_is_no_address_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood, match="is no mail address"):
        read_correspondent(text)


def test_who_is_named_twice_is_one_the_first() -> None:
    found = read_correspondents(["A <a@x.example>", "b@x.example", "Again <A@X.example>"])

    assert [each.name for each in found] == ["A", ""]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "::1", "localhost."])
def test_to_this_machine_mail_may_go_open(host: str) -> None:
    assert server_of(settings(host)) == Server(
        host=host, port=25, security=Security.NONE, user="li@jr.example"
    )


@pytest.mark.parametrize(
    "host", ["mail.test", "127.0.0.2", "localhost.jr.example", "127.0.0.1.jr.example", "0.0.0.0"]
)
def test_to_any_other_it_is_protected(host: str) -> None:
    assert server_of(settings(host)).security is Security.STARTTLS
    assert server_of(settings(host, port=465)).security is Security.TLS
    with pytest.raises(Refused, match="has to be protected by TLS"):
        server_of(settings(host, security=Security.NONE))


@pytest.mark.parametrize(
    ("security", "port", "expected"),
    [
        (Security.STARTTLS, None, 587),
        (Security.TLS, None, 465),
        (Security.TLS, 2465, 2465),
        (None, 2525, 2525),
    ],
)
def test_each_way_has_its_port(security: Security | None, port: int | None, expected: int) -> None:
    assert server_of(settings("mail.test", port=port, security=security)).port == expected


def test_the_user_sends_where_no_sender_is_named() -> None:
    assert the_sender(settings(None)) == Correspondent(name="", address="li@jr.example")
