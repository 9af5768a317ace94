"""Whether two customers are one firm, however they are written (撞单): reasons, and a score.

None of it is an identity: sister firms share a site, brothers a phone. Differing numbers,
directions and branches (第一/第二, 华东/华北, Omaha/Alaska) are different firms whatever they
share.
"""

from __future__ import annotations

from msgspec import Struct

from kamcli.names.firm_marks import mail_domain, phone_key, site_key
from kamcli.names.firm_names import NamesOfFirm, names_of
from kamcli.names.firm_names_zh import places_in
from kamcli.names.firm_parts import FirmName
from kamcli.names.firm_slips import is_slip, skeleton
from kamcli.rules.vocabulary import Trait

_FEWEST_IN_SHORT = 5
_LONG_BRAND = 3
# How sure each kind of agreement is, in percent; those of names as observed on the labelled pairs.
_SAID_ALIKE = 100
_NAMED_ALIKE = 97
_FILLER_LEFT_OUT = 90
_PLACE_LEFT_OUT = 88
_SLIPPED = 85
_CUT_SHORT = 80
_MAIL, _SITE, _PHONE = 90, 85, 85


class Mark(Struct, frozen=True, order=True):
    """A spelling under which a firm is met; firms that are one have at least one in common."""

    trait: Trait
    key: str

    def __str__(self) -> str:
        """Return it as one text."""
        return f"{self.trait}:{self.key}"


class Firm(Struct, frozen=True, kw_only=True):
    """What is known of a customer that may tell it from others.

    `country` is a code, `region` a province or city; mails and phones are in their normal form.
    """

    name: str
    country: str | None = None
    region: str | None = None
    website: str | None = None
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Portrait(Struct, frozen=True, kw_only=True):
    """A firm as it is compared: its names taken apart, its marks in one spelling."""

    names: NamesOfFirm
    country: str | None
    region: frozenset[str]
    marks: frozenset[Mark]


class Likeness(Struct, frozen=True, kw_only=True):
    """Why two customers are probably one firm, and how probably: 1 to 100."""

    by: tuple[Trait, ...]
    score: int


def portrait(firm: Firm, *, marks: frozenset[Mark] | None = None) -> Portrait:
    """Return a firm as it is compared with others, with `marks` where they are known already."""
    return Portrait(
        names=names_of(firm.name),
        country=firm.country,
        region=places_in(firm.region) if firm.region else frozenset(),
        marks=_marks(firm) if marks is None else marks,
    )


def _marks(firm: Firm) -> frozenset[Mark]:
    of_site = site_marks(firm.website) if firm.website else frozenset()
    of_domains = (domain_marks(mail) for mail in firm.mails)
    of_mails = {Mark(Trait.MAIL, mail) for mail in firm.mails}
    of_phones = {Mark(Trait.PHONE, key) for phone in firm.phones if (key := phone_key(phone))}
    return name_marks(firm.name).union(of_site, *of_domains, of_mails, of_phones)


def name_marks(name: str) -> frozenset[Mark]:
    """Return the marks by which a firm of another spelling of a name is met."""
    found = set()
    for each in names_of(name).names:
        if each.chinese:
            keys = {each.brand or "".join((*sorted(each.places), *each.trades))}
        else:
            keys = {skeleton(each.whole), "" if each.weak else skeleton(each.brand)}
        found |= {Mark(Trait.NAME, key) for key in keys if key}
    return frozenset(found)


def site_marks(website: str) -> frozenset[Mark]:
    """Return the mark of a web site; none of one that many firms share."""
    key = site_key(website)
    return frozenset({Mark(Trait.SITE, key)} if key else ())


def domain_marks(mail: str) -> frozenset[Mark]:
    """Return the mark of the domain of a mail address, where it is a firm's own."""
    key = mail_domain(mail)
    return frozenset({Mark(Trait.SITE, key)} if key else ())


def likeness(one: Portrait, other: Portrait) -> Likeness | None:
    """Return why two firms are probably one, or nothing."""
    names, others = one.names, other.names
    if names.said == others.said != "":
        return _combined({Trait.NAME: _SAID_ALIKE}, one, other)
    # the same words however they are spaced: Nord Wind is no branch
    same_words = names.words == others.words != ""
    if not same_words and (names.markers != others.markers or _elsewhere(one, other)):
        return None
    abroad = bool(one.country and other.country and one.country != other.country)
    named = 0 if abroad else _name_score(one, other)
    return _combined({Trait.NAME: named} if named else {}, one, other, abroad=abroad)


def _combined(
    scores: dict[Trait, int], one: Portrait, other: Portrait, *, abroad: bool = False
) -> Likeness | None:
    """Add what else they have in common; firms of one group in two countries share a site."""
    for mark in one.marks & other.marks:
        match mark.trait:
            case Trait.SITE if not abroad:
                scores[Trait.SITE] = _SITE
            case Trait.MAIL:
                scores[Trait.MAIL] = _MAIL
            case Trait.PHONE:
                scores[Trait.PHONE] = _PHONE
    if not scores:
        return None
    doubt = 1.0
    for score in scores.values():
        doubt *= 1 - score / 100
    return Likeness(
        by=tuple(trait for trait in Trait if trait in scores), score=round(100 * (1 - doubt))
    )


def _elsewhere(one: Portrait, other: Portrait) -> bool:
    """Tell whether the names put the firms in different places."""
    return any(
        a.chinese is b.chinese and _apart(a.places, b.places)
        for a in one.names.names
        for b in other.names.names
    )


def _apart(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and not (some <= others or others <= some)


def _name_score(one: Portrait, other: Portrait) -> int:
    """Return how sure the names say that it is one firm, the best of all pairs; 0 for not."""
    return max(
        (
            _chinese(a, b, one, other) if a.chinese else _latin(a, b, one, other)
            for a in one.names.names
            for b in other.names.names
            if a.chinese is b.chinese
        ),
        default=0,
    )


def _chinese(a: FirmName, b: FirmName, one: Portrait, other: Portrait) -> int:
    if a.brand != b.brand:
        return 0
    places, others = a.places or one.region, b.places or other.region
    at_one_place = bool(places & others) or (not a.places and not b.places)
    if a.trades != b.trades or not (a.fillers <= b.fillers or b.fillers <= a.fillers):
        short = _is_bare(a) or _is_bare(b)
        told = bool(places & others) or (len(a.brand) >= _LONG_BRAND and not _apart(places, others))
        return _CUT_SHORT if short and told and a.brand else 0
    if _apart(places, others):
        return 0
    told = len(a.brand) >= _LONG_BRAND or bool(a.brand and a.trades) or at_one_place
    if not told or (a.weak and a.places != b.places):
        return 0
    if a.weak and a.fillers != b.fillers:
        return 0
    if a.places != b.places:
        return _PLACE_LEFT_OUT if a.fillers == b.fillers else _CUT_SHORT
    return _NAMED_ALIKE if a.fillers == b.fillers else _FILLER_LEFT_OUT


def _is_bare(name: FirmName) -> bool:
    return not (name.has_form or name.trades or name.fillers)


def _latin(a: FirmName, b: FirmName, one: Portrait, other: Portrait) -> int:
    same = a.brand == b.brand or sorted(a.words) == sorted(b.words)
    nested = a.fillers <= b.fillers or b.fillers <= a.fillers
    if a.whole == b.whole:
        return _NAMED_ALIKE
    if a.weak or b.weak:
        told = same and a.words and a.trades and a.trades == b.trades and a.fillers == b.fillers
        return _NAMED_ALIKE if told else 0
    if same and nested and a.trades == b.trades:
        return _NAMED_ALIKE if a.fillers == b.fillers else _FILLER_LEFT_OUT
    if same and (_is_bare(a) or _is_bare(b)):
        at_home = one.country is not None and one.country == other.country
        return _CUT_SHORT if at_home and len(a.brand) >= _FEWEST_IN_SHORT else 0
    alone = len(a.words) == 1 and not a.trades
    slipped = nested and a.trades == b.trades and is_slip(a.words, b.words, alone=alone)
    return _SLIPPED if slipped else 0
