"""Keep the Chinese catalogue: gather every text for people, and compile what was translated.

Without an option it updates `kam.po` and compiles it; `--check` says what is missing or unused.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "src/kamcli/locale/zh/LC_MESSAGES/kam.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# Typer says this one itself, in English only; `kam` says it in both.
BORROWED = ("Show this message and exit.",)

sys.path.insert(0, str(ROOT / "tools"))


def said() -> Iterator[str | tuple[str, str]]:
    """Go through every text for people: those in the code, and what commands say of themselves."""
    import grammar
    from kamcli.app import load
    from kamcli.output.manual import first_line

    found = extract_from_dir(ROOT / "src", [("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, message, _comments, _context in found:
        yield message if isinstance(message, str) else (message[0], message[1])
    for path, command in grammar.commands():
        yield first_line(command.help or "")
        noun = load(path.split()[0])
        if noun.help:
            yield first_line(noun.help)
    yield from BORROWED


def template() -> Catalog:
    """Return a catalogue of everything that is said, untranslated, in order of the alphabet."""
    catalogue = Catalog(locale="zh", domain="kam")
    for message in sorted(set(said()), key=lambda each: each if isinstance(each, str) else each[0]):
        if message:
            catalogue.add(message)
    return catalogue


def stored() -> Catalog:
    """Return the catalogue as it stands in the repository."""
    if not PO.exists():
        return Catalog(locale="zh", domain="kam")
    with PO.open("rb") as file:
        return read_po(file, locale="zh", domain="kam")


def compiled(catalogue: Catalog) -> bytes:
    """Return the form that gettext reads."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def problems(wanted: Catalog, have: Catalog) -> Iterator[str]:
    """Go through what is missing, unused, or says other values than the English."""
    for message in wanted:
        if message.id and (message.id not in have or not _text(have[message.id].string)):
            yield f"not translated: {_text(message.id)!r}"
    for message in have:
        if not message.id:
            continue
        if message.id not in wanted:
            yield f"unused: {_text(message.id)!r}"
        elif _values(message.id) != _values(message.string) and _text(message.string):
            yield f"other values: {_text(message.id)!r} / {_text(message.string)!r}"
        if message.fuzzy:
            yield f"not sure: {_text(message.id)!r}"


def _text(message: str | tuple[str, ...] | list[str] | None) -> str:
    return message if isinstance(message, str) else " / ".join(message or ())


def _values(message: str | tuple[str, ...] | list[str]) -> set[str]:
    return set(re.findall(r"\{(\w*)[^}]*\}", _text(message)))


def update(wanted: Catalog, have: Catalog) -> Catalog:
    """Return what is said, with the translations that stand; git tells when, not the catalogue."""
    wanted.creation_date = have.creation_date
    for message in wanted:
        if message.id and message.id in have:
            message.string = have[message.id].string
    return wanted


def main() -> int:
    """Update, or check; return 1 where the catalogue is not complete."""
    wanted, have = template(), stored()
    if "--check" not in sys.argv:
        have = update(wanted, have)
        PO.parent.mkdir(parents=True, exist_ok=True)
        with PO.open("wb") as file:
            write_po(file, have, omit_header=False, width=100, include_lineno=False)
        MO.write_bytes(compiled(have))
        wanted = template()
    found = list(problems(wanted, have))
    if not MO.exists() or MO.read_bytes() != compiled(have):
        found.append("kam.mo is out of date: run tools/messages.py")
    print("\n".join(found) or "The Chinese catalogue is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
