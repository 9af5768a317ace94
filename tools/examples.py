"""The worked examples, with what the rules make of them."""

from __future__ import annotations

from itertools import pairwise

from kamcli.rules.history import replay
from kamcli.rules.money import HOME_CURRENCY, shown
from kamcli.rules.vocabulary import Grade
from recorded import PROCEDURE, Example
from tables import code, table
from worked_examples import EXAMPLES


def worked_examples() -> str:
    """Return a row for each example: what is recorded, and what a day makes of it."""
    told = [str(EXAMPLES[0].history)]
    told += [
        "the same" if after.history is before.history else str(after.history)
        for before, after in pairwise(EXAMPLES)
    ]
    rows = [_row(example, text) for example, text in zip(EXAMPLES, told, strict=True)]
    titles = ["no.", "recorded", "as of", "grade", "annual amount", "beside it", "turns X on"]
    return table([*titles, "next change"], rows)


def _row(example: Example, told: str) -> list[str]:
    now = example.standing()
    ahead = f"{now.changes_next_on} {now.changes_next_to}" if now.changes_next_on else "—"
    return [
        example.id,
        told,
        str(example.as_of),
        f"**{example.shown()}**",
        _cny(now.facts.annual_amount),
        _beside(example) or "—",
        str(now.turns_x_on or "—"),
        ahead,
    ]


def _beside(example: Example) -> str:
    """Return what is shown beside a grade: the one before, flags, that it is revived."""
    now = example.standing()
    parts = [code(flag) for flag in example.flags()]
    if now.grade_before and now.amount_before is not None:
        parts.insert(0, f"was {now.grade_before} with {_cny(now.amount_before)}")
    last = replay(example.history.record(), through=example.as_of, policies=PROCEDURE)[-1]
    if (last.on, last.before) == (example.as_of, Grade.X):
        parts.append("revived")
    return ", ".join(parts)


def _cny(fen: int) -> str:
    return shown(fen, HOME_CURRENCY)
