"""The same spreadsheet taken twice changes nothing the second time, whatever its cells hold."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamcli.exchange.spreadsheets.shape import Field, Raw, RawTable
from raw_tables import F, counts, manner, table, take
from test_naughty import OURS

# The disk in memory is quicker for many small ledgers.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

NAMES = ("ACME GmbH", "acme gmbh", "博世（中国）", "博世(中国)", "Bolt Ltd", None)
PEOPLE = ("Anna Schmidt(销售主管)", "王芳", "Anna Schmidt", "Anna, Bert Meier", "王芳 13800138000")
DAYS = ("2024.05.10", "2019年07月09日", 45422, "6.3", "03/05/2023", "20240517", "2024-5-1")
FOLLOW_UPS = (
    "2024.05.10 电话沟通\n6.3 客户询价",
    "2024.05.10 电话沟通",
    "2024.05.10 电话沟通\n2024.05.10 电话沟通",
    "2024.5.15 寄样DHL#562729; 2024.5.17 报价 USD 300",
    "2024.06.20 已付定金,金额￥5000",
    "试单已下",
    "电话没接",
)
ORDERS = ("2024.06.20 PO-7 USD 500", "USD 500", "2024.06.20 USD 500", "试单已下", "√", "无")
CELLS: dict[Field, tuple[Raw, ...]] = {
    F.CODE: ("JRW01007", "K-7", "jrw01007", "JRN01002", None),
    F.LEGACY_CODE: ("K-7", "K-8", 1024),
    F.NAME: NAMES,
    F.SHORT_NAME: ("ACME", "博世"),
    F.COUNTRY: ("DE", "德国", "中国", "Nowhere"),
    F.REGION: ("柏林", "Bavaria / Munich"),
    F.PLACE: ("德国 / 柏林", "浙江 / 宁波", "France"),
    F.ADDRESS: ("Hauptstr. 1\n10115 Berlin",),
    F.MARKET: ("外贸", "内贸"),
    F.FOREIGN: ("√", "美国", "×"),
    F.DOMESTIC: ("√", "浙江"),
    F.NATURE: ("经销商", "终端", "distributor, big"),
    F.SOURCE: ("第135届广交会", "web"),
    F.SOURCE_DETAIL: ("booth 4",),
    F.GRADE: ("A级", "B", "重点"),
    F.OWNER: ("01", "Li Lei"),
    F.STATUS: ("合作中", "active"),
    F.KEY: ("√", "large"),
    F.REFERRED_BY: ("ACME GmbH", "Bolt Ltd", "Nobody"),
    F.VIA_AGENT: ("ACME GmbH", "Bolt Ltd", "Nobody"),
    F.WEBSITE: ("acme.de", "https://www.acme.de/"),
    F.PRODUCTS: ("阀门", "valves"),
    F.REMARKS: ("老板健谈", "a\nb\na", "b"),
    F.TAGS: ("b; a", "a、c"),
    F.CONTACT: PEOPLE,
    F.TITLE: ("CEO", "采购"),
    F.PHONE: ("030 901820", 13800138000.0, "1.38E+10"),
    F.MOBILE: ("+49 171 5550123", "13800138000 / 13900139000"),
    F.EMAIL: ("anna@acme.de", "anna@acme.de; b@acme.de"),
    F.IM: ("wechat: anna", "anna_77"),
    F.REACH: ("anna@acme.de / +49 171 5550123", "微信: anna77", "13800138000"),
    F.BIRTHDAY: ("5月1日",),
    F.REGISTERED_ON: DAYS,
    F.YEAR: (2024, "2023"),
    F.MONTH: (5, "6"),
    F.DAY: (1, "31"),
    F.LAST_CONTACT_ON: DAYS,
    F.FOLLOW_UPS: FOLLOW_UPS,
    F.KIND: ("拜访", "quote"),
    F.VIA: ("电话", "email"),
    F.SAMPLES: ("2024.05.15 DHL#562729,3个规格", "√", "未寄"),
    F.QUOTES: ("PI20240517-A,金额USD 4280", "PI20240517-A,金额USD 4280 已付定金", "待报价"),
    F.ORDERS: ORDERS,
    F.ORDER_NUMBER: ("PO-7", "PO-8"),
    F.ORDERED_ON: DAYS,
    F.AMOUNT: ("USD 4280", "50万", 1234.5, "0", "￥1,234.50"),
    F.CURRENCY: ("USD", "人民币"),
    F.NEXT: ("寄目录", "2026-12-01 寄目录\n打电话", "2026-12-02 寄目录"),
    F.NEXT_ON: ("2026-12-01", "12.5"),
    F.PROBLEM: ("leaks",),
    F.NEEDS: ("price",),
}
COLUMNS = [field for field in CELLS if field is not F.NAME]


# What tells that there was an import, and the way to the rows.
NOT_COMPARED = ("commands", "trail", "import_batches", "sqlite_sequence")


def state(path: Path) -> Mapping[str, Counter[tuple[object, ...]]]:
    """Return what the ledger holds, each table as a multiset of rows."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: Counter(connection.execute(f"SELECT * FROM {name}"))
            for (name,) in tables.fetchall()
            if name not in NOT_COMPARED and "_index" not in name
        }


@st.composite
def tables(draw: st.DrawFn) -> RawTable:
    """Tables of some columns; most cells as people fill them, some that nobody should."""
    chosen = draw(st.lists(st.sampled_from(COLUMNS), max_size=7, unique=True))
    columns: dict[str, Field | None] = {each.value: each for each in (F.NAME, *chosen)}
    cells = [
        st.one_of(
            *[st.none(), *[st.sampled_from(CELLS[each])] * 8],
            st.sampled_from(OURS),
        )
        for each in chosen
    ]
    # A row without a name stands as soon as another row has brought its code.
    coded = {F.CODE, F.LEGACY_CODE} & {*chosen}
    names = st.sampled_from([*filter(None, NAMES)] * 3 + [*OURS, *([] if coded else [None])])
    rows = draw(st.lists(st.tuples(names, *cells), min_size=1, max_size=6))
    title = draw(st.sampled_from(("", "2024年客户台帐")))
    return table(columns, *rows, sheet=draw(st.sampled_from(("国外", ""))), title=title)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sheets=st.lists(tables(), min_size=1, max_size=2), keep=st.booleans())
def test_the_same_again_changes_nothing(ledger: Path, sheets: list[RawTable], keep: bool) -> None:
    how = manner(keep_unmapped=keep)
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        path = Path(shutil.copy(ledger, folder))
        first = take(path, *sheets, how=how, keep_rejects=False)
        before = state(path)

        second = take(path, *sheets, how=how, keep_rejects=False)

        # a name that two customers have by now is rejected
        assert counts(second)[:3] == (counts(first)[0], 0, 0)
        assert state(path) == before
