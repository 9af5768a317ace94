"""The choices of the company: validated, versioned, with the day from which they hold (rules.md 9).

The defaults are the procedure as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kamcli.errors import NotFound, NotUnderstood
from kamcli.i18n import N_, _
from kamcli.rules.codes import JUMP, WARN_FROM
from kamcli.rules.money import HOME_CURRENCY, plain
from kamcli.rules.vocabulary import AgentAmount, AmountBasis, AnnualWindow, ContactBasis
from kamcli.writing import even, quoted


class Policy(Struct, frozen=True, kw_only=True):
    """The policy of one day; `annual_threshold` in CNY fen, the rest in what the name says."""

    annual_threshold: int = 500_000_00
    silent_months: int = 3
    annual_window: AnnualWindow = AnnualWindow.ROLLING
    contact: ContactBasis = ContactBasis.TWO_WAY
    amount_basis: AmountBasis = AmountBasis.ORDERED
    agent_amount: AgentAmount = AgentAmount.OWN
    override_days: int = 90
    cadence_a: int = 30
    cadence_b: int = 45
    cadence_c: int = 60
    cadence_d: int = 90
    cadence_x: int = 60
    cadence_x_was_ab: int = 14
    cadence_ladder: tuple[int, ...] = (3, 7, 15, 30)
    cadence_after_ladder: int = 60
    late_days: int = 7
    unasked_days: int = 60
    max_change_percent: int = 20
    max_age_days: int = 31
    warn_from: int = WARN_FROM
    max_jump: int = JUMP


PROCEDURE = Policy()


class PolicySetting(Struct, frozen=True, kw_only=True):
    """One approved change: `value` as `read_setting` wrote it, in force from `from_on` on."""

    version: int
    key: str
    value: str
    from_on: date


class PolicyBook:
    """The policy of every day, from all settings ever made.

    Of several settings of one key the one that came into force last holds; of two from the same
    day, the later version.
    """

    def __init__(self, settings: Iterable[PolicySetting] = ()) -> None:
        """Put the settings into the order in which they hold."""
        self._settings = sorted(settings, key=lambda made: (made.from_on, made.version))
        self._days = sorted({made.from_on for made in self._settings})
        self._policies: dict[int, Policy] = {0: PROCEDURE}

    def on(self, day: date) -> Policy:
        """Return the policy in force on a day."""
        changes = bisect_right(self._days, day)
        policy = self._policies.get(changes)
        if policy is None:
            policy = self._policies[changes] = self._compile(day)
        return policy

    def version_on(self, day: date) -> int:
        """Return the highest version in force on a day; 0 is the procedure as built in."""
        return max((made.version for made in self._settings if made.from_on <= day), default=0)

    def changes_after(self, day: date) -> list[date]:
        """Return the later days on which a setting comes into force, ascending."""
        return self._days[bisect_right(self._days, day) :]

    def _compile(self, day: date) -> Policy:
        """Work out the policy of a day from the settings in force."""
        values: dict[str, Any] = {}  # by field, so the types are those of Policy
        for made in self._settings:
            if made.from_on <= day:
                key = find_key(made.key)
                values[key.field] = key.read(made.value)
        return replace(PROCEDURE, **values)


Value = int | str | tuple[int, ...]


class PolicyKey(Struct, frozen=True):
    """A choice that can be set; `meaning` is an English text, to be said with `_()`.

    `read` raises ValueError with what is accepted, in words.
    """

    key: str
    meaning: str
    read: Callable[[str], Value]
    write: Callable[[Value], str] = str

    @property
    def field(self) -> str:
        """The field of `Policy` that holds this choice."""
        section, name = self.key.split(".")
        return f"cadence_{name}" if section == "cadence" else name

    @property
    def default(self) -> str:
        """The value of the procedure, spelt as `read_setting` spells it."""
        return self.write(getattr(PROCEDURE, self.field))


_DIGITS = re.compile(r"[0-9]{1,9}")
_LONGEST = 3660


def _read_whole(text: str, *, low: int, high: int) -> int:
    """Read a whole number between two others, both included."""
    if not _DIGITS.fullmatch(text) or not low <= int(text) <= high:
        raise ValueError(_("a whole number from {low} to {high}").format(low=low, high=high))
    return int(text)


def _read_word(text: str, *, choices: type[StrEnum]) -> StrEnum:
    """Read one of some words."""
    word = re.sub("[ _]", "-", text.casefold())
    if word not in list(choices):
        raise ValueError(_("one of {words}").format(words=", ".join(choices)))
    return choices(word)


def _read_cny(text: str) -> int:
    """Read an amount of CNY above 0 as fen."""
    from kamcli.rules.amounts import read_amount

    fen = read_amount(text, currency=HOME_CURRENCY).amount
    if fen == 0:
        raise ValueError(_("an amount above 0"))
    return fen


def _write_cny(fen: Value) -> str:
    """Write fen as CNY with two decimals."""
    return plain(int(str(fen)), HOME_CURRENCY)


def _read_ladder(text: str) -> Value:
    """Read rising numbers of days: 3,7,15,30."""
    parts = re.split(" *, *", text)
    days = tuple(int(part) for part in parts if _DIGITS.fullmatch(part))
    rising = all(before < after for before, after in pairwise((0, *days)))
    if len(days) < len(parts) or not rising or days[-1] > _LONGEST:
        raise ValueError(_("rising numbers of days, such as 3,7,15,30"))
    return days


def _write_ladder(days: Value) -> str:
    """Write numbers of days with commas between them."""
    assert isinstance(days, tuple)
    return ",".join(map(str, days))


_a_wait = partial(_read_whole, low=1, high=_LONGEST)
_a_serial = partial(_read_whole, low=1, high=9999)
_some_months = partial(_read_whole, low=1, high=120)
_some_percent = partial(_read_whole, low=1, high=1000)

KEYS: tuple[PolicyKey, ...] = (
    PolicyKey(
        "grading.annual_threshold",
        N_("the annual amount in CNY from which a customer is an A"),
        _read_cny,
        _write_cny,
    ),
    PolicyKey(
        "grading.silent_months",
        N_("months without contact until silence"),
        _some_months,
    ),
    PolicyKey(
        "grading.annual_window",
        N_("which orders are annual: rolling (12 months back), calendar (from 1 January)"),
        partial(_read_word, choices=AnnualWindow),
    ),
    PolicyKey(
        "grading.contact",
        N_("what is contact: two-way, any (attempts and what was sent unasked too)"),
        partial(_read_word, choices=ContactBasis),
    ),
    PolicyKey(
        "grading.amount_basis",
        N_("how an order counts: ordered, paid (only as far as it is paid)"),
        partial(_read_word, choices=AmountBasis),
    ),
    PolicyKey(
        "grading.agent_amount",
        N_("what grades an agent: own orders, brought (those of customers it brought too)"),
        partial(_read_word, choices=AgentAmount),
    ),
    PolicyKey("grading.override_days", N_("days that an override may last"), _a_wait),
    PolicyKey("cadence.a", N_("days between contacts, grade A"), _a_wait),
    PolicyKey("cadence.b", N_("days between contacts, grade B"), _a_wait),
    PolicyKey("cadence.c", N_("days between contacts, grade C"), _a_wait),
    PolicyKey("cadence.d", N_("days between contacts, grade D"), _a_wait),
    PolicyKey("cadence.x", N_("days between contacts or attempts, grade X"), _a_wait),
    PolicyKey("cadence.x_was_ab", N_("the same for an X that was A or B"), _a_wait),
    PolicyKey(
        "cadence.ladder",
        N_("days after a request, sample or quote to ask again, until the customer answers"),
        _read_ladder,
        _write_ladder,
    ),
    PolicyKey("cadence.after_ladder", N_("days to wait after the last of those"), _a_wait),
    PolicyKey("entry.late_days", N_("days after which a fact is entered late"), _a_wait),
    PolicyKey(
        "entry.unasked_days",
        N_("days within which a sample or quote follows a request or talk"),
        _a_wait,
    ),
    PolicyKey(
        "rates.max_change_percent",
        N_("per cent by which a rate may differ from the last one"),
        _some_percent,
    ),
    PolicyKey("rates.max_age_days", N_("days after which a rate is old"), _a_wait),
    PolicyKey(
        "codes.warn_from",
        N_("customer number to warn from"),
        _a_serial,
    ),
    PolicyKey(
        "codes.max_jump",
        N_("how far above the last number a typed code may lie"),
        _a_serial,
    ),
)


def find_key(text: str) -> PolicyKey:
    """Return the choice of that name; raise NotFound with the nearest one."""
    name = even(text).casefold().replace("-", "_")
    for key in KEYS:
        if key.key == name:
            return key
    from difflib import get_close_matches

    nearest = get_close_matches(name, [key.key for key in KEYS], n=1, cutoff=0)[0]
    raise NotFound(
        _('"{text}" is no policy; the nearest is {nearest}.').format(
            text=quoted(text), nearest=nearest
        ),
        hint="kam policy show",
    )


def read_setting(key: str, text: str) -> str:
    """Return the value of a choice in its one spelling.

    Raises NotFound for an unknown key, NotUnderstood for a value that the choice cannot have.
    """
    choice = find_key(key)
    try:
        return choice.write(choice.read(even(text)))
    except ValueError as error:
        raise NotUnderstood(
            _('"{text}" cannot be {key}: {accepted} is wanted.').format(
                text=quoted(text), key=choice.key, accepted=error
            ),
            hint="kam policy show",
        ) from error
