"""A submission as it is printed, sealed and written to files: the same bytes ever after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kamcli.guard import guarded
from kamcli.i18n import Language, speaking
from kamcli.output import friday
from kamcli.output.answer import Form
from kamcli.output.values import machine
from kamcli.reports.friday import FORM, FridayForm, Review, Row, Submitted
from kamcli.reports.frozen import Erasure, Frozen, FrozenPage, digest_of, frozen_of
from kamcli.reports.masking import masked

_NUMBERS = ("no", "annual_amount", "silent_days")


class Sealed(Struct, frozen=True, kw_only=True):
    """The content of a submission as JSON, and its digest.

    Where a person was erased from it, `digest` is that of what was handed in, `erasure` says when
    that was and has the digest of what is left.
    """

    content: str
    digest: str
    erasure: Erasure | None = None


def sealed(frozen: Frozen) -> Sealed:
    """Print a week in the language at hand, and seal it."""
    content = machine(replace(frozen, pages=_printed(frozen)))
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Sealed(content=text, digest=digest_of(content))


def resealed(content: Mapping[str, Any]) -> Sealed:
    """Print a content again from which somebody was erased, and seal what is left."""
    frozen = frozen_of(content)
    with speaking(Language(frozen.language)):
        anew = {**content, "pages": machine(_printed(frozen))}
    text = json.dumps(anew, ensure_ascii=False, separators=(",", ":"))
    return Sealed(content=text, digest=digest_of(anew))


def _printed(frozen: Frozen) -> tuple[FrozenPage, ...]:
    """Return the pages for a terminal and for a chat; the latter shows nobody's phone or mail."""
    form, shareable = frozen.form, masked(frozen.form)
    return (
        FrozenPage(
            form=Form.TABLE.value,
            body=friday.drawn_body(form, columns=None, loud=False),
            foot=friday.drawn_foot(form, columns=None),
        ),
        FrozenPage(
            form=Form.MARKDOWN.value,
            body=friday.markdown_body(shareable),
            foot=friday.markdown_foot(shareable),
        ),
    )


class File(Struct, frozen=True, kw_only=True):
    """A file to be written."""

    name: str
    content: bytes


def files_of(kept: Sealed) -> list[File]:
    """Return the files of a submission: `2026-11-20-01-v1.json`, and its forms for people.

    What is mailed and pasted shows nobody's phone or mail; the workbook is the form in full.
    """
    content = json.loads(kept.content)
    name = "{week}-{manager}-v{version}".format_map(content)
    return [
        File(name=f"{name}.json", content=submission_file(kept).encode()),
        File(name=f"{name}.md", content=page(content, Form.MARKDOWN, None).encode()),
        File(name=f"{name}.xlsx", content=book(content, None)),
        File(name=f"{name}.html", content=html(content, None).encode()),
    ]


def submission_file(kept: Sealed) -> str:
    """Return the file by which others check a submission and roll it up."""
    erasure = {"erased": machine(kept.erasure)} if kept.erasure else {}
    content = {"content": json.loads(kept.content)}
    whole = {"form": FORM, "digest": kept.digest, **erasure, **content}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def page(content: Mapping[str, Any], form: Form, review: Review | None) -> str:
    """Return a page as it was printed; only the foot changes, when a supervisor has reviewed it."""
    stored = next(each for each in content["pages"] if each["form"] == form.value)
    body: str = stored["body"]
    foot: str = stored["foot"] if review is None else _reviewed_foot(content, form, review)
    return body + foot


def _reviewed_foot(content: Mapping[str, Any], form: Form, review: Review) -> str:
    frozen = frozen_of(content)
    with speaking(Language(frozen.language)):
        whole = reviewed(frozen, review)
        if form is Form.MARKDOWN:
            return friday.markdown_foot(masked(whole))
        return friday.drawn_foot(whole, columns=None)


def html(content: Mapping[str, Any], review: Review | None, *, with_contacts: bool = False) -> str:
    """Return the page to mail, in the language it was printed in.

    Phones and mails are masked unless `with_contacts`.
    """
    from kamcli.output import friday_page

    frozen = frozen_of(content)
    with speaking(Language(frozen.language)):
        form = reviewed(frozen, review)
        return friday_page.page(form if with_contacts else masked(form))


def book(content: Mapping[str, Any], review: Review | None, *, with_contacts: bool = True) -> bytes:
    """Return the workbook, in the language it was printed in; phones masked unless asked for."""
    from kamcli.output import friday_book

    frozen = frozen_of(content)
    with speaking(Language(frozen.language)):
        form = reviewed(frozen, review)
        return friday_book.book(form if with_contacts else masked(form))


def reviewed(frozen: Frozen, review: Review | None) -> FridayForm:
    """Return the report with what a supervisor noted of it."""
    return replace(frozen.form, head=replace(frozen.head, review=review))


def fitted(content: Mapping[str, Any], review: Review | None, *, columns: int, loud: bool) -> str:
    """Return the page as it fits a terminal, in the language it was printed in."""
    frozen = frozen_of(content)
    with speaking(Language(frozen.language)):
        return friday.drawn(reviewed(frozen, review), columns=columns, loud=loud)


def report_json(content: Mapping[str, Any], submitted: Submitted) -> str:
    """Return the report as `kam report -f json` gave it, with what was handed in."""
    report = {**content["report"], "submitted": machine(submitted)}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def rows_csv(content: Mapping[str, Any]) -> str:
    """Return the rows as CSV with the keys of the form as headings, as they were handed in."""
    import csv
    import io

    rows = content["report"]["rows"]
    names = list(rows[0]) if rows else list(Row.__struct_fields__)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(name, row[name]) for name in names] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    return str(value) if name in _NUMBERS else guarded(str(value))
