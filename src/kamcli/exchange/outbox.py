"""Files that leave the ledger: made beside their places, and moved there all at once."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import EISDIR
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class Outbox:
    """The files of one command: none of them has its name before `deliver`.

    What is not delivered goes, with the folders that were made for it. Only their owner may read
    the files, and the folders that were made.
    """

    def __init__(self) -> None:
        self._drafts: dict[Path, Path] = {}
        self._folders: list[Path] = []

    def __enter__(self) -> Outbox:
        """Begin with nothing in it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was not delivered."""
        for draft in self._drafts.values():
            with suppress(OSError):
                draft.unlink()
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()

    def make_folder(self, path: Path) -> None:
        """Make a folder, and those above it, where there is none; raises `OSError`."""
        missing = [each for each in (path, *path.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(mode=0o700)
            self._folders.append(each)
        if not path.is_dir():
            path.mkdir()

    def draft(self, path: Path) -> Path:
        """Return where to write what will have this path; raises `OSError`, also for a folder's."""
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        self._drafts[path] = draft
        return draft

    def deliver(self) -> None:
        """Give the files their names when all of them are on the disk; raises `OSError`."""
        for draft in self._drafts.values():
            handle = os.open(draft, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        for path, draft in self._drafts.items():
            draft.replace(path)
        self._drafts.clear()
        self._folders.clear()
