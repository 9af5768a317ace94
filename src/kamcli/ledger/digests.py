"""SHA-256 and BLAKE2 of the interpreter itself: `hashlib` loads OpenSSL beside them.

That takes as long as all of a command's questions to the ledger. Python's own `random` does the
same, for the same reason.
"""

from __future__ import annotations

from _blake2 import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha256 import sha256
    except ImportError:
        from _sha2 import sha256  # its name from Python 3.12 on

__all__ = ["blake2b", "sha256"]
