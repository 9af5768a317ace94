"""The messy ledger of `examples/messy`, as a salesperson keeps it: a workbook and its CSV twin.

Run `.venv/bin/python tools/messyledger.py` to write both anew; the same program writes the same
bytes. The twin is one table in GB18030, with a line of its own where the workbook has a new sheet.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).parents[1] / "examples" / "messy"
BOOK, TEXT = "客户台帐.xlsx", "客户台帐.csv"

Cell = str | int | float | date | None

HEADS = (
    *("序号", "客户编号", "客户名称", "国家/区域", "国外", "国内", "客户性质", "等级", "信息来源"),
    *("业务员", "联系人", "手机", "邮箱 / WhatsApp", "年", "月", "日", "意向产品", "跟进记录"),
    *("样品", "报价", "订单", "下一步", "计划时间", "最近联系日期", "备注", "传真"),
)
YES = "√"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of the workbook: its name, what stands above the headings, and its rows."""

    name: str
    title: str
    rows: Sequence[Mapping[str, Cell]]


def row(name: str, place: str, **cells: Cell) -> dict[str, Cell]:
    """Return a row; what most rows say need not be said."""
    return {"客户名称": name, "国家/区域": place, **cells}


def abroad(name: str, place: str, **cells: Cell) -> dict[str, Cell]:
    """Return a row of a customer abroad."""
    return row(name, place, 国外=YES, **{"客户性质": "当地经销", "信息来源": "展会", **cells})


def at_home(name: str, place: str, **cells: Cell) -> dict[str, Cell]:
    """Return a row of a customer at home."""
    return row(name, place, 国内=YES, **{"客户性质": "工厂", "信息来源": "网络", **cells})


def mail(text: str) -> dict[str, Cell]:
    """Return the cell of mails and chats, whose heading is no name of Python's."""
    return {"邮箱 / WhatsApp": text}


SHEETS = (
    Sheet(
        name="国外2024",
        title="2024年国外客户跟进台帐",
        rows=(
            abroad(
                "柏林泵业 Berliner Pumpenwerk GmbH",
                "德国 / 柏林",
                等级="A级",
                信息来源="第135届广交会",
                联系人="Anna Schmidt(销售主管)",
                年=2024,
                月=5,
                日=8,
                意向产品="离心泵叶轮",
                跟进记录="2024.05.10 电话沟通,对方要样品\n5.15 寄样DHL#562729\n"
                "6.3 微信跟进,样品合格\n老板很健谈",
                样品="2024.05.15 DHL#562729,3个规格",
                报价="PI20240517-A,金额USD 4280",
                订单="2024.06.20 PO#BP-7 金额￥612,400",
                下一步="寄新目录",
                计划时间="2026-12-01",
                备注="冬天不要打电话",
                **mail("anna@berliner-pumpenwerk.example / +49 170 5550142"),
            ),
            abroad(
                "Lyon Robinetterie SA",
                "Lyon, France",
                等级="B类",
                联系人="Claire Petit、Marc Roux",
                跟进记录="2024年03月05日 广交会交换名片\n2024年04月02日 客户询价",
                报价="PI20240409-B,金额￥38,500,已付定金",
                最近联系日期=date(2024, 8, 30),
                **mail("claire@lyon-rob.example; marc@lyon-rob.example"),
            ),
            abroad(
                "Baltic Valve OÜ",
                "爱沙尼亚",
                联系人="Jaan Tamm",
                手机=37255501420.0,
                跟进记录="2024.2.1 发报价单\n2024.2.20 邮件没回\n3.8 电话未接",
                等级="C",
            ),
            abroad("Aegean Marine AE", "希腊-比雷埃夫斯", 最近联系日期=45422, 等级="C级"),
            abroad("Porto Bombas Lda", "葡萄牙 波尔图", 订单="试单已下", 联系人="Rui Costa"),
            abroad("Oslo Marin AS", "挪威", 跟进记录="2024-01-15 拜访\n2024-11-03 视频会议"),
            abroad("Nordic Flow AB", "瑞典", 客户编号="K-017", 样品="已寄2个规格", 备注="要银色"),
            abroad("Zürich Armaturen AG", "Switzerland", 最近联系日期="03/05/2023"),
            abroad("Wien Technik GmbH", "奥地利", 最近联系日期="25/12/2023", 客户性质="终端客户"),
            abroad("Milano Pompe SRL", "意大利 / 米兰", 客户性质="代理", 信息来源="老客户介绍"),
            abroad("Warszawa Pompy", "波兰", 手机="1.38E+10", 联系人="Adam Nowak"),
            abroad("Praha Čerpadla", "Czech Republic", 传真="+420 2 5550 1420"),
        ),
    ),
    Sheet(
        name="国外2025",
        title="2025年国外客户跟进台帐",
        rows=(
            abroad(
                "柏林泵业 Berliner Pumpenwerk GmbH",
                "德国 / 柏林",
                跟进记录="2.11 电话沟通,返单在谈\n3.6 报价￥58,000\n10.30 客户投诉包装破损",
                最近联系日期="2025.10.30",
            ),
            abroad("Nordic Flow AB", "瑞典", 客户编号="K-017", 跟进记录="1.20 发PI\n9.9 微信跟进"),
            abroad("Amman Water Authority", "约旦", 客户性质="终端客户", 订单="2025.8.1 13万"),
            abroad("Izmir Pompa AŞ", "土耳其", 样品="2025.9.1 UPS 4个", 联系人="Emre/Ayşe"),
            abroad("Casablanca Hydro", "摩洛哥", 报价="2025.10.12 QT-88 金额￥26,000"),
            abroad("Santiago Bombas SpA", "智利", 跟进记录="2025.11.2 客户索要目录\n11.20 寄出"),
            abroad("Lima Riego SAC", "秘鲁", 跟进记录="2025.12.20 电话\n1.5 电话", 等级="D"),
            abroad("São Paulo Válvulas Ltda", "巴西/圣保罗", 手机="13800138000.0"),
            abroad("Manila Pumps Inc.", "菲律宾", 报价="未报价", 联系人="Jose Cruz(Purchasing)"),
            abroad("Hanoi Cơ Khí", "越南", 样品=YES, 备注="通过外贸公司联系"),
            abroad("新加坡永泰", "新加坡", 联系人="陈先生", 手机="+65 6555 0142"),
            abroad(
                "大阪ポンプ株式会社",
                "日本 / 大阪",
                跟进记录="2026.1.9 会议\n11.9 邮件",
            ),
            abroad("香港顺达贸易", "香港", 客户性质="贸易商", 最近联系日期="2026.10.8"),
            {"序号": "合计", "订单": 2},
        ),
    ),
    Sheet(
        name="国内",
        title="国内客户",
        rows=(
            at_home(
                "宁波海天化工设备有限公司",
                "浙江宁波",
                客户编号="JRN01005",
                等级="A类",
                联系人="王经理",
                手机=13800138001.0,
                年="2023年",
                月="7月",
                日="9日",
                订单="2026.3.8 首单 50万\n2026.9.1 返单 12.5万元",
                跟进记录="2026.03.01 上门拜访\n2026.09.15 售后维修",
                下一步="2026.12.5 回访",
            ),
            at_home("绍兴越丰机械", "浙江绍兴", 联系人="李工 0575-85550142", 备注="对账月底"),
            at_home("无锡博远化工", "江苏", 跟进记录="2026.6.3 电话沟通\n7.20 微信没回"),
            at_home("南通海门纺织厂", "江苏南通", 客户性质="终端客户(工厂)", 信息来源="电话营销"),
            at_home("上海晋合贸易", "上海", 客户性质="中间商", 最近联系日期="2026年10月01日"),
            at_home("青岛蓝海泵阀", "山东/青岛", 联系人="赵六、钱七", 手机="13900139001"),
            at_home("成都蜀工", "四川成都", 客户性质="合作伙伴"),
            at_home("武汉江城水务", "湖北", 跟进记录="2027.1.5 拜访"),
            at_home("佛山南海五金", "广东佛山", 报价="2026.10.8 报价￥9,800", 订单="待下单"),
            at_home("沈阳北方泵业", "辽宁", 信息来源="", 备注="信息来源未记"),
            at_home("天津港湾设备", "天津", 样品="2026.10.20 顺丰 2个", 业务员="李雷"),
            at_home("西安秦源", "陕西", 业务员="韩梅梅"),
            at_home("厦门鹭岛泵业", "福建厦门", 联系人="孙总", **mail("微信:sunzong88")),
            at_home("昆明滇池水泵", "云南", 跟进记录="2026.8.8 电话\n10.9 寄样", 等级="C类"),
        ),
    ),
)


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BOOK).write_bytes(workbook())
    (folder / TEXT).write_bytes(text())


def workbook() -> bytes:
    """Return the workbook: a sheet a year, a title above each, days as days."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 20)})  # noqa: DTZ001 -- a file's day
        bold = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        day = book.add_format({"num_format": "yyyy/m/d"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for each in SHEETS:
            sheet = book.add_worksheet(each.name)
            sheet.merge_range(0, 0, 0, len(HEADS) - 1, each.title, bold)
            sheet.write_row(1, 0, HEADS)
            for line, cells in enumerate(_rows(each), start=2):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(line, column, cell, day)
                    elif cell is not None:
                        sheet.write(line, column, cell, wrapped)
    return content.getvalue()


def text() -> bytes:
    """Return the same rows as text, in GB18030: a line with the title where a sheet begins."""
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow(HEADS)
    for each in SHEETS:
        writer.writerow([each.title, *[""] * (len(HEADS) - 1)])
        writer.writerows(map(_as_text, _rows(each)))
    return content.getvalue().encode("gb18030")


def _rows(sheet: Sheet) -> Iterator[list[Cell]]:
    for number, cells in enumerate(sheet.rows, start=1):
        numbered: dict[str, Cell] = {"序号": number, **cells}
        yield [numbered.get(head) for head in HEADS]


def _as_text(cells: Sequence[Cell]) -> list[str]:
    return [
        f"{cell.year}/{cell.month}/{cell.day}" if isinstance(cell, date) else str(cell or "")
        for cell in cells
    ]


if __name__ == "__main__":
    main()
