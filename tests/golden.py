"""Golden files: what the program said once, compared byte by byte.

`KAM_GOLDEN=write pytest …` writes them anew; look at the difference before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path


def assert_golden(path: Path, text: str) -> None:
    """Compare a text with a golden file, line ends included."""
    if os.environ.get("KAM_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()
