"""E-mail addresses as people write them, and the one form in which they are compared.

The rules are those of RFC 5321 for addresses that mail programs give to people: quoted names,
comments and addresses of machines (`x@[10.0.0.1]`) are none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

_PARTS = re.compile(r"[;,、，；|/\s]+")
_NAMED = re.compile(r"[^<>]*<([^<>]+)>")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_LOCAL = 64
_LONGEST = 254


class Mail(Struct, frozen=True, kw_only=True):
    """An address of a cell: as typed, and its normal form, nothing where it cannot be one.

    `normal` is in small letters, its domain as the net writes it: `anna@xn--mller-kva.de`. A mail
    server may tell `Anna@` from `anna@`; none in use does.
    """

    typed: str
    normal: str | None


# a contact that is taken in is checked, marked and made a contact point of
@lru_cache(maxsize=4096)
def read_mails(cell: str) -> tuple[Mail, ...]:
    """Return the addresses of a cell; nothing is refused. `Anna <anna@acme.de>` is read too."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    named = _NAMED.findall(plain)
    parts = named or [part for part in _PARTS.split(plain) if part]
    return tuple(Mail(typed=part.strip(), normal=normal_mail(part)) for part in parts)


def normal_mail(text: str) -> str | None:
    """Return the normal form of one address, nothing where it cannot be one."""
    address = text.strip()
    if address[:7].casefold() == "mailto:":
        address = address[7:]
    local, at, domain = address.rpartition("@")
    host = normal_domain(domain) if at else None
    if host is None or len(local.encode()) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        return None
    found = f"{local.casefold()}@{host}"
    return found if len(found.encode()) <= _LONGEST and _prints(local) else None


def normal_domain(domain: str) -> str | None:
    """Return a domain in small letters of ASCII (IDNA), nothing where it is no public one."""
    host = unicodedata.normalize("NFC", domain).casefold() if domain.isascii() else _ascii(domain)
    labels = (host or "").split(".")
    well_formed = len(labels) > 1 and all(map(_LABEL.fullmatch, labels))
    return host if well_formed and not labels[-1].isdigit() else None


def _ascii(domain: str) -> str | None:
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _prints(local: str) -> bool:
    return all(char.isprintable() and not char.isspace() for char in local)
