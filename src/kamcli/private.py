"""Files for the eyes of their owner."""

from __future__ import annotations

import os
import stat
from contextlib import suppress


def opener(path: str, flags: int) -> int:
    """Open a file to be written, as `open` asks; only its owner may read it, also an old one.

    What is no file, a pipe say, stays as it is.
    """
    handle = os.open(path, flags, 0o600)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        with suppress(OSError):
            os.fchmod(handle, 0o600)
    return handle
