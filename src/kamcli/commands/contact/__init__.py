"""`kam contact`: the people at customers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace
from typer import Argument, Option

from kamcli import options
from kamcli.assent import confirm
from kamcli.cli import Destructive, Reading, Writing, new_app
from kamcli.commands.contact.erasing import erase
from kamcli.commands.contact.listing import list_
from kamcli.commands.contact.telling import dossier
from kamcli.errors import NotUnderstood, Refused
from kamcli.i18n import N_, _
from kamcli.ledger import contacts
from kamcli.ledger.contacts import NewContact
from kamcli.ledger.finding import find_active, the_customer
from kamcli.ledger.opening import reading, writing
from kamcli.output import answer
from kamcli.rules import words
from kamcli.rules.birthdays import Birthday, read_birthday
from kamcli.rules.vocabulary import Calendar, Role
from kamcli.session import Session

app = new_app(N_("People at customers."))

_Text = str | None
_Name = Annotated[str, Argument(metavar="NAME", help=N_("The person's name."))]
_Title = Annotated[_Text, Option("--title", metavar="TEXT", help=N_("The person's title."))]
_RoleOption = Annotated[
    _Text,
    Option("--role", metavar="ROLE", help=N_("decision-maker, buyer, technical, user or finance.")),
]
_Phone = Annotated[_Text, Option("--phone", metavar="PHONE", help=N_("The person's phone."))]
_Mobile = Annotated[
    _Text, Option("--mobile", metavar="PHONE", help=N_("The person's mobile phone."))
]
_Email = Annotated[_Text, Option("--email", metavar="EMAIL", help=N_("The person's e-mail."))]
_Im = Annotated[_Text, Option("--im", metavar="ID", help=N_("The person's WeChat or WhatsApp."))]
_Birthday = Annotated[
    _Text,
    Option("--birthday", metavar="DAY", help=N_("1980-05-01, 05-01 or 5月1日; needs consent.")),
]
_Preferences = Annotated[
    _Text,
    Option("--preferences", metavar="TEXT", help=N_("What the person likes; needs consent.")),
]
_Introduced = Annotated[
    _Text, Option("--introduced-by", metavar="TEXT", help=N_("Who introduced the person."))
]
_Consent = Annotated[
    _Text, Option("--consent", metavar="DATE", help=N_("The day the person consented."))
]
_Purpose = Annotated[
    _Text, Option("--purpose", metavar="TEXT", help=N_("What the person consented to."))
]
_Primary = Annotated[bool, Option("--primary", help=N_("The first to turn to at this customer."))]
_LUNAR_HELP = N_("The birthday is of the lunar calendar.")
_OPT_OUT_HELP = N_("The person wants no greetings and no mailings.")


class Changed(Struct, frozen=True, kw_only=True):
    """What the verbs that change a contact return as JSON."""

    id: int
    code: str
    name: str


@app.command(
    "add", cls=Writing, epilog='kam contact add JRW01001 "Anna Weber" --phone "+49 30 901820"'
)
def add(
    ctx: typer.Context,
    code: options.Code,
    name: _Name,
    title: _Title = None,
    role: _RoleOption = None,
    phone: _Phone = None,
    mobile: _Mobile = None,
    email: _Email = None,
    im: _Im = None,
    birthday: _Birthday = None,
    lunar: Annotated[bool, Option("--lunar", help=_LUNAR_HELP)] = False,
    primary: _Primary = False,
    preferences: _Preferences = None,
    introduced_by: _Introduced = None,
    consent: _Consent = None,
    purpose: _Purpose = None,
    opt_out: Annotated[bool, Option("--opt-out", help=_OPT_OUT_HELP)] = False,
) -> None:
    """Note a person at a customer."""
    session = options.session(ctx)
    said = _Said(
        title=title,
        role=role,
        phone=phone,
        mobile=mobile,
        email=email,
        im=im,
        birthday=birthday,
        lunar=lunar or None,
        primary=primary,
        preferences=preferences,
        introduced_by=introduced_by,
        consent=consent,
        purpose=purpose,
        opt_out=opt_out,
    )
    new = _noted(session, said, NewContact(name=options.text_of(name, name="NAME")))
    with writing(session, "contact add") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        contact_id = contacts.add_contact(ledger, found.id, new)
        options.tell_notes(ledger.notes)
    text = _("{customer}: {name} is noted.").format(customer=found, name=new.name)
    made = Changed(id=contact_id, code=found.code, name=new.name)
    answer.give_done(made, text, options.target(ctx))


@app.command(
    "edit", cls=Writing, epilog='kam contact edit JRW01001 "Anna Weber" --title CEO --primary'
)
def edit(
    ctx: typer.Context,
    code: options.Code,
    name: _Name,
    new_name: Annotated[_Text, Option("--name", metavar="NAME", help=N_("The new name."))] = None,
    title: _Title = None,
    role: _RoleOption = None,
    phone: _Phone = None,
    mobile: _Mobile = None,
    email: _Email = None,
    im: _Im = None,
    birthday: _Birthday = None,
    lunar: Annotated[bool | None, Option("--lunar/--no-lunar", help=_LUNAR_HELP)] = None,
    primary: _Primary = False,
    preferences: _Preferences = None,
    introduced_by: _Introduced = None,
    consent: _Consent = None,
    purpose: _Purpose = None,
    opt_out: Annotated[bool | None, Option("--opt-out/--no-opt-out", help=_OPT_OUT_HELP)] = None,
) -> None:
    """Change what is noted of a person: only what is given changes, '' clears it."""
    session = options.session(ctx)
    said = _Said(
        title=title,
        role=role,
        phone=phone,
        mobile=mobile,
        email=email,
        im=im,
        birthday=birthday,
        lunar=lunar,
        primary=primary,
        preferences=preferences,
        introduced_by=introduced_by,
        consent=consent,
        purpose=purpose,
        opt_out=opt_out,
    )
    renamed = options.text_of(new_name, name="--name") if new_name is not None else None
    with writing(session, "contact edit") as ledger:
        found = find_active(ledger, code, choose=options.choose)
        options.echo(found)
        row = contacts.the_contact(ledger, found, name)
        before = contacts.as_noted(row)
        new = _noted(session, said, replace(before, name=renamed or before.name))
        contacts.change_contact(ledger, row, new)
        options.tell_notes(ledger.notes)
    text = _("{customer}: {name} is changed.").format(customer=found, name=new.name)
    made = Changed(id=row["id"], code=found.code, name=new.name)
    answer.give_done(made, text, options.target(ctx))


@app.command("remove", cls=Destructive, epilog='kam contact remove JRW01001 "Anna Weber"')
def remove(ctx: typer.Context, code: options.Code, name: _Name) -> None:
    """Remove a person from a customer."""
    session = options.session(ctx)
    with reading(session) as ledger:
        found = the_customer(ledger, code)
        person = contacts.the_contact(ledger, found, name)["name"]
    confirm(ctx, _("Remove {name} from {customer}?").format(name=person, customer=found))
    with writing(session, "contact remove") as ledger:
        row = contacts.the_contact(ledger, found, name)
        contacts.remove_contact(ledger, row)
    text = _("{customer}: {name} is removed.").format(customer=found, name=person)
    made = Changed(id=row["id"], code=found.code, name=person)
    answer.give_done(made, text, options.target(ctx))


app.command("list", cls=Reading, epilog="kam contact list JRW01001")(list_)
app.command("dossier", cls=Reading, epilog='kam contact dossier "Anna Weber"')(dossier)
app.command(
    "erase",
    cls=Destructive,
    epilog='kam contact erase JRW01001 "Anna Weber" --why "she asked for it"',
)(erase)


class _Said(Struct, frozen=True, kw_only=True):
    """What was typed of a person: none where nothing was, '' where it is cleared."""

    title: str | None
    role: str | None
    phone: str | None
    mobile: str | None
    email: str | None
    im: str | None
    birthday: str | None
    lunar: bool | None
    primary: bool
    preferences: str | None
    introduced_by: str | None
    consent: str | None
    purpose: str | None
    opt_out: bool | None


def _noted(session: Session, said: _Said, before: NewContact) -> NewContact:
    """Return what is to be noted: what was typed, the rest as it was before."""
    return replace(
        before,
        title=_text(said.title, before.title),
        role=_role(said.role, before.role),
        phone=_text(said.phone, before.phone),
        mobile=_text(said.mobile, before.mobile),
        email=_text(said.email, before.email),
        im=_text(said.im, before.im),
        birthday=_birthday(session, said, before.birthday),
        preferences=_text(said.preferences, before.preferences),
        introduced_by=_text(said.introduced_by, before.introduced_by),
        consent_on=_consent_on(session, said.consent, before.consent_on),
        consent_purpose=_text(said.purpose, before.consent_purpose),
        opt_out=before.opt_out if said.opt_out is None else said.opt_out,
        primary=said.primary or before.primary,
    )


def _text(typed: str | None, before: str | None) -> str | None:
    return before if typed is None else options.optional_text(typed)


def _role(typed: str | None, before: Role | None) -> Role | None:
    if typed is None:
        return before
    return words.read_role(typed) if typed.strip() else None


def _consent_on(session: Session, typed: str | None, before: date | None) -> date | None:
    if typed is None:
        return before
    return options.past_day(typed, as_of=session.as_of) if typed.strip() else None


def _birthday(session: Session, said: _Said, before: Birthday | None) -> Birthday | None:
    """Return the birthday that was typed, or the one before in another calendar.

    Raises `Refused` for a day still to come, `NotUnderstood` for a calendar without a day.
    """
    if said.birthday is None and said.lunar is None:
        return before
    text = str(before or "") if said.birthday is None else said.birthday.strip()
    if not text and not said.lunar:
        return None
    if not text:
        raise NotUnderstood(
            _("Which birthday is of the lunar calendar? Say --birthday."),
            hint="--birthday 08-15 --lunar",
        )
    read = read_birthday(text, calendar=Calendar.LUNAR if said.lunar else Calendar.SOLAR)
    if read.after(session.as_of):
        raise Refused(
            _('The birthday "{day}" is still to come.').format(day=read), hint="--birthday 05-01"
        )
    return read
