"""How measures grow with the ledger: the exponent of n over 1,000, 10,000 and 100,000."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from statistics import linear_regression

from rows import Limit, Row

_CUSTOMERS = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
# n log n between 1,000 and 100,000 is n to the power of this.
_N_LOG_N = 1 + log(log(100_000) / log(1_000)) / log(100)
_MORE_AT_100K = 1.5


def measured(rows: Sequence[Row]) -> Iterator[Row]:
    """Give every measure that was taken at three sizes a row with its exponent.

    What starting an interpreter takes is left out, as it would hide how the rest grows. The
    everyday path may take 1.5 times as much at 100,000 customers as at 10,000.
    """
    for name, found in _by_name(rows).items():
        if len(found) == len(_CUSTOMERS):
            yield _row(name, found)


def _by_name(rows: Sequence[Row]) -> Mapping[str, dict[str, Row]]:
    """Return the measured rows by what they measure, then by size."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row.series is not None and row.size in _CUSTOMERS:
            found.setdefault(row.key.replace(f"/{row.size}", ""), {})[row.size] = row
    return found


def _row(name: str, found: Mapping[str, Row]) -> Row:
    work = {size: _above_start(row) for size, row in found.items()}
    slope, _ = linear_regression(
        [log(_CUSTOMERS[size]) for size in work], [log(seconds) for seconds in work.values()]
    )
    more = _cpu(found["100k"]) / _cpu(found["10k"])
    flat = Limit(actual=more, most=_MORE_AT_100K, unit="× from 10k to 100k")
    even = Limit(actual=slope, most=round(_N_LOG_N, 2), unit="as the exponent")
    return Row(
        key=f"growth/{name}",
        what=f"growth of {found['10k'].what}: n^{slope:.2f}, {more:.2f} × from 10k to 100k",
        size="",
        limits=(flat,) if name.startswith("everyday") else (even,),
    )


def _above_start(row: Row) -> float:
    assert row.series is not None
    return max(row.series.cpu - row.series.start, 0.0005)


def _cpu(row: Row) -> float:
    assert row.series is not None
    return row.series.cpu
