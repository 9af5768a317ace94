"""The closed sets of the ledger are a contract: files, options and JSON hold these words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from kamcli.rules import vocabulary
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, MAY_BE_UNSOLICITED, Kind, Market


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (vocabulary.Market, "foreign domestic"),
        (vocabulary.Nature, "agent distributor intermediary end-user"),
        (
            vocabulary.Source,
            "web fair news yellow-pages trading-company referral social telemarketing other",
        ),
        (
            vocabulary.Kind,
            "talk request sample quote card complaint service greeting mailing",
        ),
        (vocabulary.Via, "visit call email message meeting fair letter other"),
        (vocabulary.Layer, "executive technical business"),
        (vocabulary.Role, "decision-maker buyer technical user finance"),
        (vocabulary.Grade, "A B C D X"),
        (
            vocabulary.Flag,
            "no-contact-yet stale no-order-12m unanswered overdue no-next unreachable overridden",
        ),
        (vocabulary.Department, "export domestic showroom"),
        (vocabulary.CustomerStatus, "active void merged"),
        (vocabulary.ActionStatus, "open done postponed dropped"),
        (vocabulary.Calendar, "solar lunar"),
        (vocabulary.AnnualWindow, "rolling calendar"),
        (vocabulary.ContactBasis, "two-way any"),
        (vocabulary.AmountBasis, "ordered paid"),
        (vocabulary.AgentAmount, "own brought"),
    ],
)
def test_a_set_has_these_values_in_this_order(values: type[StrEnum], words: str) -> None:
    assert " ".join(values) == words


def test_markets_have_the_letters_of_the_code() -> None:
    assert (Market.FOREIGN.letter, Market.DOMESTIC.letter) == ("W", "N")


def test_only_these_kinds_fail_to_reach_anybody_or_are_sent_unasked() -> None:
    assert {Kind.TALK, Kind.SERVICE} == MAY_BE_ATTEMPT
    assert {Kind.SAMPLE, Kind.QUOTE} == MAY_BE_UNSOLICITED
