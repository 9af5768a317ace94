"""`kam show`: a customer on one screen."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from kamcli import options
from kamcli.cli import Reading, new_app
from kamcli.i18n import _, sentences
from kamcli.ledger.contacts import Contact
from kamcli.ledger.finding import find_customer
from kamcli.ledger.interactions import Interaction
from kamcli.ledger.opening import reading
from kamcli.ledger.orders import OrderLine
from kamcli.ledger.portraits import OpenAction
from kamcli.output.page import Fact, Grid, Page, Section, fact, give_page, one_line
from kamcli.output.values import for_people
from kamcli.reports import advice
from kamcli.reports.reasons import cny
from kamcli.reports.sheet import Sheet, Shown, sheet_of
from kamcli.rules.countries import country_name
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import CustomerStatus

app = new_app()


@app.command("show", cls=Reading, epilog="kam show JRW01001")
def show(ctx: typer.Context, code: options.Code) -> None:
    """Show a customer on one screen."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = find_customer(ledger, code, choose=options.choose)
        options.tell_notes(ledger.notes)
        shown = sheet_of(ledger, found, as_of=session.as_of)
    give_page(shown.sheet, lambda: _page(shown), options.target(ctx))


def _page(shown: Shown) -> Page:
    """Return the page of a customer: all of it fits on one screen of a usual terminal."""
    sheet = shown.sheet
    short = f" ({sheet.short_name})" if sheet.short_name else ""
    return Page(
        title=f"{sheet.code} {sheet.name}{short}",
        sections=[
            Section(facts=_head(shown)),
            Section(title=_("Attention"), lines=sheet.warnings),
            Section(title=_("Contacts"), lines=[_contact(each) for each in sheet.contacts]),
            Section(title=_("Next actions"), lines=[_action(each) for each in sheet.actions]),
            Section(
                title=_("Last interactions"),
                lines=[_interaction(each) for each in sheet.interactions],
            ),
            Section(title=_("Last orders"), grid=_orders(sheet.orders)),
        ],
    )


def _head(shown: Shown) -> list[Fact]:
    sheet, stand = shown.sheet, shown.customer.standing
    return [
        Fact(name=_("Status"), value=_status(sheet)),
        Fact(name=_("Grade"), value=_grade(shown)),
        fact(_("Why"), sheet.why),
        fact(_("Brought, CNY"), sheet.via_amount if sheet.via_amount.amount else None),
        Fact(name=_("Next"), value=sentences(advice.outlook(stand)) if stand else ""),
        Fact(name=_("Who"), value=_who(sheet)),
        Fact(
            name=_("Where"), value=_joined([_country(sheet.country), one_line(sheet.region or "")])
        ),
        Fact(
            name=_("Source"),
            value=_joined([label(sheet.source), one_line(sheet.source_detail or "")]),
        ),
        fact(_("Owner"), sheet.owner),
        fact(_("Registered"), sheet.registered_on),
        fact(_("Key customer"), sheet.key_reason),
        fact(_("Tags"), sheet.tags),
        fact(_("Products"), sheet.products),
        fact(_("Web site"), sheet.website),
        fact(_("Former code"), sheet.legacy_code),
        fact(_("Former grade"), sheet.legacy_grade),
        Fact(name=_("Cadence"), value=_cadence(sheet)),
        Fact(name=_("Remarks"), value=one_line(sheet.remarks or "")),
    ]


def _status(sheet: Sheet) -> str:
    if sheet.status is CustomerStatus.ACTIVE:
        return ""
    return _joined([label(sheet.status), one_line(sheet.status_reason or "")])


def _grade(shown: Shown) -> str:
    sheet, stand = shown.sheet, shown.customer.standing
    if stand is None:
        return ""
    if stand.grade_before is not None and stand.amount_before is not None:
        return f"{sheet.mark} {cny(stand.amount_before)}"
    return f"{sheet.mark} {for_people(sheet.annual_amount)}"


def _who(sheet: Sheet) -> str:
    return _joined([label(sheet.market), label(sheet.nature)])


def _country(country: str | None) -> str:
    return one_line(country_name(country)) if country else ""


def _cadence(sheet: Sheet) -> str:
    if sheet.cadence_due_on is None:
        return ""
    due = _("due again {day}").format(day=sheet.cadence_due_on)
    if sheet.snoozed_until is None:
        return due
    return _joined([due, _("snoozed until {day}").format(day=sheet.snoozed_until)])


def _contact(contact: Contact) -> str:
    star = "★ " if contact.primary else ""
    role = label(contact.role) if contact.role else None
    ways = [contact.phone, contact.mobile, contact.email, contact.im]
    refused = _("no mailings") if contact.opt_out else None
    said = [contact.title, role, *ways, contact.birthday, refused]
    return star + _joined([one_line(each) for each in (contact.name, *said) if each])


def _action(action: OpenAction) -> str:
    due = for_people(action.due_on) or _("no day")
    return f"{due}  {one_line(action.text)}  [{action.id}]"


def _interaction(made: Interaction) -> str:
    marks = [
        label(made.kind),
        label(made.via),
        _("attempt") if made.attempt else "",
        _("unsolicited") if made.unsolicited else "",
        one_line(made.with_ or ""),
    ]
    said = [one_line(made.text)]
    if made.problem:
        said.append(_("Problem: {text}").format(text=one_line(made.problem)))
    if made.needs:
        said.append(_("Needs: {text}").format(text=one_line(made.needs)))
    return f"{made.on}  {_joined(marks)}  {' '.join(said)}".rstrip()


def _orders(orders: Iterable[OrderLine]) -> Grid:
    return Grid(
        titles=[
            _("Number"),
            _("Day"),
            _("Currency"),
            _("Net amount"),
            _("Paid"),
            _("Cancelled"),
        ],
        rows=[
            [
                for_people(each.number),
                for_people(each.on),
                each.currency,
                for_people(each.net_amount),
                for_people(each.paid),
                for_people(each.cancelled_on),
            ]
            for each in orders
        ],
        rights=[False, False, False, True, True, False],
    )


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
