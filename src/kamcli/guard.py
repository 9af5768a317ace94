"""Text cells that no spreadsheet takes for a formula (cli.md, Conventions)."""

from __future__ import annotations

import re

# A spreadsheet would run what begins like this; one apostrophe in front makes it text.
_ACTS = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _ACTS.match(text) else text


def unguarded(text: str) -> str:
    """Return a text cell as it was before it was guarded: for every text the way back."""
    return text[1:] if text.startswith("'") and _ACTS.match(text) else text
