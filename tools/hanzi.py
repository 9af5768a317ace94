"""Write the table of traditional characters that `kamcli.names.hanzi` reads, from OpenCC's.

OpenCC's `TSCharacters.txt` (Open Chinese Convert, Apache License 2.0) gives the simplified forms of
each traditional character, the usual one first; that one is kept. `--check` says whether the table
is what would be written.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/kamcli/names/hanzi_forms.py"
A_LINE = 23
HEAD = '''\
"""Traditional characters, each followed by its simplified form; `tools/hanzi.py` writes this.

From OpenCC's table of characters (https://github.com/BYVoid/OpenCC, TSCharacters.txt; Apache
License 2.0), the first form where it gives several.
"""

FORMS = (
'''


def pairs() -> list[str]:
    """Return each character that has another simplified form, with that form."""
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    forms = {row[0]: row[1] for row in (line.split() for line in table.splitlines())}
    # 薴 is 苧, which as a traditional character is 苎: one spelling for all three
    return sorted(one + forms.get(form, form) for one, form in forms.items() if one != form)


def written() -> str:
    """Return the table as it is kept."""
    found = pairs()
    lines = ("".join(found[at : at + A_LINE]) for at in range(0, len(found), A_LINE))
    return HEAD + "".join(f'    "{line}"\n' for line in lines) + ")\n"


def main() -> int:
    """Write, or check; return 1 where the table is out of date."""
    text = written()
    if "--check" not in sys.argv:
        TABLE.write_text(text, encoding="utf-8")
    elif TABLE.read_text(encoding="utf-8") != text:
        print(f"{TABLE.relative_to(ROOT)} is out of date: run tools/hanzi.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
