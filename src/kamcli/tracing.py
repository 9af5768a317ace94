"""A fault in `kam`: where it is, without what it was about."""

from __future__ import annotations

import os
import traceback

from kamcli.i18n import _

WHOLE = "KAM_TRACEBACK"


def fault(error: BaseException) -> str:
    """Return the traceback of a fault: files, lines and code, and what kind of fault it is.

    Its text is left out, because it may quote the ledger, unless `KAM_TRACEBACK=full` asks for it.
    """
    if os.environ.get(WHOLE) == "full":
        return "".join(traceback.format_exception(error))
    lines = []
    for each in reversed(_chain(error)):
        lines += ["Traceback (most recent call last):\n"]
        lines += traceback.format_list(traceback.extract_tb(each.__traceback__))
        lines += [f"{type(each).__module__}.{type(each).__qualname__}\n\n"]
    said = _(
        "This is a fault in kam. The lines above say where; nothing of the ledger is in them."
        " {setting} shows what it was about."
    )
    return "".join([*lines, said.format(setting=f"{WHOLE}=full"), "\n"])


def _chain(error: BaseException) -> list[BaseException]:
    """Return a fault and those it came of, the last one first."""
    found: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in found:
        found.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return found
