"""The closed sets of the ledger: one name per idea, as stored and as typed."""

from __future__ import annotations

from enum import StrEnum


class Market(StrEnum):
    """Whether the paying party buys abroad (W) or at home (N)."""

    FOREIGN = "foreign"
    DOMESTIC = "domestic"

    @property
    def letter(self) -> str:
        """The letter of this market in a customer code."""
        return "W" if self is Market.FOREIGN else "N"


class Nature(StrEnum):
    """What a customer does with the goods (客户性质)."""

    AGENT = "agent"
    DISTRIBUTOR = "distributor"
    INTERMEDIARY = "intermediary"
    END_USER = "end-user"


class Source(StrEnum):
    """How a customer was found (信息来源)."""

    WEB = "web"
    FAIR = "fair"
    NEWS = "news"
    YELLOW_PAGES = "yellow-pages"
    TRADING_COMPANY = "trading-company"
    REFERRAL = "referral"
    SOCIAL = "social"
    TELEMARKETING = "telemarketing"
    OTHER = "other"


class Kind(StrEnum):
    """What an interaction was."""

    TALK = "talk"
    REQUEST = "request"
    SAMPLE = "sample"
    QUOTE = "quote"
    CARD = "card"
    COMPLAINT = "complaint"
    SERVICE = "service"
    GREETING = "greeting"
    MAILING = "mailing"


# Only these can fail to reach anybody, and only these can be sent without being asked for.
MAY_BE_ATTEMPT = frozenset({Kind.TALK, Kind.SERVICE})
MAY_BE_UNSOLICITED = frozenset({Kind.SAMPLE, Kind.QUOTE})


class Via(StrEnum):
    """The channel of an interaction."""

    VISIT = "visit"
    CALL = "call"
    EMAIL = "email"
    MESSAGE = "message"
    MEETING = "meeting"
    FAIR = "fair"
    LETTER = "letter"
    OTHER = "other"


class Layer(StrEnum):
    """The level at which two firms met (三层拜访)."""

    EXECUTIVE = "executive"
    TECHNICAL = "technical"
    BUSINESS = "business"


class Role(StrEnum):
    """The part that a contact plays in a purchase."""

    DECISION_MAKER = "decision-maker"
    BUYER = "buyer"
    TECHNICAL = "technical"
    USER = "user"
    FINANCE = "finance"


class Grade(StrEnum):
    """The grade of a customer (客户等级)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    X = "X"


class Flag(StrEnum):
    """What needs attention, in the order in which it is told (rules.md 7)."""

    NO_CONTACT_YET = "no-contact-yet"
    STALE = "stale"
    NO_ORDER_12M = "no-order-12m"
    UNANSWERED = "unanswered"
    OVERDUE = "overdue"
    NO_NEXT = "no-next"
    UNREACHABLE = "unreachable"
    OVERRIDDEN = "overridden"


class Department(StrEnum):
    """Where a manager works: it decides the market of a customer without a country."""

    EXPORT = "export"
    DOMESTIC = "domestic"
    SHOWROOM = "showroom"

    @property
    def market(self) -> Market:
        """The market that this department sells to."""
        return Market.FOREIGN if self is Department.EXPORT else Market.DOMESTIC


class CustomerStatus(StrEnum):
    """Whether a customer is graded and counted."""

    ACTIVE = "active"
    VOID = "void"
    MERGED = "merged"


class Trait(StrEnum):
    """In what two customers agree; SITE is the domain of web sites and mails."""

    NAME = "name"
    SITE = "site"
    MAIL = "mail"
    PHONE = "phone"


class ActionStatus(StrEnum):
    """What became of a next action."""

    OPEN = "open"
    DONE = "done"
    POSTPONED = "postponed"
    DROPPED = "dropped"


class Calendar(StrEnum):
    """The calendar in which a birthday is kept."""

    SOLAR = "solar"
    LUNAR = "lunar"


class AnnualWindow(StrEnum):
    """Which orders make up the annual amount."""

    ROLLING = "rolling"
    CALENDAR = "calendar"


class ContactBasis(StrEnum):
    """Whether what we send without an answer counts as contact."""

    TWO_WAY = "two-way"
    ANY = "any"


class AmountBasis(StrEnum):
    """Whether an order counts as ordered, or only as far as it is paid."""

    ORDERED = "ordered"
    PAID = "paid"


class AgentAmount(StrEnum):
    """Whether the orders of the customers that an agent brought count for the agent's grade."""

    OWN = "own"
    BROUGHT = "brought"
