"""Countries and regions: what people type, what is kept, what is shown."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from kamcli.i18n import Language, use
from kamcli.rules.countries import country_name, market_of, read_country
from kamcli.rules.vocabulary import Market

# The codes in use of ISO 3166-1, written down apart from the table.
CODES = re.findall(
    "[A-Z]{2}",
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO
    BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ
    DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP
    GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG
    KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML
    MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE
    PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL
    SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM
    US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """,
)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use(Language.ENGLISH)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("DE", "DE de ＤＥ DEU deu Germany GERMANY Ｇｅｒｍａｎｙ 德国 德國 Deutschland"),
        ("GB", "GB UK U.K. uk Britain England 英国 英國 苏格兰"),
        ("US", "US USA U.S.A. usa America 美国 美國 美利坚合众国"),
        ("KR", "KR KOR Korea 韩国 韓國 南韩 大韩民国"),
        ("KP", "KP PRK DPRK 朝鲜 朝鮮 北韩"),
        ("CN", "CN CHN China PRC P.R.C. 中国 中國 中国大陆 大陆 中华人民共和国"),
        ("HK", "HK HKG Hongkong 香港 中国香港 中國香港 香港特别行政区"),
        ("MO", "MO MAC Macau Macao 澳门 澳門 中国澳门"),
        ("TW", "TW TWN Taiwan 台湾 台灣 臺灣 中国台湾 中國臺灣"),
        ("AE", "AE ARE UAE U.A.E. 阿联酋 阿聯酋 阿拉伯联合酋长国"),
        ("CZ", "Czechia Czech 捷克"),
        ("TR", "Türkiye Turkiye Turkey 土耳其"),
        ("CI", "象牙海岸 科特迪瓦"),
        ("AU", "澳洲 澳大利亚 Australia"),
        ("NZ", "新西兰 紐西蘭 新西蘭"),
        ("VN", "Vietnam Viet-Nam 越南"),
        ("AD", "AND Andorra"),
        ("CD", "刚果（金） 刚果(金) 刚果金 DRC"),
    ],
)
def test_reads_a_country_as_people_write_it(code: str, typed: str) -> None:
    assert {read_country(each) for each in typed.split()} == {code}


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("KR", " South  Korea "),
        ("KR", "Republic of Korea"),
        ("HK", "Hong Kong"),
        ("HK", "Hong Kong SAR"),
        ("NL", "The Netherlands"),
        ("US", "the United States of America"),
        ("CI", "Côte d’Ivoire"),
        ("CI", "Cote d'Ivoire"),
        ("BA", "Bosnia and Herzegovina"),
        ("LC", "Saint Lucia"),
        ("GW", "Guinea Bissau"),
        ("CD", "Democratic Republic of the Congo"),
    ],
)
def test_reads_a_name_of_several_words(code: str, typed: str) -> None:
    assert read_country(typed) == code


@pytest.mark.parametrize(
    "typed", ["Atlantis", "Congo", "刚果", "ZZ", "XX", "火星", "", "...", "A X E"]
)
def test_keeps_a_text_that_names_no_country_or_several(typed: str) -> None:
    assert read_country(f"  {typed} ") == typed


def test_knows_every_country_of_the_standard() -> None:
    assert len(CODES) == 249
    assert [read_country(code.lower()) for code in CODES] == CODES


@pytest.mark.parametrize("language", Language)
def test_reads_every_name_that_it_shows(language: Language) -> None:
    use(language)
    names = [country_name(code) for code in CODES]
    assert [read_country(name) for name in names] == CODES
    assert len(set(names)) == len(CODES)


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("DE", "Germany", "德国"),
        ("HK", "Hong Kong, China", "中国香港"),
        ("MO", "Macao, China", "中国澳门"),
        ("TW", "Taiwan, China", "中国台湾"),
        ("Atlantis", "Atlantis", "Atlantis"),
    ],
)
def test_names_a_country_in_the_language_of_the_person(
    code: str, english: str, chinese: str
) -> None:
    assert country_name(code) == english
    use(Language.CHINESE)
    assert country_name(code) == chinese


@pytest.mark.parametrize("code", ["DE", "HK", "MO", "TW", "Atlantis"])
def test_sells_abroad_wherever_it_is_not_the_mainland(code: str) -> None:
    assert market_of(code) is Market.FOREIGN


def test_sells_at_home_on_the_mainland() -> None:
    assert market_of(read_country("中国")) is Market.DOMESTIC


def test_the_table_is_not_read_until_a_country_is() -> None:
    code = "import sys, kamcli.rules.countries; print('csv' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
