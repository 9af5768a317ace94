"""Rows of spreadsheets become customers, people, notes, actions and orders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Kam, content
from kamcli.exchange.handmade.manner import Mode
from kamcli.exchange.handmade.written import DateOrder
from kamcli.exchange.spreadsheets.shape import Field, Raw, RawRow
from raw_tables import (
    F,
    counts,
    manner,
    section,
    stored,
    table,
    take,
)

FIRM: dict[str, Field | None] = {
    "客户编码": F.CODE,
    "客户名称": F.NAME,
    "国家 / 城市": F.PLACE,
    "性质": F.NATURE,
    "来源": F.SOURCE,
    "等级": F.GRADE,
    "业务员": F.OWNER,
}
LOG: dict[str, Field | None] = {"客户名称": F.NAME, "国家": F.COUNTRY, "跟进记录": F.FOLLOW_UPS}


def test_a_row_becomes_a_customer(ledger: Path) -> None:
    row = ("JRW01007", "柏林泵业", "德国 / 柏林", "终端客户", "第123届广交会", "A级", "Li Lei")
    done = take(ledger, table(FIRM, row))

    assert counts(done) == (1, 1, 0, 0, 0)
    assert stored(
        ledger,
        "SELECT code, name, country, region, nature, source, source_detail, legacy_grade, owner,"
        " market, registered_on FROM customers",
    ) == [
        (
            *("JRW01007", "柏林泵业", "DE", "柏林", "end-user", "fair", "第123届广交会", "A", "01"),
            *("foreign", "2026-11-20"),
        )
    ]
    assert stored(ledger, "SELECT owner, from_on FROM owners") == [("01", "2026-11-20")]
    assert stored(ledger, "SELECT last_serial FROM counters") == [(7,)]


def test_own_codes_lift_the_counter_and_others_are_kept_beside(ledger: Path) -> None:
    columns: dict[str, Field | None] = {"编号": F.CODE, "名称": F.NAME, "国家": F.COUNTRY}
    rows: list[tuple[Raw, ...]] = [
        (None, "A", "DE"),
        ("JRW01001", "B", "DE"),
        ("K-17", "C", "DE"),
        (1001, "D", "DE"),
    ]
    take(ledger, table(columns, *rows))

    assert stored(ledger, "SELECT name, code, legacy_code FROM customers ORDER BY name") == [
        ("A", "JRW01002", None),
        ("B", "JRW01001", None),
        ("C", "JRW01003", "K-17"),
        ("D", "JRW01004", "1001"),
    ]


def test_the_same_file_again_changes_nothing(ledger: Path) -> None:
    columns = {
        **LOG,
        "联系人": F.CONTACT,
        "邮箱 / WhatsApp": F.REACH,
        "样品": F.SAMPLES,
        "报价": F.QUOTES,
        "订单": F.ORDERS,
        "下一步": F.NEXT,
        "时间": F.NEXT_ON,
        "最近联系": F.LAST_CONTACT_ON,
        "备注": F.REMARKS,
        "其它": None,
    }
    row: tuple[Raw, ...] = (
        *("柏林泵业", "德国", "2024.05.10 电话沟通\n5.15 寄样\n5.15 寄样\n老客户"),
        *("Anna Schmidt(销售主管)、Tom Brown", "anna@x.de / +49 170 1234567"),
        *("2024.05.15 DHL#562729", "PI20240517-A,金额 ￥4280", "2024.6.1 50万", "寄目录"),
        *("2026-12-01", "2024.6.20", "脾气好\n要耐心", "x"),
    )
    how = manner(keep_unmapped=True)
    assert counts(take(ledger, table(columns, row), how=how)) == (1, 1, 0, 0, 0)
    before = {
        name: stored(ledger, f"SELECT * FROM {name}")
        for name in ("customers", "contacts", "interactions", "actions", "orders", "owners")
    }
    assert [len(rows) for rows in before.values()] == [1, 2, 6, 1, 1, 1]

    assert counts(take(ledger, table(columns, row), how=how)) == (1, 0, 0, 1, 0)

    after = {name: stored(ledger, f"SELECT * FROM {name}") for name in before}
    assert after == before
    remarks = stored(ledger, "SELECT remarks FROM customers")[0][0].splitlines()
    assert remarks == ["脾气好", "要耐心", "其它: x", "老客户"]


def test_a_grown_cell_adds_its_new_lines_only(ledger: Path) -> None:
    take(ledger, table(LOG, ("A", "DE", "2024.5.10 电话")))
    done = take(ledger, table(LOG, ("A", "DE", "2024.5.10 电话\n2024.6.3 微信")))

    assert counts(done) == (1, 0, 1, 0, 0)
    assert stored(ledger, "SELECT happened_on, via, text FROM interactions ORDER BY id") == [
        ("2024-05-10", "call", "电话"),
        ("2024-06-03", "message", "微信"),
    ]


def test_imported_notes_are_never_late(ledger: Path) -> None:
    take(ledger, table(LOG, ("A", "DE", "2024.5.10 电话")))
    assert stored(ledger, "SELECT entered_on, recorded_at, recorded_by FROM interactions") == [
        (None, None, None)
    ]


def test_people_and_how_they_are_reached(ledger: Path) -> None:
    columns = {
        "公司": F.NAME,
        "国家": F.COUNTRY,
        "联系人": F.CONTACT,
        "职务": F.TITLE,
        "手机": F.MOBILE,
        "邮箱": F.EMAIL,
        "联系人2": F.CONTACT,
        "电话2": F.PHONE,
    }
    rows: list[tuple[Raw, ...]] = [
        ("A", "DE", "张三(经理)", "总监", 13800138000.0, "a@b.de; c@b.de", "李四", "0574-87654321"),
        ("B", "DE", None, None, "13900139000.0", None, None, None),
        ("C", "DE", "王五、赵六", None, None, "w@c.cn; z@c.cn", None, None),
    ]
    done = take(ledger, table(columns, *rows))

    assert counts(done) == (3, 3, 0, 0, 0)
    people = stored(
        ledger, "SELECT name, title, phone, mobile, email, is_primary FROM contacts ORDER BY id"
    )
    assert people == [
        ("张三", "经理 / 总监", None, "13800138000", "a@b.de", 1),
        ("李四", None, "0574-87654321", None, None, 0),
        ("B", None, None, "13900139000", None, 1),
        ("王五", None, None, None, "w@c.cn", 1),
        ("赵六", None, None, None, "z@c.cn", 0),
    ]
    assert stored(ledger, "SELECT remarks FROM customers WHERE name = 'A'") == [("邮箱: c@b.de",)]


@pytest.mark.parametrize(
    ("cells", "market"),
    [
        (("√", None, None), "foreign"),
        ((None, "√", None), "domestic"),
        (("×", "√", None), "domestic"),
        ((None, None, "中国"), "domestic"),
        ((None, None, "香港"), "foreign"),
        (("德国", None, None), "foreign"),
        ((None, "浙江", None), "domestic"),
        ((None, None, None), "foreign"),
    ],
)
def test_the_market(ledger: Path, cells: tuple[Raw, ...], market: str) -> None:
    columns = {"名称": F.NAME, "国外": F.FOREIGN, "国内": F.DOMESTIC, "国家": F.COUNTRY}
    assert counts(take(ledger, table(columns, ("A", *cells)))) == (1, 1, 0, 0, 0)
    assert stored(ledger, "SELECT market FROM customers") == [(market,)]


def test_every_fault_of_a_row_is_told_and_nothing_of_it_is_taken(ledger: Path) -> None:
    columns = {
        **LOG,
        "手机": F.MOBILE,
        "国外": F.FOREIGN,
        "国内": F.DOMESTIC,
        "登记": F.REGISTERED_ON,
    }
    before = content(ledger)
    row = ("A", "DE", "2027.1.1 电话", "1.38E+10", "√", "√", "03/05/2023")
    done = take(ledger, table(columns, row), dry_run=True)

    assert counts(done) == (1, 0, 0, 0, 1)
    assert content(ledger) == before
    reason = done.faults[0].reason
    for part in (
        '跟进记录: "2027-01-01" is still to come.',
        '手机: "1.38E+10" is all that the spreadsheet kept of a long number',
        '登记: "03/05/2023" could be 2023-03-05 or 2023-05-03',
        "The customer is both domestic and foreign: leave one.",
    ):
        assert part in reason


@pytest.mark.parametrize(
    ("columns", "cells", "reason"),
    [
        ({"性质": F.NATURE}, ("合作伙伴",), '性质: "合作伙伴" is none of the values'),
        ({"业务员": F.OWNER}, ("Nobody",), '业务员: There is no manager "Nobody".'),
        ({"编码": F.CODE}, ("JRW0100",), "编码: "),
        ({"编码": F.CODE}, ("JRN01001",), 'The code "JRN01001" is for N'),
        ({"邮箱": F.EMAIL}, ("anna at x.de",), '邮箱: "anna at x.de" is not an e-mail address.'),
        ({"备注": F.REMARKS}, ("11010519491231002X",), "An identity number of a person"),
        ({"订单": F.ORDERS}, ("2024.5.1 USD 4280",), "No rate of USD is known"),
        ({"金额": F.AMOUNT}, ("about 5",), '"about 5" cannot be read as an amount.'),
    ],
)
def test_what_is_not_certain_is_rejected_with_its_reason(
    ledger: Path, columns: Mapping[str, Field | None], cells: tuple[Raw, ...], reason: str
) -> None:
    firm: dict[str, Field | None] = {"名称": F.NAME, "国家": F.COUNTRY}
    done = take(ledger, table({**firm, **columns}, ("A", "DE", *cells)))
    assert counts(done) == (1, 0, 0, 0, 1)
    assert reason in done.faults[0].reason
    assert stored(ledger, "SELECT count(*) FROM customers") == [(0,)]


def test_nature_and_source_are_never_guessed(ledger: Path) -> None:
    firm: dict[str, Field | None] = {"名称": F.NAME, "国家": F.COUNTRY}
    done = take(ledger, table(firm, ("A", "DE")), how=manner(nature=None))
    assert done.faults[0].reason == "The nature is missing."
    done = take(ledger, table(firm, ("A", "DE")), how=manner(source=None))
    assert done.faults[0].reason == "The source is missing."
    done = take(ledger, table({"国家": F.COUNTRY, "名称": F.NAME}, ("DE", None)))
    assert done.faults[0].reason == "The name is missing."


def test_an_empty_cell_never_erases_and_a_filled_one_overwrites(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "网址": F.WEBSITE, "产品": F.PRODUCTS}
    take(ledger, table(columns, ("A", "DE", "a.de", "pumps")))
    done = take(ledger, table(columns, ("A", None, None, "valves")))
    assert counts(done) == (1, 0, 1, 0, 0)
    assert stored(ledger, "SELECT country, website, products FROM customers") == [
        ("DE", "a.de", "valves")
    ]


def test_matching_by_code_then_by_another_code_then_by_name(ledger: Path) -> None:
    columns = {"编码": F.CODE, "名称": F.NAME, "国家": F.COUNTRY, "产品": F.PRODUCTS}
    take(ledger, table(columns, (None, "A", "DE", None), ("K-2", "B", "DE", None)))
    rows: list[tuple[Raw, ...]] = [
        ("jrw01001", "A GmbH", None, "1"),
        ("K-2", "B GmbH", None, "2"),
        (None, "ａ  gmbh", None, "3"),
        ("K-3", "B GmbH", "FR", "4"),
        ("K-4", "A GmbH", None, "5"),
    ]
    done = take(ledger, table(columns, *rows))
    assert counts(done) == (5, 1, 4, 0, 0)
    assert stored(
        ledger, "SELECT code, name, legacy_code, products FROM customers ORDER BY id"
    ) == [
        ("JRW01001", "A GmbH", "K-4", "1"),
        ("JRW01002", "B GmbH", "K-2", "2"),
        ("JRW01003", "B GmbH", "K-3", "4"),
    ]
    assert any("is the name of JRW01002 too" in each for each in done.imported.warnings)


def test_of_many_customers_with_one_name_the_first_are_told(ledger: Path) -> None:
    columns = {"编码": F.CODE, "名称": F.NAME, "国家": F.COUNTRY}
    rows = [(f"K-{number}", "A GmbH", "DE") for number in range(9)]

    done = take(ledger, table(columns, *rows))

    assert done.imported.warnings[-6:] == (
        'JRW01002: "A GmbH" is the name of JRW01001 too.',
        'JRW01003: "A GmbH" is the name of JRW01001, JRW01002 too.',
        'JRW01004: "A GmbH" is the name of JRW01001, JRW01002, JRW01003 too.',
        'JRW01005: "A GmbH" is the name of JRW01001, JRW01002, JRW01003 too.',
        'JRW01006: "A GmbH" is the name of JRW01001, JRW01002, JRW01003 too.',
        (
            "8 customers may be the same firm as others, the first 5 are told above;"
            " kam customer duplicates lists them."
        ),
    )


def test_a_name_that_fits_several_is_rejected(ledger: Path) -> None:
    columns = {"编码": F.CODE, "名称": F.NAME, "国家": F.COUNTRY}
    take(ledger, table(columns, ("K-1", "A", "DE"), ("K-2", "A", "DE")))
    done = take(ledger, table(columns, (None, "A", "DE")))
    assert done.faults[0].reason == '"A" fits several customers: JRW01001, JRW01002.'


def test_modes(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "产品": F.PRODUCTS}
    take(ledger, table(columns, ("A", "DE", "pumps")))
    rows: list[tuple[Raw, ...]] = [("A", "DE", "valves"), ("B", "DE", "valves")]

    done = take(ledger, table(columns, *rows), how=manner(mode=Mode.UPDATE))
    assert counts(done) == (2, 0, 1, 0, 1)
    assert done.faults[0].reason == (
        '"B" is not in the ledger, and only known customers are taken.'
    )
    done = take(ledger, table(columns, ("A", "DE", "x"), rows[1]), how=manner(mode=Mode.CREATE))
    assert counts(done) == (2, 1, 0, 1, 0)
    assert stored(ledger, "SELECT products FROM customers ORDER BY id") == [("valves",)] * 2


def test_years_come_from_title_sheet_section_and_row_above(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "登记": F.REGISTERED_ON}
    take(ledger, table(columns, ("A", "DE", "6.3"), title="2023年客户"))
    take(ledger, table(columns, ("B", "DE", "6.3"), sheet="2024"))
    done = take(
        ledger,
        table(
            columns,
            section(2, "2022年", 3),
            RawRow(line=3, cells=("C", "DE", "6.3")),
            section(4, "2021年", 3),
            RawRow(line=5, cells=("D", "DE", "6.3")),
        ),
    )
    take(ledger, table(columns, ("E", "DE", "2020.1.9"), ("F", "DE", "6.3")))
    assert stored(ledger, "SELECT name, registered_on FROM customers ORDER BY name") == [
        ("A", "2023-06-03"),
        ("B", "2024-06-03"),
        ("C", "2022-06-03"),
        ("D", "2021-06-03"),
        ("E", "2020-01-09"),
        ("F", "2020-06-03"),
    ]
    assert done.imported.warnings == (
        (
            '"ledger.xlsx, 国外": the year of days on 2 lines stands elsewhere:'
            " 3 (2022-06-03), 5 (2021-06-03)."
        ),
    )


def test_a_day_in_three_cells(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "年": F.YEAR, "月": F.MONTH, "日": F.DAY}
    rows: list[tuple[Raw, ...]] = [
        ("A", "DE", 2019, 7, 9),
        ("B", "DE", "2019年", "7月", "9日"),
        ("C", "DE", 2019, 7, None),
    ]
    take(ledger, table(columns, *rows))
    assert stored(ledger, "SELECT registered_on, remarks FROM customers ORDER BY id") == [
        ("2019-07-09", None),
        ("2019-07-09", None),
        ("2026-11-20", "年: 2019\n月: 7"),
    ]


def test_the_order_of_days_can_be_said(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "登记": F.REGISTERED_ON}
    take(ledger, table(columns, ("A", "DE", "03/05/2023")), how=manner(order=DateOrder.DMY))
    assert stored(ledger, "SELECT registered_on FROM customers") == [("2023-05-03",)]


def test_last_contact_counts_only_where_nothing_else_tells_of_it(ledger: Path) -> None:
    columns = {**LOG, "最近联系": F.LAST_CONTACT_ON}
    rows: list[tuple[Raw, ...]] = [
        ("A", "DE", "2024.5.10 电话", "2024.5.10"),
        ("B", "DE", "2024.5.10 电话", "2024.6.20"),
        ("C", "DE", "2024.5.10 电话未接", "2024.5.10"),
        ("D", "DE", None, 45422),
    ]
    done = take(ledger, table(columns, *rows))
    found = stored(
        ledger,
        "SELECT name, happened_on, kind, via, text FROM interactions"
        " JOIN customers ON customers.id = customer_id WHERE text LIKE '最近%' ORDER BY name",
    )
    assert found == [
        ("B", "2024-06-20", "talk", "other", "最近联系: 2024-06-20"),
        ("C", "2024-05-10", "talk", "other", "最近联系: 2024-05-10"),
        ("D", "2024-05-10", "talk", "other", "最近联系: 2024-05-10"),
    ]
    assert (
        "3 talks are known only from a column of last contacts: their texts say so."
        in done.imported.warnings
    )
    assert counts(take(ledger, table(columns, *rows))) == (4, 0, 0, 4, 0)


def test_orders_from_columns_of_their_own(ledger: Path, kam: Kam) -> None:
    assert kam("rate", "set", "USD", "7.15", "--on", "2024-01-01").code == 0
    columns = {
        "名称": F.NAME,
        "国家": F.COUNTRY,
        "下单日期": F.ORDERED_ON,
        "订单号": F.ORDER_NUMBER,
        "成交金额(USD)": F.AMOUNT,
        "订单": F.ORDERS,
    }
    rows: list[tuple[Raw, ...]] = [
        ("A", "DE", "2024.5.20", "PO-1", 4280, None),
        ("B", "DE", None, None, 4280, None),
        ("C", "DE", None, None, None, "试单已下"),
        ("D", "DE", None, None, None, "2024.5.20 首单5万"),
    ]
    done = take(ledger, table(columns, *rows))
    assert counts(done) == (4, 4, 0, 0, 0)
    assert stored(
        ledger, "SELECT number, ordered_on, amount, currency, rate FROM orders ORDER BY id"
    ) == [
        ("PO-1", "2024-05-20", 428000, "USD", "7.15"),
        ("JRW01004-1", "2024-05-20", 5000000, "CNY", "1"),
    ]
    assert stored(ledger, "SELECT text, due_on, status FROM actions ORDER BY id") == [
        ("核对：成交金额(USD): 4280", None, "open"),
        ("核对：订单: 试单已下", None, "open"),
    ]
    assert counts(take(ledger, table(columns, *rows))) == (4, 0, 0, 4, 0)


def test_next_actions(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "下一步": F.NEXT, "时间": F.NEXT_ON}
    take(ledger, table(columns, ("A", "DE", "寄样\n2026.12.5 拜访", "2026-12-01")))
    assert stored(ledger, "SELECT text, due_on FROM actions ORDER BY id") == [
        ("寄样", "2026-12-01"),
        ("拜访", "2026-12-05"),
    ]
    done = take(ledger, table(columns, ("A", "DE", "寄样", "2026-12-08")))
    assert counts(done) == (1, 0, 1, 0, 0)
    assert stored(ledger, "SELECT text, due_on FROM actions ORDER BY id") == [
        ("寄样", "2026-12-08"),
        ("拜访", "2026-12-05"),
    ]


def test_what_an_earlier_row_said_stands_and_the_rest_is_a_remark(ledger: Path) -> None:
    columns = {
        "名称": F.NAME,
        "国家": F.COUNTRY,
        "等级": F.GRADE,
        "联系人": F.CONTACT,
        "电话": F.PHONE,
    }
    tables = (
        table(columns, ("A", "DE", "A级", "张三", "0574-1234567"), sheet="2023"),
        table(columns, ("A", "DE", "B级", "张三", "0574-7654321"), sheet="2024"),
    )
    done = take(ledger, *tables)
    assert counts(done) == (2, 1, 1, 0, 0)
    assert stored(ledger, "SELECT legacy_grade, remarks FROM customers") == [
        ("A", "legacy_grade: B\n张三: 0574-7654321")
    ]
    assert counts(take(ledger, *tables)) == (2, 0, 0, 2, 0)


def test_birthdays_without_consent_are_named_not_kept(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "联系人": F.CONTACT, "生日": F.BIRTHDAY}
    done = take(ledger, table(columns, ("A", "DE", "张三", "1980-05-01")))
    assert stored(ledger, "SELECT birthday FROM contacts") == [(None,)]
    assert any('1 of "生日" were not taken' in each for each in done.imported.warnings)
    assert "1980" not in str(stored(ledger, "SELECT remarks FROM customers"))


def test_customers_that_rows_name(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "代理": F.VIA_AGENT, "介绍": F.REFERRED_BY}
    rows: list[tuple[Raw, ...]] = [
        ("A", "DE", "B", "nobody"),
        ("B", "DE", None, "A"),
        ("C", "DE", "C", None),
    ]
    done = take(ledger, table(columns, *rows))
    assert counts(done) == (3, 3, 0, 0, 0)
    assert stored(
        ledger, "SELECT name, via_agent_id, referred_by_id, remarks FROM customers ORDER BY id"
    ) == [
        ("A", 2, None, "referred_by: nobody"),
        ("B", None, 1, None),
        ("C", None, None, "via_agent: C"),
    ]
    assert any('"nobody" was kept as a remark' in each for each in done.imported.warnings)
    assert counts(take(ledger, table(columns, *rows))) == (3, 0, 0, 3, 0)


def test_a_sheet_named_after_a_country_or_a_customer(ledger: Path) -> None:
    take(ledger, table({"名称": F.NAME, "产品": F.PRODUCTS}, ("A", "pumps"), sheet="德国"))
    take(
        ledger,
        table({"国家": F.COUNTRY, "跟进": F.FOLLOW_UPS}, ("FR", "2024.5.1 电话"), sheet="Lyon SA"),
    )
    assert stored(ledger, "SELECT name, country FROM customers ORDER BY id") == [
        ("A", "DE"),
        ("Lyon SA", "FR"),
    ]


def test_new_customers_that_are_x_from_the_start_are_told_a_and_b_first(ledger: Path) -> None:
    columns = {**LOG, "订单": F.ORDERS}
    rows: list[tuple[Raw, ...]] = [
        ("C1", "DE", "2024.5.10 客户询价", None),
        ("A1", "DE", None, "2024.5.10 80万"),
        ("B1", "DE", None, "2024.5.10 8万"),
        ("D1", "DE", "2024.5.10 电话", None),
        ("B2", "DE", None, "2026.11.1 8万"),
    ]
    done = take(ledger, table(columns, *rows))
    silent = [(each.name, each.grade_before) for each in done.imported.silent]
    assert silent == [("A1", "A"), ("B1", "B"), ("C1", "C")]


def test_one_undo_takes_an_import_back_whole(ledger: Path, kam: Kam) -> None:
    columns = {**LOG, "联系人": F.CONTACT, "下一步": F.NEXT}
    take(ledger, table(columns, ("A", "DE", "2024.5.10 电话", "张三", "寄样")))
    tables = ("customers", "contacts", "interactions", "actions", "owners")
    before = [stored(ledger, f"SELECT * FROM {name}") for name in tables]

    rows: list[tuple[Raw, ...]] = [
        ("A", "FR", "2024.6.10 电话", "张三(经理)、李四", "拜访"),
        ("B", "DE", None, "王五", None),
    ]
    take(ledger, table(columns, *rows))
    undone = kam("undo")

    assert undone.code == 0, undone.err
    assert [stored(ledger, f"SELECT * FROM {name}") for name in tables] == before


def test_a_phone_without_a_name_belongs_to_the_firm_under_its_present_name(ledger: Path) -> None:
    columns: dict[str, Field | None] = {"编码": F.CODE, "名称": F.NAME, "国家": F.COUNTRY}
    take(ledger, table(columns, ("K-1", "A", "DE")))
    phones = {**columns, "简称": F.SHORT_NAME, "电话": F.PHONE}
    rows: list[tuple[Raw, ...]] = [
        ("K-1", "A GmbH", "DE", None, "0574-1234567"),
        ("K-1", "A GmbH", "DE", "AG", None),
    ]
    take(ledger, table(phones, *rows))
    assert stored(ledger, "SELECT name, phone FROM contacts") == [("A GmbH", "0574-1234567")]
    assert counts(take(ledger, table(phones, *rows))) == (2, 0, 0, 2, 0)


def test_a_firm_known_by_another_name_is_told(ledger: Path) -> None:
    columns = {"名称": F.NAME, "国家": F.COUNTRY, "网站": F.WEBSITE}
    rows = [
        ("Berliner Pumpenwerk GmbH", "DE", "www.berliner-pumpenwerk.example"),
        ("BPW Handel", "DE", "https://berliner-pumpenwerk.example/en"),
        ("深圳市明远机电有限公司", "CN", None),
        ("深圳明遠機電", "CN", None),
        ("Other Valves Ltd", "GB", None),
    ]

    done = take(ledger, table(columns, *rows))

    assert counts(done) == (5, 5, 0, 0, 0)
    assert [each for each in done.imported.warnings if "same firm" in each] == [
        (
            '"BPW Handel" may be the same firm as JRW01001 Berliner Pumpenwerk GmbH, owner 01'
            " (the same web or mail domain)."
        ),
        (
            '"深圳明遠機電" may be the same firm as JRN01001 深圳市明远机电有限公司, owner 01'
            " (the same name)."
        ),
    ]
