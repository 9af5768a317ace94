"""Every field that takes a text, every family of nasty texts, every output: what a fuzz goes over.

`python tests/fuzzing.py` prints the counts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

Words = tuple[str, ...]

# One of each family, mixed so that each text has an effect wherever it is shown.
FAMILIES: Mapping[str, str] = {
    "escapes": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m \x7f \x01 \x08",
    "markup": "[red]x[/red] [/x] [bold :smile: {0} {name} %s %(n)s ${x} $(id) `id`",
    "formula =": "=cmd|'/C calc'!A0",
    "formula +": "+1+cmd|' /C calc'!A0",
    "formula -": "-1+1",
    "formula @": "@SUM(1+1)*cmd",
    "apostrophe": "''=1+1",
    "html": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;</td></table>",
    "sql": "'; DROP TABLE customers; -- \" ) OR 1=1 /*",
    "paths": "../../etc/passwd ..\\..\\COM1 /a|b:c*?<> C:\\x\\..",
    "bidi": "\u202etxt.exe\u202c \u2066x\u2069 \u200f \u061c \u200e",
    "lines": "a\r\nb\rc\td\u2028e\u2029f\vg\fh\x85i",
    "signs": "👨‍👩‍👧‍👦 🇩🇪 Ż̵̢a̷l̶ ﬁ ＡＢ　汉字 한국어 ไทย العربية \ufeff\u200b",
    "cards": "X\r\nEND:VCARD\r\nBEGIN:VCARD\nFN:y\\,z;q:r\nBEGIN:VEVENT",
    "markdown": "| a | [l](javascript:alert(1)) ![i](http://x/y) # h\n\n---\n> q ``` ~~~ **b** _i_",
    "headers": "x\r\nBcc: all@example.com\r\n\r\nbody =?utf-8?q?x?=",
    "long": "汉x " * 1500,
    "wide": "W" * 2000,
}

TRADE = ("--country", "DE", "--nature", "end-user", "--source", "web", "--force")
ACME = "JRW01001"
CONSENT = ("--consent", "2026-11-01")
# The families in four texts, each of which begins as a formula does: what the tests type each time.
MIXED = (
    ("formula =", "escapes", "markup", "html", "sql", "bidi"),
    ("formula -", "lines", "cards", "headers", "markdown", "paths"),
    ("formula @", "apostrophe", "signs", "long"),
    ("formula +", "html", "wide"),
)
EACH = "KAM_FUZZ"


def texts() -> list[str]:
    """Return the texts to be typed: mixed ones, or with `KAM_FUZZ=each` every family by itself."""
    if os.environ.get(EACH) == "each":
        return [*FAMILIES.values()]
    return [" ".join(FAMILIES[name] for name in names) for names in MIXED]


# A customer with a person, notes 1 to 9, open actions 1 to 5, an order: what the fields below need.
BEFORE: Sequence[Words] = (
    ("add", "ACME GmbH", "--country", "DE", "--nature", "agent", "--source", "web"),
    ("add", "Bolt Ltd", "--country", "GB", "--nature", "end-user", "--source", "web"),
    ("contact", "add", ACME, "Anna"),
    *(("log", ACME, f"Note {number}", "--kind", "request") for number in range(1, 10)),
    *(("next", ACME, f"Action {number}", "--due", "+3d") for number in range(1, 6)),
    ("order", "add", ACME, "9000", "--number", "PO-1"),
    ("manager", "add", "02", "Han Meimei"),
)

# Each option and argument that takes a text, by its command: `{}` is the text.
FIELDS: Mapping[str, Words] = {
    "add NAME": ("add", *TRADE, "--why", "x", "--", "{}"),
    "add --source-detail": ("add", *TRADE, "--why", "x", "--source-detail={}", "Firm 1"),
    "add --region": ("add", *TRADE, "--why", "x", "--region={}", "Firm 2"),
    "add --short-name": ("add", *TRADE, "--why", "x", "--short-name={}", "Firm 3"),
    "add --website": ("add", *TRADE, "--why", "x", "--website={}", "Firm 4"),
    "add --products": ("add", *TRADE, "--why", "x", "--products={}", "Firm 5"),
    "add --remarks": ("add", *TRADE, "--why", "x", "--remarks={}", "Firm 6"),
    "add --tag": ("add", *TRADE, "--why", "x", "--tag={}", "Firm 7"),
    "add --contact": ("add", *TRADE, "--why", "x", "--contact={}", "Firm 8"),
    "add --title": ("add", *TRADE, "--why", "x", "--contact=A", "--title={}", "Firm 9"),
    "add --phone": ("add", *TRADE, "--why", "x", "--contact=A", "--phone={}", "Firm 10"),
    "add --im": ("add", *TRADE, "--why", "x", "--contact=A", "--im={}", "Firm 11"),
    "add --why": ("add", *TRADE, "--why={}", "Firm 12"),
    "log TEXT": ("log", ACME, "--", "{}"),
    "log --with": ("log", ACME, "Called", "--with={}"),
    "log --problem": ("log", ACME, "Called", "--problem={}"),
    "log --needs": ("log", ACME, "Called", "--needs={}"),
    "log --next": ("log", ACME, "Called", "--next={}", "--due", "+3d"),
    "next TEXT": ("next", ACME, "--due", "+3d", "--", "{}"),
    "postpone --why": ("postpone", "1", "--to", "+9d", "--why={}"),
    "drop --why": ("drop", "2", "--why={}"),
    "snooze --why": ("snooze", ACME, "--until", "+3d", "--why={}"),
    "key --why": ("key", ACME, "--why={}"),
    "edit --name": ("edit", "JRW01002", "--name={}"),
    "edit --short-name": ("edit", ACME, "--short-name={}"),
    "edit --source-detail": ("edit", ACME, "--source-detail={}"),
    "edit --region": ("edit", ACME, "--region={}"),
    "edit --website": ("edit", ACME, "--website={}"),
    "edit --products": ("edit", ACME, "--products={}"),
    "edit --remarks": ("edit", ACME, "--remarks={}"),
    "edit --tag": ("edit", ACME, "--tag={}"),
    "goal set --note": ("goal", "set", "2", "--note={}"),
    "contact add NAME": ("contact", "add", ACME, "--", "{}"),
    "contact add --title": ("contact", "add", ACME, "P1", "--title={}"),
    "contact add --phone": ("contact", "add", ACME, "P2", "--phone={}"),
    "contact add --mobile": ("contact", "add", ACME, "P3", "--mobile={}"),
    "contact add --im": ("contact", "add", ACME, "P4", "--im={}"),
    "contact add --preferences": (
        *("contact", "add", ACME, "P5", "--preferences={}", *CONSENT, "--purpose", "x"),
    ),
    "contact add --introduced-by": ("contact", "add", ACME, "P6", "--introduced-by={}"),
    "contact add --purpose": ("contact", "add", ACME, "P7", *CONSENT, "--purpose={}"),
    "contact edit --name": ("contact", "edit", ACME, "P1", "--name={} 2"),
    "contact edit --title": ("contact", "edit", ACME, "Anna", "--title={}"),
    "contact edit --phone": ("contact", "edit", ACME, "Anna", "--phone={}"),
    "contact edit --mobile": ("contact", "edit", ACME, "Anna", "--mobile={}"),
    "contact edit --im": ("contact", "edit", ACME, "Anna", "--im={}"),
    "contact edit --preferences": (
        *("contact", "edit", ACME, "Anna", "--preferences={}", *CONSENT, "--purpose", "x"),
    ),
    "contact edit --introduced-by": ("contact", "edit", ACME, "Anna", "--introduced-by={}"),
    "contact edit --purpose": ("contact", "edit", ACME, "Anna", *CONSENT, "--purpose={}"),
    "interaction edit TEXT": ("interaction", "edit", "1", "--", "{}"),
    "interaction edit --with": ("interaction", "edit", "2", "--with={}"),
    "interaction edit --problem": ("interaction", "edit", "3", "--problem={}"),
    "interaction edit --needs": ("interaction", "edit", "4", "--needs={}"),
    "interaction edit --next": ("interaction", "edit", "5", "--next={}", "--due", "+3d"),
    "interaction remove --why": ("interaction", "remove", "6", "--why={}", "--yes"),
    "order add --number": ("order", "add", ACME, "10", "--number={}"),
    "order add --remarks": ("order", "add", ACME, "10", "--number", "PO-2", "--remarks={}"),
    "order adjust --why": ("order", "adjust", "PO-1", "-5", "--why={}"),
    "manager add NAME": ("manager", "add", "03", "--", "{}"),
    "customer transfer --why": ("customer", "transfer", "JRW01002", "--to", "02", "--why={}"),
    "customer fix-market --why": (
        *("customer", "fix-market", "JRW01002", "--to", "domestic", "--why={}"),
    ),
    "grade override --why": (
        *("grade", "override", ACME, "B", "--until", "+9d", "--by", "Zhao", "--why={}"),
    ),
    "grade override --by": (
        *("grade", "override", "JRN01001", "B", "--until", "+9d", "--by={}", "--why", "x"),
    ),
    "policy set --approved-by": (
        *("policy", "set", "grading.annual_threshold", "700000", "--from", "2027-01-01"),
        "--approved-by={}",
    ),
    "customer void --why": ("customer", "void", "JRN01001", "--why={}", "--yes"),
    "report review --by": ("report", "review", "this", "--by={}", "--note", "x"),
    "report review --note": ("report", "review", "this", "--by", "Zhao", "--note={}"),
    "contact erase --also": (
        *("contact", "erase", ACME, "P7", "--also={}", "--why", "x", "--yes", "--dry-run"),
    ),
    "contact erase --why": ("contact", "erase", ACME, "P7", "--why={}", "--yes"),
}
# Before these the week is handed in, so that it holds what was typed.
AFTER_SUBMISSION = "report review --by"
SUBMIT: Words = ("report", "submit", "--into", "submitted")

# What is read back, in which forms.
LISTS: Sequence[Words] = (
    ("list", "--all"),
    ("interaction", "list"),
    ("action", "list"),
    ("contact", "list"),
    ("order", "list"),
    ("manager", "list"),
    ("goal", "list"),
    ("policy", "history"),
    ("audit",),
    ("report", "list"),
    ("contact", "dossier", "Anna"),
)
PAGES: Sequence[Words] = (("show", ACME), ("today",), ("find", "x"), ("grade", "explain", ACME))
REPORTS: Sequence[Words] = (("report",), ("report", "show", "this"))
FORMS_OF_LISTS = ("table", "json", "csv", "md", "xlsx")
FORMS_OF_REPORTS = ("table", "json", "csv", "md", "xlsx", "html")
FILES = ("vcf", "ics", "tables", "tables --redact", "mail")


def outputs() -> int:
    """Return how many outputs are looked at for each text."""
    lists, reports = len(LISTS) * len(FORMS_OF_LISTS), len(REPORTS) * len(FORMS_OF_REPORTS)
    return lists + reports + len(PAGES) + len(FILES)


def counts() -> str:
    """Say how many texts were typed into how many fields and looked at in how many outputs."""
    values, fields = len(texts()), len(FIELDS)
    total = values * fields * outputs()
    return (
        f"{len(FAMILIES)} families of nasty texts in {values} values × {fields} fields"
        f" × {outputs()} outputs = {total:,} places"
    )


if __name__ == "__main__":
    print(counts())
