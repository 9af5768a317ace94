"""What can go wrong, each with its exit code and its sentence."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the shell is told: the contract that scripts and cron rely on."""

    DONE = 0
    FAULT = 1
    NOT_UNDERSTOOD = 2
    NOT_FOUND = 3
    REFUSED = 4
    UNAVAILABLE = 5
    PARTLY_DONE = 6
    INTERRUPTED = 130


class KamError(Exception):
    """A problem to be told in one sentence, with what to type next.

    `better` is what should have been typed in the place of `typed`.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAULT

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        typed: str | None = None,
        better: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.typed = typed
        self.better = better


class NotUnderstood(KamError):
    """A value on the command line cannot be read."""

    exit_code = ExitCode.NOT_UNDERSTOOD


class NotFound(KamError):
    """The ledger holds nothing of that name or code."""

    exit_code = ExitCode.NOT_FOUND


class Refused(KamError):
    """The ledger understands the request and will not do it."""

    exit_code = ExitCode.REFUSED


class Unavailable(KamError):
    """The ledger is missing, locked, damaged or of a newer version; or the mail server fails."""

    exit_code = ExitCode.UNAVAILABLE


class PartlyDone(KamError):
    """Some rows were taken, others rejected."""

    exit_code = ExitCode.PARTLY_DONE
