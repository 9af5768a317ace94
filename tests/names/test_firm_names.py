"""Names of firms taken apart."""

from __future__ import annotations

import pytest

from kamcli.names.firm_names import names_of


@pytest.mark.parametrize(
    ("name", "brand", "places", "trades"),
    [
        ("深圳市明远机电有限公司", "明远", {"深圳"}, ("机电",)),
        ("明遠機電（深圳）股份有限公司", "明远", {"深圳"}, ("机电",)),
        ("浙江省杭州市萧山区华茂集团有限公司", "华茂", {"浙江", "杭州"}, ()),
        ("永康市五金机械厂", "", {"永康"}, ("五金机械厂",)),
        ("大连机床集团有限责任公司", "", {"大连"}, ("机床",)),
        ("博世（中国）投资有限公司", "博世", {"中国"}, ()),
        ("株式会社東芝", "东芝", set(), ()),
        ("家乐福超市有限公司", "家乐福超市", set(), ()),
        ("有限公司", "有限公司", set(), ()),
        ("Müller Pumpen GmbH & Co. KG", "muller", set(), ("pump",)),
        ("America Movil, S.A. de C.V.", "americamovil", set(), ()),
        ("Kowalski Sp. z o.o.", "kowalski", set(), ()),
        ("A B Volvo", "volvo", set(), ()),
        ("ООО «Ромашка»", "romashka", set(), ()),
        ("PT Astra Otoparts Tbk", "astraotoparts", set(), ()),
        ("Officine Rossi di Mario Rossi & C. S.n.c.", "officinerossidimariorossi", set(), ()),
        ("Ltd", "ltd", set(), ()),
    ],
)
def test_what_a_firm_is_called(
    name: str, brand: str, places: set[str], trades: tuple[str, ...]
) -> None:
    found = names_of(name).names[0]

    assert (found.brand, set(found.places), found.trades) == (brand, places, trades)


@pytest.mark.parametrize(
    ("name", "markers"),
    [
        ("沈阳第一机床厂", {"1"}),
        ("南京二厂机械", {"2"}),
        ("中铁十二局集团", {"12"}),
        ("国药控股华东有限公司", {"华东"}),
        ("广州A区仓储", {"A"}),
        ("明远机电有限公司杭州分公司", {"杭州分公司"}),
        ("Acme Works III", {"3"}),
        ("Studio 54", {"54"}),
        ("Second Bearings", {"2"}),
        ("Nordwind Süd GmbH", {"south"}),
        ("Acme Branch", {"branch"}),
        ("明远机电", set()),
        ("三一重工", set()),
    ],
)
def test_what_tells_branches_apart(name: str, markers: set[str]) -> None:
    assert names_of(name).markers == markers


def test_a_name_in_two_scripts_is_two_names() -> None:
    both = names_of("明远机电 (Mingyuan Electric Co., Ltd.)").names
    one = names_of("ABB (中国) Ltd").names

    assert [name.brand for name in both] == ["明远", "mingyuan"]
    assert len(one) == 1


@pytest.mark.parametrize(
    "name", ["", " ", "()", "（）", "-", "§", "有", "A", "公司公司", "第一", "市"]
)
def test_any_text_can_be_taken_apart(name: str) -> None:
    assert len(names_of(name).names) == 1
