"""Files that are all written or not at all: built beside their places, moved there at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kamcli.errors import Refused, Unavailable
from kamcli.i18n import _

INTO = "--into DIR"


class Drafts:
    """The files of one command in a folder; only their owner may read them.

    `hint` is the option that names another place.
    """

    def __init__(self, folder: Path, *, keep: bool, hint: str) -> None:
        self.folder = folder
        self.keep = keep
        self.hint = hint
        self._drafts: dict[Path, Path] = {}

    @property
    def paths(self) -> list[Path]:
        """Return where the files will be."""
        return list(self._drafts)

    def add(self, name: str, content: bytes) -> None:
        """Write a file beside its place.

        Raises `Refused` where there is one of that name, `Unavailable` where it cannot be written.
        """
        path = self.folder / name
        if path.exists():
            raise Refused(_('There is a file "{path}" already.').format(path=path), hint=self.hint)
        draft = path.with_name(f".{name}.{os.getpid()}")
        self._drafts[path] = draft
        if not self.keep:
            return
        with told(self.folder, hint=self.hint):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())

    def place(self) -> None:
        """Give the files their names."""
        with told(self.folder, hint=self.hint):
            for path, draft in self._drafts.items():
                if self.keep:
                    draft.replace(path)

    def drop(self) -> None:
        """Remove what has no name yet."""
        for draft in self._drafts.values():
            with suppress(OSError):
                draft.unlink()


@contextmanager
def placed(folder: Path, *, keep: bool = True, hint: str = INTO) -> Iterator[Drafts]:
    """Collect files for a folder, and place them when all that belongs to them is done.

    A dry run makes the same checks and does not `keep` them.
    """
    drafts = Drafts(folder, keep=keep, hint=hint)
    try:
        yield drafts
        drafts.place()
    finally:
        drafts.drop()


@contextmanager
def told(folder: Path, *, hint: str = INTO) -> Iterator[None]:
    """Raise `Unavailable` where something cannot be written to a folder."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            _('Nothing can be written to "{folder}": {why}.').format(
                folder=folder, why=error.strerror
            ),
            hint=hint,
        ) from error
