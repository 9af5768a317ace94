"""Files that only a passphrase or a key opens: the age format (age-encryption.org/v1).

The only module that knows pyrage, which the extra `crypt` brings; any other age tool opens what is
written here, and what another wrote is opened here.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from msgspec import Struct

from kamcli.errors import NotUnderstood, Unavailable
from kamcli.i18n import _
from kamcli.writing import quoted

RECIPIENT = "age1"
_FIRST_LINE = b"age-encryption.org/v1\n"
_FOR_PASSPHRASE = b"-> scrypt "
_SECRET_KEY = "AGE-SECRET-KEY-"  # noqa: S105 -- what a key begins with, not a key


class Lock(Struct, frozen=True, kw_only=True):
    """What closes a file: a passphrase, or the public key of whoever may open it (`age1…`)."""

    passphrase: str | None = None
    recipient: str | None = None

    def __repr__(self) -> str:
        """Say nothing of what it holds: a traceback is read by others."""
        return "Lock(…)"


class Opener(Struct, frozen=True, kw_only=True):
    """What opens a file: a passphrase, or the file that holds a secret key."""

    passphrase: str | None = None
    identity: Path | None = None

    def __repr__(self) -> str:
        """Say nothing of what it holds: a traceback is read by others."""
        return "Opener(…)"


def is_encrypted(path: Path) -> bool:
    """Return whether a file begins as the age format does."""
    with path.open("rb") as file:
        return file.read(len(_FIRST_LINE)) == _FIRST_LINE


def wants_passphrase(path: Path) -> bool:
    """Return whether it is a passphrase that opens a file, and not a key."""
    with path.open("rb") as file:
        return file.read(len(_FIRST_LINE + _FOR_PASSPHRASE)) == _FIRST_LINE + _FOR_PASSPHRASE


def check_recipient(text: str) -> None:
    """Raise `NotUnderstood` where this is nobody's public key."""
    age = _age()
    try:
        age.x25519.Recipient.from_str(text)
    except age.RecipientError as error:
        raise NotUnderstood(
            _('"{text}" is not a public key of the age format.').format(text=quoted(text)),
            hint="age-keygen -o key.txt",
        ) from error


def encrypt(plain: Path, closed: BinaryIO, lock: Lock) -> None:
    """Write a file anew so that only the lock's owner can open it.

    A passphrase takes the whole file into memory, a key does not.
    """
    age = _age()
    if lock.passphrase is not None:
        closed.write(age.passphrase.encrypt(plain.read_bytes(), lock.passphrase))
        return
    with plain.open("rb") as file:
        age.encrypt_io(file, closed, [age.x25519.Recipient.from_str(lock.recipient)])


def decrypt(closed: Path, plain: BinaryIO, opener: Opener) -> None:
    """Write what a closed file holds; raises `Unavailable` where this does not open it."""
    age = _age()
    try:
        if opener.passphrase is not None:
            plain.write(age.passphrase.decrypt(closed.read_bytes(), opener.passphrase))
        else:
            with closed.open("rb") as file:
                age.decrypt_io(file, plain, _identities(age, opener.identity))
    except age.DecryptError:
        raise _not_opened(closed) from None
    except OSError as error:
        # what pyrage meets behind the header has no number; what the disk does has one
        if error.errno is not None:
            raise
        raise _not_opened(closed) from None


def _not_opened(closed: Path) -> Unavailable:
    return Unavailable(
        _('"{file}" was not opened: another passphrase or key, or the file is damaged.').format(
            file=closed
        ),
        hint="kam restore --list",
    )


def _identities(age: ModuleType, path: Path | None) -> list[object]:
    """Return the secret keys in a file, as `age-keygen` writes it."""
    if path is None:
        raise Unavailable(
            _("A secret key opens this, no passphrase: name the file that holds it."),
            hint="--identity key.txt",
        )
    try:
        lines = path.read_text(encoding="utf-8").split()
        found: list[object] = [
            age.x25519.Identity.from_str(each) for each in lines if each.startswith(_SECRET_KEY)
        ]
    except (OSError, UnicodeDecodeError, age.IdentityError):
        found = []
    if not found:
        raise Unavailable(
            _('There is no secret key in "{file}".').format(file=path), hint="--identity key.txt"
        ) from None
    return found


def _age() -> ModuleType:
    try:
        import pyrage
    except ImportError as error:
        raise Unavailable(
            _("Encryption needs a part of kam that is not installed."),
            hint="pip install 'kamcli[crypt]'",
        ) from error
    module: ModuleType = pyrage
    return module
