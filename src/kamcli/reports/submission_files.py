"""Submission files: read, checked against their digest, and against what a ledger holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kamcli.errors import NotUnderstood
from kamcli.i18n import _
from kamcli.names.mentions import MARK
from kamcli.reports.frozen import Erasure, Frozen, digest_of, frozen_of
from kamcli.reports.reviving import Unreadable, revived

if TYPE_CHECKING:
    from kamcli.ledger.submissions import Submission


class Difference(Struct, frozen=True, kw_only=True):
    """A value that a file and the ledger have differently; `where` is its place in the content."""

    where: str
    file: str | None
    ledger: str | None


class SubmissionFile(Struct, frozen=True, kw_only=True):
    """A file as it was read; `digest` is the one it tells, `found` that of its content.

    `erasure` is what it tells of a person that was erased from it.
    """

    path: str
    digest: str
    found: str
    erasure: Erasure | None
    content: Mapping[str, Any]
    frozen: Frozen

    @property
    def is_whole(self) -> bool:
        """Whether the content is what the digest was made of, or what an erase left of it."""
        left = self.erasure.digest if self.erasure else self.digest
        return self.found in (self.digest, left)


def read_submission(path: Path) -> SubmissionFile:
    """Read a submission; raises `NotUnderstood` for a file that is none, or is not there."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(whole, dict) or not isinstance(whole.get("digest"), str):
            raise Unreadable("digest")
        content = whole.get("content")
        if not isinstance(content, dict):
            raise Unreadable("content")
        frozen = frozen_of(content)
        erased = whole.get("erased")
        erasure = None if erased is None else revived(Erasure, erased, where="erased")
    except FileNotFoundError as error:
        raise NotUnderstood(_('There is no file "{path}".').format(path=path), hint="ls") from error
    except (OSError, ValueError, RecursionError) as error:
        raise NotUnderstood(
            _('"{path}" is no submission: {why}.').format(path=path, why=_why(error)),
            hint="kam report submit --into ./reports",
        ) from error
    return SubmissionFile(
        path=str(path),
        digest=whole["digest"],
        found=digest_of(content),
        erasure=erasure,
        content=content,
        frozen=frozen,
    )


def _why(error: Exception) -> str:
    match error:
        case Unreadable():
            return _('"{where}" is not as a submission has it').format(where=error)
        case OSError():
            return str(error.strerror)
    return _("it is not JSON")


def compared(file: SubmissionFile, stored: Submission) -> list[Difference]:
    """Return what a file has differently from the ledger, but for the gaps of an erase."""
    if file.digest != stored.digest:
        gaps, found = False, [Difference(where="digest", file=file.digest, ledger=stored.digest)]
    else:
        gaps, found = stored.erased_at is not None, []
        if gaps and file.found == stored.digest:
            return []  # it is what was handed in
    content = json.loads(stored.content)
    if not gaps:
        return [*differences(file.content, content), *found]
    # Pages are printed again: what stands in columns moves with every gap.
    several = differences(_unprinted(file.content), _unprinted(content))
    return [each for each in several if MARK not in (each.ledger or "")]


def _unprinted(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in content.items() if name != "pages"}


def differences(file: Any, ledger: Any, *, where: str = "") -> Iterator[Difference]:
    """Go through the values that two contents have differently, in the order of their places.

    Texts of several lines are compared line by line.
    """
    if isinstance(file, dict) and isinstance(ledger, dict):
        for key in {**ledger, **file}:
            inside = f"{where}.{key}" if where else str(key)
            yield from differences(file.get(key), ledger.get(key), where=inside)
    elif isinstance(file, list) and isinstance(ledger, list):
        for index in range(max(len(file), len(ledger))):
            yield from differences(
                file[index] if index < len(file) else None,
                ledger[index] if index < len(ledger) else None,
                where=f"{where}[{index}]",
            )
    elif isinstance(file, str) and isinstance(ledger, str) and "\n" in file + ledger:
        lines = zip_longest(file.split("\n"), ledger.split("\n"))
        for number, (one, other) in enumerate(lines, start=1):
            yield from differences(one, other, where=f"{where}:{number}")
    elif file != ledger or type(file) is not type(ledger):
        yield Difference(where=where, file=_said(file), ledger=_said(ledger))


def _said(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)
