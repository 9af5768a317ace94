"""The two streams: answers go to stdout, talk goes to stderr."""

from __future__ import annotations

import os
import sys

from kamcli.output.text import clean


def put(text: str) -> None:
    """Write an answer to stdout, ending with a newline."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def tell(text: str) -> None:
    """Say something about the work on stderr."""
    sys.stderr.write(clean(text) + "\n")


def is_terminal() -> bool:
    """Return whether a person reads stdout."""
    return sys.stdout.isatty()


def can_ask() -> bool:
    """Return whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def columns() -> int:
    """Return how wide the terminal is: `COLUMNS`, else what it says, else 80."""
    named = os.environ.get("COLUMNS", "")
    if named.isdigit() and int(named) > 0:
        return int(named)
    for stream in (sys.stdout, sys.stderr):
        try:
            return os.get_terminal_size(stream.fileno()).columns or 80
        except (OSError, ValueError):
            continue
    return 80


def ask(question: str, *, default: str = "") -> str:
    """Ask a person on stderr and return the answer; an empty answer means the default."""
    sys.stderr.write(clean(question) + " ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip() or default


def progress(text: str) -> None:
    """Show how far a long work has come, in one line that is written over; on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{clean(text)}")
        sys.stderr.flush()
