"""`kam report` without a verb: print the Friday ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from kamcli import options
from kamcli.cli import ReadingGroup, everywhere
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import N_, _
from kamcli.ledger.opening import reading
from kamcli.output import answer, friday, streams
from kamcli.output.answer import Form, Listing, Target
from kamcli.reports.building import friday_form
from kamcli.reports.friday import FridayForm, Row
from kamcli.reports.masking import masked
from kamcli.reports.week_facts import Asked
from kamcli.rules import words
from kamcli.rules.weeks import Week, read_week, week_of
from kamcli.session import Session
from kamcli.writing import even, quoted

# Whether every customer is wanted, by what is typed in either language.
_CUSTOMERS = {"moved": False, "有变化": False, "all": True, "全部": True}


class Report(ReadingGroup):
    """The noun with its verbs; without one it prints the report."""

    forms = "table|xlsx|html|md|json|csv"


def report(
    ctx: typer.Context,
    week: Annotated[
        str,
        typer.Option(
            "--week", metavar="this|last|DATE", help=N_("The week, or a day in it; this if absent.")
        ),
    ] = "this",
    market: Annotated[
        str | None,
        typer.Option(
            "--market", metavar="foreign|domestic", help=N_("One side only; both if absent.")
        ),
    ] = None,
    customers: Annotated[
        str,
        typer.Option(
            "--customers",
            metavar="moved|all",
            help=N_("The customers with news, or all; with news if absent."),
        ),
    ] = "moved",
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help=N_("Show phones, mails and IM in full."))
    ] = False,
) -> None:
    """Print the Friday ledger."""
    if ctx.invoked_subcommand is not None:
        _check_nothing_before(ctx)
        return
    target = options.target(ctx)
    session = options.session(ctx)
    every_customer = _read_customers(customers)
    told = begun_week(week, session)
    with reading(session) as ledger:
        form = friday_form(
            ledger,
            Asked(
                week=told,
                told_on=min(session.as_of, told.end),
                manager=None if options.everyone(ctx) else ledger.settings.manager,
                market=words.read_market(market) if market else None,
                every_customer=every_customer,
            ),
        )
    _give(form, target, with_contacts=with_contacts)


def _check_nothing_before(ctx: typer.Context) -> None:
    """Refuse options before a verb, which would be lost; those of every command are not."""
    shared = {param.name for param in everywhere()}
    for param in ctx.command.params:
        source = ctx.get_parameter_source(param.name or "")
        if param.name not in shared and source is not None and source.name == "COMMANDLINE":
            verb = f"{ctx.command_path} {ctx.invoked_subcommand}"
            raise NotUnderstood(
                _('"{option}" stands before the verb: what is said of it stands after it.').format(
                    option=param.opts[0]
                ),
                hint=f"{verb} --help",
            )


def _read_customers(text: str) -> bool:
    word = even(text).casefold()
    if word not in _CUSTOMERS:
        raise NotUnderstood(
            _('"{text}" is neither moved nor all.').format(text=quoted(text)),
            hint="--customers moved|all",
        )
    return _CUSTOMERS[word]


def begun_week(text: str, session: Session) -> Week:
    """Read the week; raises `Refused` for one that has not begun."""
    week = read_week(text, as_of=session.as_of)
    if week > week_of(session.as_of):
        raise Refused(
            _("The week from {begin} to {end} has not begun.").format(
                begin=week.begin, end=week.end
            ),
            hint="kam report --week this",
        )
    return week


def _give(form: FridayForm, target: Target, *, with_contacts: bool) -> None:
    match target.form:
        case Form.CSV:
            rows = Listing(kind=Row, columns=[], rows=form.report.rows, nothing="")
            answer.give(rows, target)
        case Form.MARKDOWN:
            shown = form if with_contacts else masked(form)
            answer.give_one(form.report, friday.markdown(shown), target)
        case Form.HTML:
            from kamcli.output.friday_page import page

            answer.write(page(form if with_contacts else masked(form)), target)
        case Form.XLSX:
            from kamcli.output.friday_book import book

            answer.write_file(answer.workbook_file(target, example="friday.xlsx"), book(form))
        case _:
            answer.give_one(form.report, _on_terminal(form, target), target)


def _on_terminal(form: FridayForm, target: Target) -> str:
    if target.form is Form.JSON:
        return ""
    on_terminal = streams.is_terminal() and target.out is None
    return friday.drawn(
        form,
        columns=streams.columns() if on_terminal else None,
        loud=on_terminal and streams.in_colour(),
    )
