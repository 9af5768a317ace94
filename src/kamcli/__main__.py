"""The entry: what can be answered at once is answered before anything heavy is loaded."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper


def main() -> None:
    """Run `kam` with the arguments of the process and end the process.

    Nothing that is imported can be garbage: the collector rests until the command is loaded.
    """
    gc.disable()
    sys.excepthook = _tell_fault
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from kamcli import __version__

        sys.stdout.write(f"kam {__version__}\n")
        _leave(0)
    if arguments[:1] == ["__complete"]:
        from kamcli.completion import complete

        for proposal in complete(arguments[1:]):
            sys.stdout.write(f"{proposal}\n")
        _leave(0)
    _leave(_run(arguments))


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        # Names are UTF-8 whatever the terminal claims; what it cannot show it shows escaped.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from kamcli import deferral

    deferral.begin()
    from kamcli import speech

    speech.settle(arguments, os.environ)
    from kamcli.app import run

    return run(arguments)


def _tell_fault(_kind: type[BaseException], error: BaseException, _where: object) -> None:
    """Say where a fault is, and nothing of what the ledger holds."""
    from kamcli.tracing import fault

    sys.stderr.write(fault(error))


def _leave(code: int) -> None:
    """End the process at once: taking modules apart costs as much as a small command."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
