"""`kam` at a terminal, as a person sees it."""

from __future__ import annotations

import os
import sys

import pexpect
import pyte

LINES = 24


class Terminal:
    """A run of `kam` at a terminal, and the screen that a person sees."""

    def __init__(self, *said: str, columns: int, **variables: str) -> None:
        self._screen = pyte.Screen(columns, LINES)
        self._stream = pyte.ByteStream(self._screen)
        environment = {**os.environ, "TERM": "xterm", "LANG": "C.UTF-8", **variables}
        for name in ("COLUMNS", *(name for name in variables if not variables[name])):
            environment.pop(name)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "kamcli", *said],
            env=environment,
            dimensions=(LINES, columns),
            timeout=30,
        )

    def ends(self) -> int:
        """Wait for the end and return the exit code."""
        self.child.expect(pexpect.EOF)
        self._stream.feed(self.child.before)
        self.child.close()
        code: int = self.child.exitstatus
        return code

    @property
    def bold(self) -> str:
        """All that is bold on the screen, without spaces; the titles of a table are."""
        cells = (
            self._screen.buffer[line][column]
            for line in range(LINES)
            for column in range(self._screen.columns)
        )
        return "".join(cell.data for cell in cells if cell.bold).replace(" ", "")

    @property
    def screen(self) -> str:
        """The screen, without the spaces at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()
