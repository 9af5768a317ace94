"""Write the table of public holidays that `kam today` reads, from the `holidays` library.

Importing that library takes longer than the whole morning page may; a table of its facts is read
in a thousandth of the time. `--check` says whether the table is what would be written.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import holidays

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/kamcli/reports/festivals.tsv"
COUNTRIES = ROOT / "src/kamcli/rules/countries.tsv"
YEARS = range(2024, 2036)
ENGLISH, CHINESE = "en_US", "zh_CN"
# Days that have no name of their own: a day off before or after, a bridge, a day that is made up.
NAMELESS = ("Day off (", "Public Holiday", "Bridge Public Holiday", "National Holiday")
ESTIMATED = " (estimated)"
# The library says few countries' holidays in Chinese; these are the names that many share.
COMMON = """
New Year's Day=元旦 | New Year's Eve=跨年夜 | New Year Holidays=新年假期 | Epiphany=主显节
Chinese New Year=春节 | Chinese New Year's Eve=除夕 | Lunar New Year=农历新年 | Carnival=狂欢节
Carnival Monday=狂欢节星期一 | Carnival Tuesday=狂欢节星期二 | Ash Wednesday=圣灰星期三
Maundy Thursday=濯足星期四 | Good Friday=耶稣受难日 | Holy Saturday=圣周六
Easter Saturday=复活节前日 | Easter=复活节 | Easter Sunday=复活节 | Easter Monday=复活节星期一
Orthodox Good Friday=东正教耶稣受难日 | Orthodox Easter=东正教复活节 | Ascension Day=耶稣升天节
Pentecost=五旬节 | Pentecost Monday=五旬节星期一 | Whit Monday=五旬节星期一
Corpus Christi=基督圣体节
Assumption Day=圣母升天节 | All Saints' Day=诸圣节 | All Souls' Day=万灵节
Immaculate Conception=圣母无染原罪节 | Reformation Day=宗教改革纪念日 | Christmas Eve=平安夜
Christmas Day=圣诞节 | Orthodox Christmas Day=东正教圣诞节 | Second Day of Christmas=圣诞节次日
Boxing Day=节礼日 | Saint Stephen's Day=圣斯德望日 | Eid al-Fitr=开斋节
Eid al-Fitr Holiday=开斋节假期 | Eid al-Adha=宰牲节 | Eid al-Adha Holiday=宰牲节假期
Day of Arafah=阿拉法特日 | Islamic New Year=伊斯兰新年 | Ashura=阿舒拉节 | Prophet's Birthday=圣纪节
Isra' and Mi'raj=登霄节 | First Day of Ramadan=斋月首日 | Laylat al-Qadr=盖德尔夜 | Diwali=排灯节
Holi=洒红节 | Maha Shivaratri=湿婆节 | Nowruz=诺鲁孜节 | International Nowruz Day=国际诺鲁孜节
Songkran Festival=宋干节 | Labor Day=劳动节 | Labour Day=劳动节 | International Labor Day=国际劳动节
International Workers' Day=国际劳动节 | International Worker's Day=国际劳动节 | Workers' Day=劳动节
Worker's Day=劳动节 | May Day=五一节 | Independence Day=独立日 | National Independence Day=独立日
National Day=国庆日 | Republic Day=共和国日 | Constitution Day=宪法日 | Victory Day=胜利日
Liberation Day=解放日 | Unity Day=团结日 | Memorial Day=阵亡将士纪念日 | Armistice Day=停战日
Remembrance Day=国殇纪念日 | Veterans Day=退伍军人节 | Armed Forces Day=建军节 | Army Day=建军节
Martyrs' Day=烈士日 | Revolution Day=革命日 | Thanksgiving Day=感恩节 | Columbus Day=哥伦布日
Washington's Birthday=华盛顿诞辰 | Martin Luther King Jr. Day=马丁·路德·金纪念日
Juneteenth National Independence Day=六月节 | Emancipation Day=奴隶解放日 | ANZAC Day=澳新军团日
Australia Day=澳大利亚国庆日 | King's Birthday=国王诞辰 | King's Day=国王日 | Africa Day=非洲日
International Women's Day=国际妇女节 | Women's Day=妇女节 | Mother's Day=母亲节
Father's Day=父亲节
Children's Day=儿童节 | Youth Day=青年节 | Family Day=家庭日 | Spring Bank Holiday=春季银行假日
Midsummer Day=仲夏节 | Midsummer Eve=仲夏节前夜
"""


def rows() -> list[list[str]]:
    """Return a row for each day and name: day, English, Chinese, the countries that keep it."""
    common = dict(pair.strip().split("=") for pair in COMMON.replace("\n", "|").split("|") if pair)
    kept: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for country in _countries():
        for day, english, chinese in _festivals(country):
            plain = english.removesuffix(ESTIMATED)
            shared = common.get(plain, "")
            if shared and english != plain:
                shared += "（估计）"
            kept[day, english, chinese or shared].append(country)
    return [[*key, " ".join(sorted(countries))] for key, countries in sorted(kept.items())]


def _countries() -> list[str]:
    supported = holidays.list_supported_countries()
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        return [
            row["code"] for row in csv.DictReader(lines, delimiter="\t") if row["code"] in supported
        ]


def _festivals(country: str) -> Iterator[tuple[str, str, str]]:
    """Go through the festivals of a country: day, name in English, name in Chinese or nothing."""
    languages = holidays.list_localized_countries().get(country, [])
    english = _calendar(country, ENGLISH if ENGLISH in languages else None)
    chinese = _calendar(country, CHINESE) if CHINESE in languages else None
    for day in english:
        names = english.get_list(day)
        said = chinese.get_list(day) if chinese is not None else [""] * len(names)
        for name, translated in zip(names, said, strict=True):
            if day.year in YEARS and not name.startswith(NAMELESS):
                yield day.isoformat(), name, translated


def _calendar(country: str, language: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=YEARS, observed=False, language=language)


def written() -> str:
    """Return the table as it is kept; no name has a tab."""
    head = "on\ten\tzh\tcountries"
    return "\n".join([head, *("\t".join(row) for row in rows())]) + "\n"


def main() -> int:
    """Write, or check; return 1 where the table is out of date."""
    text = written()
    if "--check" not in sys.argv:
        TABLE.write_text(text, encoding="utf-8")
    elif TABLE.read_text(encoding="utf-8") != text:
        print(f"{TABLE.relative_to(ROOT)} is out of date: run tools/festivals.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
