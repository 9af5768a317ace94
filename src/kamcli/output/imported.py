"""What an import came to, for people: its files, its columns, its first rows, who is X."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from kamcli.exchange.faults import (
    Fault,
    FileCount,
    Imported,
    Meant,
    Sample,
    Silent,
    StoredFact,
)
from kamcli.exchange.headings import shown_heading
from kamcli.i18n import _, ngettext
from kamcli.output import streams, table
from kamcli.output.text import clean, width
from kamcli.rules.countries import country_name
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import Market, Nature, Source

_NAMED_AT_MOST = 10
_LINES_AT_MOST = 3
# The file and its rows.
_ALWAYS = 2


def rejections(imported: Imported, *, dry_run: bool) -> Iterator[str]:
    """Return why rows were rejected: each reason once, with the lines that it holds for."""
    found: dict[tuple[str, str], list[int]] = {}
    for fault in imported.rejections:
        found.setdefault((fault.file, fault.reason), []).append(fault.line)
    for (file, reason), lines in islice(found.items(), _NAMED_AT_MOST):
        yield _rejection(file, reason, lines)
    more = sum(map(len, islice(found.values(), _NAMED_AT_MOST, None)))
    if more and dry_run:
        yield ngettext("… and {count} more row.", "… and {count} more rows.", more).format(
            count=more
        )
    elif more:
        yield ngettext(
            "… and {count} more row, all in {files}.",
            "… and {count} more rows, all in {files}.",
            more,
        ).format(count=more, files=rejects_files(imported))


def _rejection(file: str, reason: str, lines: Sequence[int]) -> str:
    # one more line is as short as saying that there is one more
    shown = _LINES_AT_MOST if len(lines) > _LINES_AT_MOST + 1 else len(lines)
    first = ", ".join(map(str, lines[:shown]))
    more = len(lines) - shown
    if len(lines) == 1:
        return str(Fault(file=file, line=lines[0], reason=reason))
    if more > 0:
        text = _('"{file}", lines {lines} and {more} more: {reason}')
        return text.format(file=file, lines=first, more=more, reason=reason)
    return _('"{file}", lines {lines}: {reason}').format(file=file, lines=first, reason=reason)


def rejects_files(imported: Imported) -> str:
    """Return the files that hold rejected rows, each once, as they are told."""
    files = dict.fromkeys(each.rejects_file for each in imported.files if each.rejects_file)
    return ", ".join(f'"{file}"' for file in files)


def said(imported: Imported, *, dry_run: bool) -> str:
    """Return what is told of an import on stdout; in a dry run what would be stored too."""
    return "\n\n".join(_parts(imported, dry_run=dry_run))


def _parts(imported: Imported, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield from _columns(imported.mapping)
        yield from map(_sample, imported.samples)
    yield _files(imported)
    if imported.silent:
        yield _silent(imported.silent)


def _files(imported: Imported) -> str:
    """Return a table of the files, and a line on all of them."""
    titles = [_("File"), _("Rows"), _("New"), _("Changed"), _("As before"), _("Rejected")]
    rows = [_cells(each) for each in imported.files]
    shown = _shown(titles, rows)
    counts = ngettext(
        "Import {batch}: {read} row read, {created} new, {updated} changed,"
        " {unchanged} as before, {rejected} rejected.",
        "Import {batch}: {read} rows read, {created} new, {updated} changed,"
        " {unchanged} as before, {rejected} rejected.",
        imported.read,
    ).format(
        batch=imported.batch,
        read=imported.read,
        created=imported.created,
        updated=imported.updated,
        unchanged=imported.unchanged,
        rejected=imported.rejected,
    )
    files = table.drawn(
        [titles[at] for at in shown],
        [[row[at] for at in shown] for row in rows],
        rights=[at > 0 for at in shown],
    )
    return f"{files}\n\n{counts}"


def _shown(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns that are shown; where not all fit, those that count anything."""
    every = list(range(len(titles)))
    whole = table.aligned(titles, rows, rights=[at > 0 for at in every])
    if not streams.is_terminal() or all(
        width(line) <= streams.columns() for line in whole.splitlines()
    ):
        return every
    return [at for at in every if at < _ALWAYS or any(row[at] != "0" for row in rows)]


def _cells(each: FileCount) -> list[str]:
    counts = (each.read, each.created, each.updated, each.unchanged, each.rejected)
    return [clean(each.file), *map(str, counts)]


def _columns(mapping: tuple[Meant, ...]) -> Iterator[str]:
    """Return what the columns of each table were taken for; tables alike are shown once."""
    tables: dict[tuple[tuple[str, str | None], ...], str] = {}
    for name in dict.fromkeys(each.file for each in mapping):
        columns = tuple((each.heading, each.field) for each in mapping if each.file == name)
        tables.setdefault(columns, name)
    titles = [_("Column"), _("Taken for")]
    for columns, name in tables.items():
        rows = [[clean(heading), field or _("passed over")] for heading, field in columns]
        yield f"{clean(name)}\n" + table.drawn(titles, rows, rights=[False, False])


def _sample(each: Sample) -> str:
    head = _('{code} from "{file}", line {line}').format(
        code=each.code, file=clean(each.file), line=each.line
    )
    return "\n".join([head, *(f"  {clean(_fact(fact))}" for fact in each.stored)])


def _fact(fact: StoredFact) -> str:
    """Return what is stored in words of the language: 国家地区: 德国."""
    if fact.kind is not None and fact.via is not None:
        return f"{fact.on} {label(fact.kind)}, {label(fact.via)}: {fact.value}"
    match fact.what:
        case "order":
            return f"{fact.on} {_('order')} {fact.value}"
        case "action":
            return f"{_('next action')}: {' '.join(filter(None, (fact.on, fact.value)))}"
        case "contact":
            return f"{_('contact')}: {fact.value}"
    return f"{shown_heading(fact.what)}: {_VALUES.get(fact.what, str)(fact.value)}"


_VALUES: dict[str, Callable[[str], str]] = {
    "market": lambda value: label(Market(value)),
    "nature": lambda value: label(Nature(value)),
    "source": lambda value: label(Source(value)),
    "country": country_name,
}


def _silent(silent: tuple[Silent, ...]) -> str:
    """Say how many are X from the start, by the grade before; the former A and B by name."""
    before = Counter(each.grade_before for each in silent)
    grades = ", ".join(f"{grade} {count}" for grade, count in before.items() if grade)
    text = ngettext(
        "{count} customer is X from the start: nobody was in touch for three months ({grades}).",
        "{count} customers are X from the start: nobody was in touch for three months ({grades}).",
        len(silent),
    ).format(count=len(silent), grades=_("before that {grades}").format(grades=grades))
    named = [each for each in silent if each.grade_before in ("A", "B")]
    lines = [
        f"  {each.code}  {each.grade_before}  {clean(each.name)}" for each in named[:_NAMED_AT_MOST]
    ]
    more = ["  …"] if len(named) > _NAMED_AT_MOST else []
    return "\n".join([text, *lines, *more])
