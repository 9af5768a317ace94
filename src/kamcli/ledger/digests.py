"""SHA-256 and BLAKE2 of the interpreter itself: `hashlib` loads OpenSSL beside them.

That takes as long as all of a command's questions to the ledger. Python's own `random` does the
same, for the same reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
        from _sha256 import sha256  # `_sha2` from Python 3.12 on
    except ImportError:
        from hashlib import blake2b, sha256

__all__ = ["blake2b", "sha256"]
