"""Tables of the documents that come from the program."""

from __future__ import annotations

from kamcli.rules.grading import CLAUSES
from kamcli.rules.policy import KEYS, PROCEDURE
from kamcli.rules.money import shown
from kamcli.rules.vocabulary import Grade

MEANINGS = {
    Grade.A: "orders of the last 12 months come to {threshold} or more, and in touch",
    Grade.B: "has ordered before, and in touch",
    Grade.C: "asked for material, or was sent a sample or quote; no order yet; in touch",
    Grade.D: "cards exchanged or a short talk; nothing of substance yet",
    Grade.X: "ordered or asked once, and silent for more than {months} months",
}


def grades() -> str:
    """Return the five grades with what makes them and the clause of the procedure."""
    threshold = f"CNY {shown(PROCEDURE.annual_threshold, 'CNY')}"
    lines = ["| grade | when | clause |", "| --- | --- | --- |"]
    for grade, meaning in MEANINGS.items():
        when = meaning.format(threshold=threshold, months=PROCEDURE.silent_months)
        lines.append(f"| {grade} | {when} | {CLAUSES[grade]} |")
    return "\n".join(lines)


def policy_keys() -> str:
    """Return the settings of the policy with their defaults and meaning."""
    lines = ["| key | default | meaning |", "| --- | --- | --- |"]
    lines += [f"| `{key.name}` | `{key.default}` | {key.meaning} |" for key in KEYS]
    return "\n".join(lines)
