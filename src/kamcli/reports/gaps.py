"""A submission with gaps where a person was erased from it; the rest of it stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct

from kamcli.ledger.erasing import Scope
from kamcli.names.mentions import MARK, Mentions

# What a row of the form tells of the person beside the name, in columns of their own.
_OF_THE_CONTACT = ("title", "phone", "email", "im")


class Gapped(Struct, frozen=True, kw_only=True):
    """A content with gaps, and how many there are; `pages` are to be printed again."""

    content: Mapping[str, Any]
    gaps: int


def with_gaps(content: Mapping[str, Any], scope: Scope, *, codes: Collection[str]) -> Gapped:
    """Return what is left of a submission without a person; `codes` are those of the customer."""
    walk = _Walk(scope, codes)
    kept = {name: value for name, value in content.items() if name != "pages"}
    return Gapped(content={**walk.through(kept, scope.own), "pages": []}, gaps=walk.gaps)


class _Walk:
    def __init__(self, scope: Scope, codes: Collection[str]) -> None:
        self._scope = scope
        self._codes = codes
        self.gaps = 0

    def through(self, value: Any, mentions: Mentions) -> Any:
        if isinstance(value, str):
            self.gaps += mentions.count(value)
            return mentions.erased(value)
        if isinstance(value, list):
            return [self.through(each, mentions) for each in value]
        if isinstance(value, dict):
            return self._of_one(value, self._mentions(value, mentions))
        return value

    def _mentions(self, value: Mapping[str, Any], mentions: Mentions) -> Mentions:
        """Return the mentions that count in an object: it may be a customer's."""
        if isinstance(value.get("code"), str):
            own = value["code"] in self._codes
        elif isinstance(value.get("customer"), int):
            own = value["customer"] == self._scope.person.customer_id
        else:
            return mentions
        return self._scope.own if own else self._scope.sure

    def _of_one(self, value: Mapping[str, Any], mentions: Mentions) -> dict[str, Any]:
        is_contact = mentions.count(value.get("contact") or "") > 0
        found = {}
        for name, each in value.items():
            if name in ("code", "name"):
                found[name] = each
            elif name == "phones":
                found[name] = [phone for phone in each if not mentions.count(phone)]
                self.gaps += len(each) - len(found[name])
            elif is_contact and each and name in _OF_THE_CONTACT:
                found[name] = MARK
                self.gaps += 1
            else:
                found[name] = self.through(each, mentions)
        return found
