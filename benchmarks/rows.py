"""The rows of the table: what was measured, against which limit, and whether it was met."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measure import Series, measuring_memory

_REASONS = Path(__file__).with_name("reasons.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a row must keep: a number, how much of it is allowed, and in what it is counted."""

    actual: float
    most: float
    unit: str

    @property
    def met(self) -> bool:
        """Return whether the limit is kept."""
        return self.actual <= self.most

    def __str__(self) -> str:
        """Return the limit as it stands in the table."""
        return f"≤ {self.most:g} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure of the table.

    `key` names it in reasons.toml; `raw` are the runs of bare SQLite at the same work; `peers` the
    CPU seconds of others at it; `failed` says why there are no runs.
    """

    key: str
    what: str
    size: str
    series: Series | None = None
    raw: Series | None = None
    peers: Mapping[str, float] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    failed: str = ""

    @property
    def met(self) -> bool:
        """Return whether the row was measured and keeps all of its limits."""
        return not self.failed and all(limit.met for limit in self.limits)

    @property
    def verdict(self) -> str:
        """Say whether the limits are met, or by how much they are missed and why."""
        if self.failed:
            return self.failed
        missed = [limit for limit in self.limits if not limit.met]
        if not missed:
            return "met" if self.limits else ""
        said = [
            f"missed by {limit.actual / limit.most - 1:.0%} ({limit.actual:.2g} of {limit.most:g})"
            for limit in missed
        ]
        return "; ".join([*said, reasons().get(self.key, "no reason is given yet")])

    def cells(self) -> list[str]:
        """Return the row as cells of the table."""
        limits = "; ".join(str(limit) for limit in self.limits)
        if self.series is None:
            return [self.what, self.size, *[""] * 7, limits, self.verdict]
        one = self.series
        return [
            self.what,
            self.size,
            milliseconds(one.cpu),
            f"{milliseconds(one.least)}..{milliseconds(one.most)}",
            milliseconds(one.wall),
            _memory(one.memory),
            f"{one.ratio:.2f}",
            f"{one.cpu / self.raw.cpu:.2f}" if self.raw else "",
            ", ".join(f"{name} {one.cpu / cpu:.2f}" for name, cpu in self.peers.items()),
            limits,
            self.verdict,
        ]


HEADINGS = (
    "measure", "customers", "CPU ms", "spread ms", "wall ms", "memory MB", "× `pass`",
    "× raw SQLite", "× peers", "limit", "verdict",
)  # fmt: skip


def reasons() -> dict[str, str]:
    """Return why limits are missed, as the maintainers wrote it down, by the key of the row."""
    found: dict[str, str] = tomllib.loads(_REASONS.read_text(encoding="utf-8"))
    return found


def milliseconds(seconds: float) -> str:
    """Return a time as it stands in the table."""
    return f"{seconds * 1000:,.0f}" if seconds >= 1 else f"{seconds * 1000:.1f}"


def _memory(kilobytes: int) -> str:
    """Return a memory; a child begins with the mark of the process that measures it."""
    floor = measuring_memory()
    return f"≤ {floor / 1024:.0f}" if kilobytes <= floor else f"{kilobytes / 1024:.0f}"
