"""How the values of the closed sets are shown to a person."""

from __future__ import annotations

from enum import StrEnum

from kamcli.i18n import N_, _
from kamcli.rules.vocabulary import (
    ActionStatus,
    Calendar,
    CustomerStatus,
    Department,
    Flag,
    Kind,
    Layer,
    Market,
    Nature,
    Role,
    Source,
    Trait,
    Via,
)

# How each value is shown. The same words of two sets are kept apart by the set: a "fair" is both
# a source and a channel.
_LABELS: dict[type[StrEnum], tuple[str, ...]] = {
    Market: (N_("foreign"), N_("domestic")),
    Nature: (N_("agent"), N_("distributor"), N_("intermediary"), N_("end-user")),
    Source: (
        N_("web"),
        N_("fair"),
        N_("news"),
        N_("yellow-pages"),
        N_("trading-company"),
        N_("referral"),
        N_("social"),
        N_("telemarketing"),
        N_("other"),
    ),
    Kind: (
        N_("talk"),
        N_("request"),
        N_("sample"),
        N_("quote"),
        N_("card"),
        N_("complaint"),
        N_("service"),
        N_("greeting"),
        N_("mailing"),
    ),
    Via: (
        N_("visit"),
        N_("call"),
        N_("email"),
        N_("message"),
        N_("meeting"),
        N_("fair"),
        N_("letter"),
        N_("other"),
    ),
    Layer: (N_("executive"), N_("technical"), N_("business")),
    Role: (N_("decision-maker"), N_("buyer"), N_("technical"), N_("user"), N_("finance")),
    Flag: (
        N_("no-contact-yet"),
        N_("stale"),
        N_("no-order-12m"),
        N_("unanswered"),
        N_("overdue"),
        N_("no-next"),
        N_("unreachable"),
        N_("overridden"),
    ),
    # not "domestic": that word is said of a market
    Department: (N_("export department"), N_("domestic sales"), N_("showroom")),
    CustomerStatus: (N_("active"), N_("void"), N_("merged")),
    Trait: (
        N_("the same name"),
        N_("the same web or mail domain"),
        N_("the same e-mail"),
        N_("the same phone"),
    ),
    ActionStatus: (N_("open"), N_("done"), N_("postponed"), N_("dropped")),
    Calendar: (N_("solar"), N_("lunar")),
}
_SHOWN: dict[type[StrEnum], dict[str, str]] = {
    values: dict(zip(values, labels, strict=True)) for values, labels in _LABELS.items()
}


def label(value: StrEnum) -> str:
    """Say a value in the language of the person; a grade is its letter in all."""
    labels = _SHOWN.get(type(value))
    return _(labels[value]) if labels else value.value
