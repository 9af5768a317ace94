"""The two streams: answers go to stdout, talk goes to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kamcli.errors import PartlyDone
from kamcli.output.text import clean

# Answers of a command that has yet to be kept; nothing while there is no such command.
_held: list[str] | None = None


def put(text: str) -> None:
    """Write an answer to stdout, ending with a newline."""
    text = text if text.endswith("\n") else text + "\n"
    if _held is None:
        sys.stdout.write(text)
    else:
        _held.append(text)


@contextmanager
def held() -> Iterator[None]:
    """Hold answers back until the work is done; if it fails, they were not true and are dropped.

    A ledger may refuse at the very end, when its disk is full: nobody shall have read by then
    that a customer was registered.
    """
    global _held
    _held = []
    done = False
    try:
        yield
        done = True
    except PartlyDone:
        done = True
        raise
    finally:
        texts, _held = _held, None
        if done:
            sys.stdout.write("".join(texts))


def _release() -> None:
    """Write what was held back: a person is about to be asked about it."""
    if _held:
        sys.stdout.write("".join(_held))
        sys.stdout.flush()
        _held.clear()


def tell(text: str) -> None:
    """Say something about the work on stderr."""
    sys.stderr.write(clean(text) + "\n")


def is_terminal() -> bool:
    """Return whether a person reads stdout."""
    return sys.stdout.isatty()


def in_colour() -> bool:
    """Return whether emphasis may be shown: `NO_COLOR` says that it may not."""
    return not os.environ.get("NO_COLOR")


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
    _release()
    sys.stderr.write(clean(question) + " ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip() or default


def ask_secretly(question: str) -> str:
    """Ask a person at a terminal for something that is not shown while it is typed."""
    from getpass import getpass

    _release()
    try:
        return getpass(clean(question) + " ", stream=sys.stderr)
    except EOFError:
        raise KeyboardInterrupt from None


def asked(question: str, *, editing: bool) -> str | None:
    """Ask and return the answer without the spaces around it; nothing at the end of the input.

    With `editing` a person at a terminal can move inside the line, where the machine has readline.
    An answer that nobody typed is repeated, so that a transcript can be read.
    """
    _release()
    prompt = clean(question) + " "
    typed = sys.stdin.isatty()
    if editing and typed and sys.stdout.isatty() and _has_line_editing():
        try:
            return input(prompt).strip()
        except EOFError:
            return None
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not typed:
        tell(line.rstrip("\n"))
    return line.strip() if line else None


def _has_line_editing() -> bool:
    """Return whether `input` can edit a line, and let it."""
    try:
        import readline  # noqa: F401 -- being there is what it does
    except ImportError:
        return False
    return True


def clear_screen() -> None:
    """Begin at the top of an empty screen, where a terminal can."""
    if sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        sys.stderr.write("\x1b[H\x1b[2J")
        sys.stderr.flush()


def progress(text: str) -> None:
    """Show how far a long work has come, in one line that is written over; on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{clean(text)}")
        sys.stderr.flush()
