"""What lines tell of talks, samples, quotes and orders: each as far as it is proven.

An order needs words that confirm it, a day and an amount; what lacks one is a plan to check.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct, field

from kamcli.exchange.handmade import hearing
from kamcli.exchange.handmade.amounts import the_amount
from kamcli.exchange.handmade.entries import Note, Plan, Sale
from kamcli.exchange.handmade.marks import is_tick
from kamcli.exchange.handmade.notes import DatedLine
from kamcli.rules.hearing import sounds_like_attempt
from kamcli.rules.money import Money
from kamcli.rules.vocabulary import MAY_BE_ATTEMPT, Kind
from kamcli.writing import is_chinese

_MARK = r"\s*(?:No\.?|号)?\s*[#:：]?\s*"
_NUMBER = re.compile(
    rf"(?<![A-Za-z])(?:PO|P\.O\.|订单号?|合同号?){_MARK}[A-Za-z0-9][A-Za-z0-9/_-]*", re.IGNORECASE
)
_ITSELF = re.compile(rf"(?:订单号?|合同号?|P\.?O\.?(?=[\s#:：])){_MARK}", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?<![A-Za-z])(?:PI|QT|Q|BJ)[-_# ]?"
    r"(?P<year>20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9])",
    re.IGNORECASE,
)


class Dealings(Struct, kw_only=True):
    """What the lines of a row came to so far."""

    notes: list[Note] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    inferred: list[date] = field(default_factory=list)

    def follow_up(self, line: DatedLine, *, heading: str) -> None:
        """Take a line of 跟进记录: what has no day stays a remark, unless it tells of an order."""
        self._infer(line)
        if line.day is None:
            if hearing.says_ordered(line.text):
                self._check(line.text)
            else:
                self.remarks.append(line.text)
            return
        text = line.text or heading
        money = the_amount(text)
        if money is not None and hearing.says_confirmed(text):
            self._sell(line.day.day, money, text)
            return
        kind = hearing.hear_kind(text)
        self._note(line.day.day, kind, text, money if kind is Kind.QUOTE else None)
        if hearing.says_ordered(text):
            self._check(text)

    def sample(self, line: DatedLine, *, heading: str) -> None:
        """Take a line of 样品: a sample with its day, else something to check."""
        self._sent(line, Kind.SAMPLE, heading)

    def quote(self, line: DatedLine, *, heading: str) -> None:
        """Take a line of 报价: an order where a deposit or the like confirms it."""
        self._infer(line)
        money = the_amount(line.text)
        on = line.day.day if line.day else self._day_of_document(line.text)
        if hearing.says_confirmed(line.text):
            if money is not None and on is not None:
                self._sell(on, money, line.text)
            else:
                self._check(f"{heading}: {line.whole}")
        elif on is not None:
            self._told(on, Kind.QUOTE, line.text or heading, money)
        else:
            self._undated(line, heading)

    def order(self, line: DatedLine, *, heading: str) -> None:
        """Take a line of 订单: an order with its day and amount, else something to check."""
        self._infer(line)
        money = the_amount(line.text)
        if line.day is not None and money is not None and not hearing.says_not_yet(line.text):
            self._sell(line.day.day, money, line.text)
        elif hearing.says_not_yet(line.text):
            self.remarks.append(f"{heading}: {line.whole}")
        else:
            self._check(f"{heading}: {line.whole}")

    def check(self, text: str) -> None:
        """Note something that a person must look at."""
        self._check(text)

    def _sent(self, line: DatedLine, kind: Kind, heading: str) -> None:
        self._infer(line)
        if line.day is None:
            self._undated(line, heading)
        else:
            self._told(line.day.day, kind, line.text or heading, None)

    def _told(self, on: date, kind: Kind, text: str, money: Money | None) -> None:
        """Note what a column tells, unless the words say another kind, or that it is to come."""
        heard = hearing.hear_kind(text)
        if hearing.says_not_yet(text):
            kind = Kind.TALK
        elif heard in (Kind.REQUEST, Kind.COMPLAINT):
            kind = heard
        self._note(on, kind, text, money if kind is Kind.QUOTE else None)

    def _undated(self, line: DatedLine, heading: str) -> None:
        said = f"{heading}: {line.whole}"
        if hearing.says_not_yet(line.text):
            self.remarks.append(said)
        else:
            self._check(heading if is_tick(line.text) else said)

    def _note(self, on: date, kind: Kind, text: str, money: Money | None) -> None:
        offered = kind in (Kind.SAMPLE, Kind.QUOTE)
        self.notes.append(
            Note(
                on=on,
                kind=kind,
                via=hearing.hear_via(text),
                text=text,
                amount=money,
                attempt=kind in MAY_BE_ATTEMPT and sounds_like_attempt(text),
                unsolicited=offered and hearing.says_unasked(text),
            )
        )

    def _sell(self, on: date, money: Money, text: str) -> None:
        if money.amount <= 0:
            self._check(text)
            return
        self.sales.append(Sale(on=on, money=money, number=_number_in(text), text=text))

    def _check(self, text: str) -> None:
        """Plan to check what was told; in the language in which it was told, for it is stored."""
        said = f"核对：{text}" if is_chinese(text) else f"Check: {text}"
        self.plans.append(Plan(text=said, is_check=True))

    def _infer(self, line: DatedLine) -> None:
        if line.day is not None and line.day.inferred:
            self.inferred.append(line.day.day)

    def _day_of_document(self, text: str) -> date | None:
        """Return the day in the number of a document: PI20240517-A."""
        parts = _DOCUMENT.search(text)
        if parts is None:
            return None
        try:
            found = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        except ValueError:
            return None
        self.inferred.append(found)
        return found


def _number_in(text: str) -> str | None:
    """Return the one number of an order that a text names: PO20240520, 订单号 A-17."""
    numbers = {_ITSELF.sub("", found).strip() for found in _NUMBER.findall(text)}
    numbers = {number for number in numbers if re.search("[0-9]", number)}
    return numbers.pop() if len(numbers) == 1 else None
