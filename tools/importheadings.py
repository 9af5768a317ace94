"""The headings that `kam import` understands, as `docs/import.md` shows them."""

from __future__ import annotations

from kamcli.exchange.spreadsheets.aliases import ALIASES
from kamcli.exchange.spreadsheets.shape import Field
from tables import code, table

_MEANINGS = {
    Field.LINE: "a running number; passed over",
    Field.CODE: "the customer's code",
    Field.LEGACY_CODE: "the code that another system gave",
    Field.NAME: "the firm",
    Field.SHORT_NAME: "its short name",
    Field.COUNTRY: "its country",
    Field.REGION: "its region, province or town",
    Field.PLACE: "country and region in one cell",
    Field.ADDRESS: "its address",
    Field.MARKET: "foreign or domestic",
    Field.FOREIGN: "a tick: foreign",
    Field.DOMESTIC: "a tick: domestic",
    Field.NATURE: "agent, distributor, intermediary, end-user",
    Field.SOURCE: "where it was found",
    Field.SOURCE_DETAIL: "more on that",
    Field.GRADE: "the grade that the old ledger gave",
    Field.OWNER: "the manager",
    Field.STATUS: "whether it is active",
    Field.KEY: "whether it is a key customer",
    Field.REFERRED_BY: "who recommended it",
    Field.VIA_AGENT: "its agent",
    Field.WEBSITE: "its website",
    Field.PRODUCTS: "what it wants",
    Field.REMARKS: "remarks",
    Field.TAGS: "tags",
    Field.CONTACT: "people, also with title, phone or mail",
    Field.SURNAME: "surnames, where they stand apart from first names",
    Field.TITLE: "what they are",
    Field.PHONE: "phones",
    Field.MOBILE: "mobile phones",
    Field.EMAIL: "mail addresses",
    Field.IM: "WeChat, WhatsApp and the like",
    Field.REACH: "mails, phones and chats in one cell",
    Field.BIRTHDAY: "birthday",
    Field.PREFERENCES: "what a person likes",
    Field.REGISTERED_ON: "when the firm was registered",
    Field.YEAR: "the year of that day",
    Field.MONTH: "its month",
    Field.DAY: "its day",
    Field.LAST_CONTACT_ON: "when there was contact last",
    Field.FOLLOW_UPS: "what happened, line by line",
    Field.KIND: "what kind of contact it was",
    Field.VIA: "by which channel",
    Field.SAMPLES: "samples sent",
    Field.QUOTES: "quotes given",
    Field.ORDERS: "orders",
    Field.ORDER_NUMBER: "the number of the order",
    Field.ORDERED_ON: "its day",
    Field.AMOUNT: "its amount",
    Field.CURRENCY: "its currency",
    Field.NEXT: "what is to be done next",
    Field.NEXT_ON: "by when",
    Field.PROBLEM: "problems and requirements",
    Field.NEEDS: "what others in the company are asked for",
}


def headings() -> str:
    """Return a row for each field: its word, what it is, the headings that mean it."""
    rows = [[code(field), _MEANINGS[field], ALIASES[field]] for field in Field]
    return table(["field", "what it is", "headings"], rows)
