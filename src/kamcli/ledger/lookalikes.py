"""Customers that are probably one firm (撞单): met by their marks, decided by the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.ledger.contact_points import region_of
from kamcli.ledger.mails import read_mails
from kamcli.ledger.marks import MET_BY, SHARED_MARKS, SHARED_NORMALS
from kamcli.ledger.phones import read_phones
from kamcli.names.firm_marks import phone_key
from kamcli.names.firm_pairs import MOST_SHARING, alike_pairs
from kamcli.names.firms import Firm, Likeness, Mark, Portrait, likeness, portrait
from kamcli.rules.labels import label
from kamcli.rules.vocabulary import Market, Trait
from kamcli.writing import quoted

if TYPE_CHECKING:
    from kamcli.ledger.database import Ledger, Row

_NAMED_AT_MOST = 3


class Lookalike(Struct, frozen=True, kw_only=True):
    """A customer that a firm probably is, why, and how probably: 1 to 100."""

    id: int
    code: str
    name: str
    owner: str
    by: tuple[Trait, ...]
    score: int

    def __str__(self) -> str:
        """Return it as it is told."""
        return _("{code} {name}, owner {owner} ({why})").format(
            code=self.code,
            name=quoted(self.name),
            owner=self.owner,
            why=", ".join(map(label, self.by)),
        )


class Duplicate(Struct, frozen=True, kw_only=True):
    """Two customers that are probably one firm, as `kam customer duplicates` lists them.

    `known_why` is why the second was registered all the same: then they are known to be two.
    """

    code: str
    name: str
    owner: str
    other_code: str
    other_name: str
    other_owner: str
    by: tuple[Trait, ...]
    score: int
    known_why: str | None


class _Known(Struct, frozen=True):
    """An active customer as the ledger holds it, with its marks."""

    id: int
    code: str
    name: str
    owner: str
    country: str | None
    region: str | None
    marks: set[Mark] = field(default_factory=set)

    @property
    def firm(self) -> Firm:
        """What of it may tell it from others, but for what its marks say."""
        return Firm(name=self.name, country=self.country, region=self.region)


def firm_as_typed(
    *,
    name: str,
    market: Market,
    country: str | None,
    region: str | None,
    website: str | None,
    mail: str | None = None,
    phone: str | None = None,
) -> Firm:
    """Return a firm to look for, its mails and phones read from cells as people fill them."""
    mails = read_mails(mail or "")
    phones = read_phones(phone, country=region_of(country, market)) if phone else ()
    return Firm(
        name=name,
        country=country,
        region=region,
        website=website,
        mails=tuple(each.normal for each in mails if each.normal),
        phones=tuple(each.normal for each in phones if each.normal),
    )


def find_lookalikes(ledger: Ledger, firm: Firm, *, besides: int | None = None) -> list[Lookalike]:
    """Return the active customers that a firm probably is, the likeliest first.

    `besides` is the customer that it is for certain.
    """
    marks = _named_values("mark", map(str, sorted(portrait(firm).marks)))
    normals = _named_values("normal", (*firm.mails, *firm.phones))
    question = MET_BY.format(marks=_among("mark", marks), normals=_among("normal", normals))
    return KnownFirms(ledger.each(question, {**marks, **normals})).find(firm, besides=besides)


def _named_values(name: str, values: Iterable[str]) -> dict[str, str]:
    return {f"{name}_{place}": value for place, value in enumerate(values)}


def _among(column: str, values: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(f':{name}' for name in values)})"


def known_firms(ledger: Ledger) -> KnownFirms:
    """Return all active customers as they are compared: for many questions one after another."""
    return KnownFirms(ledger.each(MET_BY.format(marks="1 = 1", normals="1 = 1")))


def firms_that_meet(ledger: Ledger) -> KnownFirms:
    """Return the active customers that share a mark with another, and the marks they share."""
    question = MET_BY.format(marks=SHARED_MARKS, normals=SHARED_NORMALS)
    return KnownFirms(ledger.each(question))


def check_new_firm(ledger: Ledger, firm: Firm, *, force: bool) -> None:
    """Raise `Refused` where a firm is probably a customer already; where forced, only note it."""
    found = find_lookalikes(ledger, firm)
    if found and not force:
        raise registered_already(firm.name, found)
    if found:
        ledger.notes.append(
            _('"{name}" now stands beside {found}.').format(
                name=quoted(firm.name), found=_named(found)
            )
        )


def registered_already(name: str, found: Sequence[Lookalike]) -> Refused:
    """Refuse a firm that is probably registered, with code, name and owner, and why."""
    return Refused(
        _('"{name}" is registered already: {found}.').format(
            name=quoted(name), found=_named(found)
        ),
        hint=f"kam show {found[0].code}",
    )


def doubt(name: str, found: Sequence[Lookalike]) -> str:
    """Say of a customer which others it may be."""
    return _('"{name}" may be the same firm as {found}.').format(
        name=quoted(name), found=_named(found)
    )


def _named(found: Sequence[Lookalike]) -> str:
    return "; ".join(map(str, found[:_NAMED_AT_MOST]))


class KnownFirms:
    """Customers as they are compared, in memory; whoever adds one to the ledger adds it here."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take rows of `MET_BY`: each holds a mark and whose it is."""
        self._firms: dict[int, _Known] = {}
        self._sharing: dict[Mark, list[int]] = defaultdict(list)
        self._portraits: dict[int, Portrait] = {}
        for mark, customer_id, code, name, owner, country, region in rows:
            known = self._firms.get(customer_id)
            if known is None:
                known = self._firms[customer_id] = _Known(
                    customer_id, code, name, owner, country, region
                )
            trait, _colon, spelling = mark.partition(":")
            key = phone_key(spelling) if trait == Trait.PHONE else spelling
            if key:
                self._mark(known, Mark(_TRAITS[trait], key))

    def add(self, *, customer_id: int, code: str, owner: str, firm: Firm) -> None:
        """Take a new customer."""
        known = self._firms[customer_id] = _Known(
            customer_id, code, firm.name, owner, firm.country, firm.region
        )
        for mark in portrait(firm).marks:
            self._mark(known, mark)

    def find(self, firm: Firm, *, besides: int | None = None) -> list[Lookalike]:
        """Return the customers that a firm probably is, the likeliest first."""
        new = portrait(firm)
        new = portrait(firm, marks=self._telling(new.marks))
        return [each for each in self._like(new) if each.id != besides]

    def name(self, customer_id: int) -> str:
        """Return the name of a customer."""
        return self._firms[customer_id].name

    def before(self, customer_id: int) -> list[Lookalike]:
        """Return the customers registered before one that it probably is, the likeliest first."""
        if customer_id not in self._firms:
            return []
        return self._like(self._portrait(customer_id), before=customer_id)

    def _like(self, firm: Portrait, *, before: int | None = None) -> list[Lookalike]:
        ids = {each for mark in firm.marks for each in self._sharing.get(mark, ())}
        if before is not None:
            ids = {each for each in ids if each < before}
        drawn = self._portraits.get
        found = [
            _lookalike(self._firms[each], alike)
            for each in sorted(ids)
            if (alike := likeness(firm, drawn(each) or self._portrait(each))) is not None
        ]
        return sorted(found, key=lambda each: -each.score)

    def duplicates(self, known: Mapping[int, str]) -> list[Duplicate]:
        """Return all pairs that are probably one firm, the likeliest first.

        `known` says of customers why they stand beside those registered before.
        """
        firms = [self._firms[each] for each in sorted(self._firms)]
        portraits = [portrait(each.firm, marks=frozenset(each.marks)) for each in firms]
        found = [
            _duplicate(firms[pair.one], firms[pair.other], pair.likeness, known=known)
            for pair in alike_pairs(portraits)
        ]
        return sorted(found, key=lambda each: (-each.score, each.code, each.other_code))

    def _mark(self, known: _Known, mark: Mark) -> None:
        if mark not in known.marks:
            known.marks.add(mark)
            self._sharing[mark].append(known.id)

    def _telling(self, marks: Iterable[Mark]) -> frozenset[Mark]:
        """Return marks without those that too many share."""
        return frozenset(
            mark
            for mark in marks
            if mark.trait is Trait.NAME or len(self._sharing.get(mark, ())) <= MOST_SHARING
        )

    def _portrait(self, customer_id: int) -> Portrait:
        if customer_id not in self._portraits:
            known = self._firms[customer_id]
            self._portraits[customer_id] = portrait(known.firm, marks=self._telling(known.marks))
        return self._portraits[customer_id]


_TRAITS = {trait.value: trait for trait in Trait}


def _lookalike(known: _Known, alike: Likeness) -> Lookalike:
    return Lookalike(
        id=known.id,
        code=known.code,
        name=known.name,
        owner=known.owner,
        by=alike.by,
        score=alike.score,
    )


def _duplicate(
    one: _Known, other: _Known, alike: Likeness, *, known: Mapping[int, str]
) -> Duplicate:
    return Duplicate(
        code=one.code,
        name=one.name,
        owner=one.owner,
        other_code=other.code,
        other_name=other.name,
        other_owner=other.owner,
        by=alike.by,
        score=alike.score,
        known_why=known.get(max(one.id, other.id)),
    )
