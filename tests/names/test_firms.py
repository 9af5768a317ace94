"""Whether two customers are one firm, held against pairs that people labelled and invented names.

`firm_pairs.tsv` holds a verdict, two names, and what else is known of the one and of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invented_firms
from kamcli.names.firm_pairs import MOST_SHARING, alike_pairs
from kamcli.names.firms import Firm, likeness, name_marks, portrait
from kamcli.rules.vocabulary import Trait

PAIRS = Path(__file__).with_name("firm_pairs.tsv")
FEWEST_PAIRS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Two firms, and whether a person who knows them says that they are one."""

    same: bool
    one: Firm
    other: Firm


def labelled() -> list[Labelled]:
    found = []
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        verdict, one, other, *more = line.split("\t")
        about = [*more, "", ""]
        found.append(
            Labelled(
                same=verdict == "same",
                one=firm(one, about[0] if len(more) > 1 else ""),
                other=firm(other, about[1] if len(more) > 1 else about[0]),
            )
        )
    return found


def firm(name: str, about: str = "") -> Firm:
    said = dict(part.strip().split("=", 1) for part in about.split(";") if part)
    return Firm(
        name=name,
        country=said.get("country"),
        region=said.get("region"),
        website=said.get("site"),
        mails=(said["mail"],) if "mail" in said else (),
        phones=(said["phone"],) if "phone" in said else (),
    )


def alike(one: Firm, other: Firm) -> bool:
    return likeness(portrait(one), portrait(other)) is not None


def test_the_labelled_pairs_are_told_apart() -> None:
    pairs = labelled()
    told = [(pair.same, alike(pair.one, pair.other)) for pair in pairs]
    hits, false = told.count((True, True)), told.count((False, True))
    precision, recall = hits / (hits + false), hits / sum(pair.same for pair in pairs)
    print(f"{len(pairs)} pairs: precision {precision:.3f}, recall {recall:.3f}")

    assert len(pairs) >= FEWEST_PAIRS
    assert 0.4 <= sum(pair.same for pair in pairs) / len(pairs) <= 0.6
    assert precision == 1.0, [
        (pair.one.name, pair.other.name)
        for pair in pairs
        if not pair.same and alike(pair.one, pair.other)
    ]
    assert recall >= 0.9


@pytest.mark.parametrize("pair", labelled(), ids=lambda pair: f"{pair.one.name}/{pair.other.name}")
def test_the_order_does_not_matter_and_who_is_alike_shares_a_mark(pair: Labelled) -> None:
    one, other = portrait(pair.one), portrait(pair.other)

    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, other) is None or one.marks & other.marks


def test_of_5_000_invented_names_hardly_any_pair_is_flagged() -> None:
    firms = invented_firms.firms(5_000, Random(6))
    wrong = [
        pair
        for pair in alike_pairs([portrait(each.firm) for each in firms])
        if firms[pair.one].is_other_than(firms[pair.other])
    ]
    pairs = len(firms) * (len(firms) - 1) // 2
    print(f"{len(wrong)} of {pairs:,} pairs wrongly flagged")

    assert len(wrong) <= pairs / 100_000


def test_firms_of_the_stock_exchange_are_different_firms(shared: Path) -> None:
    lines = (shared / "cleanco-companies/companies.csv").read_text(encoding="utf-8").splitlines()
    listed = [line.rsplit(";", 1) for line in lines]
    firms = [Firm(name=name, country=country) for name, country in listed]
    found = [
        (firms[pair.one].name, firms[pair.other].name)
        for pair in alike_pairs([portrait(each) for each in firms])
    ]

    # two holdings listed beside what they hold, and an issuer that is listed twice
    assert len(found) <= 4, found


def test_the_legal_form_of_listed_firms_does_not_matter(shared: Path) -> None:
    lines = (shared / "cleanco-companies/companies.csv").read_text(encoding="utf-8").splitlines()
    names = [line.rsplit(";", 1)[0] for line in lines]
    forms = (" Inc.", " Ltd.", " plc", " S.A.", " AG", " N.V.", " Corp.", " B.V.", " A/S", " SE")
    bare = {
        name: name.removesuffix(form) for name in names for form in forms if name.endswith(form)
    }

    assert len(bare) > 600
    assert [
        name for name, rest in bare.items() if not alike(Firm(name=name), Firm(name=rest))
    ] == []


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        (firm("ACME GmbH"), firm("acme gmbh"), {"name"}),
        (firm("ACME", "site=acme.de"), firm("Zeta", "mail=a@acme.de"), {"site"}),
        (firm("ACME", "mail=a@acme.de"), firm("Zeta", "mail=a@acme.de"), {"site", "mail"}),
        (firm("ACME", "mail=a@qq.com"), firm("Zeta", "mail=a@qq.com"), {"mail"}),
        (firm("ACME", "phone=+49301234568"), firm("Zeta", "phone=+49301234568"), {"phone"}),
        (firm("ACME", "site=acme.de"), firm("ACME AG", "site=www.acme.de"), {"name", "site"}),
    ],
)
def test_says_why(one: Firm, other: Firm, by: set[str]) -> None:
    found = likeness(portrait(one), portrait(other))

    assert found is not None
    assert {trait.value for trait in found.by} == by


def test_more_reasons_make_it_likelier() -> None:
    one, other = firm("ACME Pumpen GmbH"), firm("Acme Pumps")
    site = firm("ACME Pumpen GmbH", "site=acme.de"), firm("Acme Pumps", "site=acme.de")
    name = likeness(portrait(one), portrait(other))
    both = likeness(portrait(site[0]), portrait(site[1]))

    assert name is not None
    assert both is not None
    assert name.score < both.score <= 100


def test_a_phone_that_many_have_tells_of_none() -> None:
    names = "Quarz Rubin Topas Opal Jade Onyx Achat Beryll Granat Citrin Zirkon".split()
    market = [portrait(Firm(name=name, phones=("+8657487654321",))) for name in names]

    assert len(market) == MOST_SHARING + 1
    assert len(list(alike_pairs(market[:-1]))) == MOST_SHARING * (MOST_SHARING - 1) / 2
    assert list(alike_pairs(market)) == []


@given(st.text(min_size=1))
def test_any_text_is_itself(name: str) -> None:
    one = portrait(Firm(name=name))
    found = likeness(one, one)

    assert found is None or Trait.NAME in found.by
    assert name_marks(name) == name_marks(name)


def test_pairs_are_those_that_comparing_each_with_each_finds() -> None:
    firms = [portrait(each) for pair in labelled() for each in (pair.one, pair.other)]
    found = {(pair.one, pair.other) for pair in alike_pairs(firms)}

    assert found == {
        (one, other)
        for one, other in combinations(range(len(firms)), 2)
        if likeness(firms[one], firms[other]) is not None
    }
