"""Folders of exchange tables with made-up customers, whose histories hit the edges of the rules.

Three fifths of the customers, at most, are set pieces (`oracle.set_pieces`); the others live as
chance has it (`oracle.random_lives`). The same seed, number and day give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from oracle.book import Book
from oracle.life import Row, months_later
from oracle.random_lives import CURRENCIES, random_story
from oracle.set_pieces import FIRST_DAY, Story, first, stories

MANAGERS = {"01": "Li Lei", "02": "Han Mei", "03": "Zhao Min"}
NATURES = ("distributor", "intermediary", "end-user", "end-user")
SOURCES = ("web", "fair", "news", "yellow-pages", "trading-company", "referral", "social", "other")
COUNTRIES = ("DE", "US", "JP", "IT", "BR", "HK", "TW", "AE")
REGIONS = ("浙江", "江苏", "广东", "山东")
CHANNELS = ("visit", "call", "email", "message", "meeting", "fair", "letter", "other")
FOREIGN_WORDS = (
    *("Acorn", "Borealis", "Cobalt", "Dunlin", "Ember", "Fjord", "Garnet", "Heron", "Iris"),
    *("Juniper", "Kestrel", "Larch", "Merlin", "Nettle", "Osprey", "Pebble", "Quill", "Rowan"),
    *("Sorrel", "Tarn", "Umber", "Vesper"),
)
FOREIGN_TRADES = ("Pumps", "Tooling", "Textiles", "Lighting", "Valves", "Bearings", "Glass")
FOREIGN_FORMS = ("GmbH", "Ltd", "Inc", "SpA")
CITIES = ("宁波", "苏州", "佛山", "青岛", "温州", "无锡", "东莞", "烟台")
HANZI_WORDS = ("恒丰", "明达", "瑞康", "永泰", "嘉禾", "新程", "博远")
HANZI_TRADES = ("机械", "纺织", "照明", "阀门")


def make_folder(directory: Path, *, seed: int, customers: int = 150, today: date) -> None:
    """Write exchange tables of made-up customers with facts from June 2023 through `today`."""
    rng = Random(seed)
    book = Book()
    for place, (code, name) in enumerate(MANAGERS.items()):
        department = ("export", "export", "domestic")[place]
        book.add("managers", {"code": code, "name": name, "department": department})
    quote_rates(book, rng, today)
    told = stories(today)[: customers * 3 // 5]
    told += [random_story(rng, today) for _ in range(customers - len(told))]
    rng.shuffle(told)
    serials: Counter[str] = Counter()
    for place, story in enumerate(told):
        code = register(book, rng, place=place, serials=serials)
        book.tell(code, story)
        date_registration(book.tables["customers"][-1], rng, story=story, today=today)
        surround(book, rng, story=story, today=today)
    link_agents(book, rng)
    void_some(book)
    describe_interactions(book, rng)
    for table in ("interactions", "orders", "payments"):
        rng.shuffle(book.tables[table])
    book.write(directory)


def quote_rates(book: Book, rng: Random, today: date) -> None:
    """Quote every currency on the first of each month, within four percent of its usual rate."""
    day = FIRST_DAY
    while day <= today:
        for currency in CURRENCIES[1:]:
            rate = currency.rate * (1 + Decimal(rng.randint(-40, 40)) / 1000)
            cells = {"currency": currency.code, "on": day.isoformat(), "rate": f"{rate:.4f}"}
            book.add("rates", cells)
        day = months_later(day, 1)


def register(book: Book, rng: Random, *, place: int, serials: Counter[str]) -> str:
    """Add a customer under the next code of its market and manager; every twelfth is an agent."""
    market = rng.choice("WWN")
    manager = rng.choice(sorted(MANAGERS))
    serials[market + manager] += 1
    code = f"JR{market}{manager}{serials[market + manager]:03d}"
    nature = "agent" if place % 12 == 0 else rng.choice(NATURES)
    cells = {"code": code, "owner": manager, "nature": nature, "source": rng.choice(SOURCES)}
    book.add(
        "customers", {**cells, **(abroad(rng, place) if market == "W" else at_home(rng, place))}
    )
    return code


def abroad(rng: Random, place: int) -> Row:
    """The cells of a foreign customer; the place among all makes its name its own."""
    turn, word = divmod(place, len(FOREIGN_WORDS))
    again, trade = divmod(turn, len(FOREIGN_TRADES))
    name = f"{FOREIGN_WORDS[word]} {FOREIGN_TRADES[trade]}{f' {again + 1}' if again else ''}"
    cells = {"name": f"{name} {rng.choice(FOREIGN_FORMS)}"}
    return {**cells, "market": "foreign", "country": rng.choice(COUNTRIES)}


def at_home(rng: Random, place: int) -> Row:
    """The cells of a domestic customer; the place among all makes its name its own."""
    turn, city = divmod(place, len(CITIES))
    turn, word = divmod(turn, len(HANZI_WORDS))
    again, trade = divmod(turn, len(HANZI_TRADES))
    name = f"{CITIES[city]}{HANZI_WORDS[word]}{HANZI_TRADES[trade]}{again + 1 if again else ''}"
    cells = {"name": f"{name}有限公司", "region": rng.choice(REGIONS)}
    return {**cells, "market": "domestic", "country": "CN"}


def date_registration(customer: Row, rng: Random, *, story: Story, today: date) -> None:
    """Register before, on or after the first fact, or leave the day empty where facts tell it."""
    if not story:
        on = FIRST_DAY + timedelta(days=rng.randrange((today - FIRST_DAY).days + 1))
    elif rng.random() < 0.25:
        return
    else:
        on = first(story) + timedelta(days=rng.choice((-60, -1, 0, 0, 1, 30, 95)))
    customer["registered_on"] = min(max(on, FIRST_DAY), today).isoformat()


def surround(book: Book, rng: Random, *, story: Story, today: date) -> None:
    """Give the customer added last what grades do not rest on, and at times an override."""
    customer = book.tables["customers"][-1]
    code, known = customer["code"], first_known(customer, story)
    if rng.random() < 0.7:
        add_contact(book, rng, customer)
    if rng.random() < 0.3:
        add_actions(book, rng, code=code, known=known, today=today)
    if rng.random() < 0.1:
        cells = {"customer": code, "days": str(rng.choice((20, 45, 75)))}
        book.add("cadence", {**cells, "why": "as agreed with the customer"})
    if rng.random() < 0.12 and not any(" override " in line for line in story):
        add_overrides(book, rng, code=code, known=known, today=today)


def first_known(customer: Row, story: Story) -> date:
    """The day from which a customer exists."""
    days = [first(story)] if story else []
    if customer["registered_on"]:
        days.append(date.fromisoformat(customer["registered_on"]))
    return min(days)


def add_contact(book: Book, rng: Random, customer: Row) -> None:
    """Add one contact who can be reached, at times by mail only."""
    cells = {"customer": customer["code"], "title": "Manager", "primary": "yes"}
    if customer["market"] == "domestic":
        cells |= {"name": rng.choice(("王芳", "李强", "陈静"))}
        cells |= {"mobile": f"138{rng.randrange(10**8):08d}"}
    else:
        cells |= {"name": rng.choice(("Anna Bauer", "Tom Hill"))}
        cells |= {"phone": f"+49 30 {rng.randrange(10**6, 10**7)}"}
    if rng.random() < 0.5:
        cells |= {"email": f"{customer['code'].lower()}@example.com"}
    if rng.random() < 0.1:
        cells |= {"opt_out": "yes"}
    book.add("contacts", cells)


def add_actions(book: Book, rng: Random, *, code: str, known: date, today: date) -> None:
    """Plan a visit to come, and at times one that was done."""
    due = (today + timedelta(days=rng.randint(-20, 40))).isoformat()
    cells = {"customer": code, "text": "visit the works", "status": "open"}
    book.add("actions", {**cells, "due_on": due})
    if rng.random() < 0.5:
        on = (known + (today - known) / 2).isoformat()
        cells = {"customer": code, "text": "send the price list", "status": "done"}
        book.add("actions", {**cells, "due_on": on, "closed_on": on})


def add_overrides(book: Book, rng: Random, *, code: str, known: date, today: date) -> None:
    """Set the grade by hand once or twice, never twice for one day, each for at most 90 days."""
    day = known + timedelta(days=rng.randrange((today - known).days + 1))
    for _ in range(rng.randint(1, 2)):
        if day > today:
            return
        until = day + timedelta(days=rng.choice((0, 30, 60, 89)))
        cells = {"customer": code, "grade": rng.choice("ABCD"), "from_on": day.isoformat()}
        cells |= {"until_on": until.isoformat(), "by": "Wang Fang", "why": "to be visited"}
        book.add("overrides", cells)
        day = until + timedelta(days=rng.choice((1, 15)))


def link_agents(book: Book, rng: Random) -> None:
    """Let agents bring a third of the others, and one agent be brought by another."""
    agents = [row["code"] for row in book.tables["customers"] if row["nature"] == "agent"]
    for row in book.tables["customers"]:
        if row["nature"] != "agent" and rng.random() < 0.33:
            row["via_agent"] = rng.choice(agents)
        elif row["code"] == agents[-1] and len(agents) > 1:
            row["via_agent"] = agents[0]


def void_some(book: Book) -> None:
    """Void the last two customers without orders and overrides."""
    kept = {row["customer"] for table in ("orders", "overrides") for row in book.tables[table]}
    free = [row for row in book.tables["customers"] if row["code"] not in kept]
    for row in free[-2:]:
        row["status"] = "void"
        row["status_reason"] = "registered twice"


def describe_interactions(book: Book, rng: Random) -> None:
    """Give interactions a channel and, here and there, what else a row can tell.

    Equal rows told twice stay equal, so that they are matched as a multiset.
    """
    names = {row["customer"]: row["name"] for row in book.tables["contacts"]}
    before: Row = {}
    last: Row = {}
    for row in book.tables["interactions"]:
        bare = dict(row)
        if bare == before:
            row |= last
            continue
        row["via"] = rng.choice(CHANNELS)
        if rng.random() < 0.3:
            row["with"] = names.get(row["customer"], "")
        if rng.random() < 0.2:
            row |= {"minutes": str(rng.choice((5, 30, 90))), "entered_on": row["on"]}
            row |= {"layer": rng.choice(("executive", "technical", "business"))}
        if rng.random() < 0.1:
            row |= {"problem": "delivery was late", "recorded_by": row["customer"][3:5]}
        if row["kind"] == "quote" and rng.random() < 0.5:
            row |= {"amount": "1250.00", "currency": "USD"}
        before, last = bare, row
