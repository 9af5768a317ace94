"""A checkup as people read it: a line a check, and below it what was found and what to type."""

from __future__ import annotations

from collections.abc import Iterator

from kamcli.i18n import N_, _, ngettext
from kamcli.output.text import clean, padded, width, wrapped
from kamcli.reports.checkup.findings import Check, Checked, Checkup, Health, Remedy

_UNCUT = 1 << 30
_CHECKS = {
    Check.PERMISSIONS: N_("only you can open its files"),
    Check.SPACE: N_("there is room on the disk"),
    Check.BACKUPS: N_("the last backup is not old"),
    Check.INTEGRITY: N_("no page of the file is damaged"),
    Check.REFERENCES: N_("nothing points to nothing"),
    Check.SCHEMA: N_("tables and indexes are those of this version"),
    Check.CLOCK: N_("the clock is not behind"),
    Check.CODES: N_("codes fit their customers and counters"),
    Check.TRAIL: N_("the chain of the trail is whole"),
    Check.ROWS: N_("every row is as the trail left it"),
    Check.GRADES: N_("stored grades are those of the facts"),
    Check.INDEX: N_("all texts, phones and mails are found"),
}
_HEALTH = {
    Health.SOUND: N_("ok"),
    Health.NOTED: N_("ok, but"),
    Health.WRONG: N_("WRONG"),
    Health.UNKNOWN: N_("UNREAD"),
}
_MENDED = {
    Remedy.PERMISSIONS: N_("The files are yours alone again."),
    Remedy.COUNTERS: N_("The counters are lifted."),
    Remedy.GRADES: N_("All grades are worked out anew."),
    Remedy.INDEX: N_("The index is made anew."),
}


def progress_label(check: str) -> str:
    """Return what is being looked at."""
    return _(_CHECKS[Check(check)])


def drawn(checkup: Checkup, *, columns: int | None) -> str:
    """Draw a checkup for a terminal of so many columns, or uncut where there is none."""
    lines = [_(_MENDED[each]) for each in checkup.mended]
    margin = max(width(_(each)) for each in _HEALTH.values()) + 2
    for each in checkup.checks:
        head = padded(_(_HEALTH[each.health]), margin)
        texts = [_(_CHECKS[each.check]), *_said(each)]
        for text in texts:
            for line in wrapped(clean(text), columns - margin if columns else _UNCUT):
                lines.append(head + line)
                head = " " * margin
    return "\n".join(lines)


def _said(each: Checked) -> Iterator[str]:
    for found in each.findings:
        yield f"- {found.text}"
        if found.hint:
            yield f"  > {found.hint}"
    if each.more:
        yield ngettext("- … and {count} more.", "- … and {count} more.", each.more).format(
            count=each.more
        )
