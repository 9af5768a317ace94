"""How Chinese names sound, and what may be typed for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamcli.names.pinyin import heard, spellings, syllables, typed

ROOT = Path(__file__).parents[2]
LONG = 100


@pytest.mark.parametrize(
    ("name", "said"),
    [
        # surnames that are read otherwise than the character is elsewhere
        ("单志强", "shanzhiqiang"),
        ("仇和", "qiuhe"),
        ("区伟明", "ouweiming"),
        ("解晓东", "xiexiaodong"),
        ("查良镛", "zhaliangyong"),
        ("任正非", "renzhengfei"),
        ("华罗庚", "hualuogeng"),
        ("尉迟恭", "yuchigong"),
        ("曾国藩", "zengguofan"),
        ("朴槿惠", "piaojinhui"),
        ("朴槿惠", "pujinhui"),
        ("盖叫天", "gejiaotian"),
        ("盖叫天", "gaijiaotian"),
        ("缪斯", "miaosi"),
        ("翟天临", "zhaitianlin"),
        ("覃辉", "qinhui"),
        ("覃辉", "tanhui"),
        ("乐嘉", "yuejia"),
        ("乐嘉", "lejia"),
        ("万俟卨", "moqi"),
        ("长孙无忌", "zhangsunwuji"),
        # firms and places
        ("重庆长安汽车", "chongqingchangan"),
        ("重信机械", "zhongxin"),
        ("重信机械", "chongxin"),
        ("招商银行", "zhaoshangyinhang"),
        ("厦门建发", "xiamen"),
        ("番禺食品", "panyu"),
        ("六安茶叶", "luan"),
        ("成都会计事务所", "chengdukuaiji"),
        ("音乐厅", "yinyue"),
        ("西藏", "xizang"),
        ("西安", "xian"),
        # ü, as it is typed, left out, and in a passport
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("吕布", "lyubu"),
        # Latin words and digits stand as they are
        ("tcl集团", "tcljituan"),
        ("3m中国", "3mzhongguo"),
    ],
)
def test_a_name_is_found_by_every_usual_reading(name: str, said: str) -> None:
    found = heard(syllables(name), said)

    assert found is not None
    assert (found.begin, found.initials) == (0, False)


@pytest.mark.parametrize(
    ("name", "said", "part"),
    [
        ("杭州恒生科技有限公司", "hskj", "恒生科技"),
        ("杭州恒生科技有限公司", "hzhs", "杭州恒生"),
        ("(中国)恒生", "zghs", "中国)恒生"),
        ("tcl集团", "tcljt", "tcl集团"),
        ("重庆", "cq", "重庆"),
        ("单志强", "szq", "单志强"),
    ],
)
def test_initials_are_heard(name: str, said: str, part: str) -> None:
    found = heard(syllables(name), said)

    assert found is not None
    assert (name[found.begin : found.end], found.initials) == (part, True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("恒生", "engsheng"),
        ("恒生", ""),
        ("恒生", "hengshengs"),
        ("恒生科技", "hkj"),
        ("开发区", "kaifaou"),
        ("acme gmbh", "acme"),
        ("((", "xx"),
        ("", "xx"),
    ],
)
def test_what_a_name_does_not_say_is_not_heard(name: str, said: str) -> None:
    assert heard(syllables(name), said) is None


@pytest.mark.parametrize(
    ("key", "letters"),
    [
        ("heng sheng", "hengsheng"),
        ("xi'an", "xian"),
        ("3m", "3m"),
        ("h", ""),
        ("2026", ""),
        ("恒生", ""),
        ("a@b", ""),
        ("müller", ""),
    ],
)
def test_only_letters_may_be_pinyin(key: str, letters: str) -> None:
    assert typed(key) == letters


_NAMES = st.text(alphabet="杭州恒生科技重庆长乐单吕tcl3 (", min_size=1, max_size=9)


@given(_NAMES, st.data())
def test_whatever_a_name_may_be_typed_as_is_heard(name: str, data: st.DataObject) -> None:
    parts = syllables(name)
    for ways in spellings(parts, longest=LONG):
        said = data.draw(st.sampled_from(sorted(ways)))
        cut = said[: data.draw(st.integers(1, len(said)))]

        assert heard(parts, said) is not None
        assert heard(parts, cut) is not None


@given(_NAMES, st.text(alphabet="hangzouesklcqt3", min_size=2, max_size=6))
def test_what_is_heard_may_be_typed(name: str, said: str) -> None:
    parts = syllables(name)
    ways = set().union(*spellings(parts, longest=LONG))

    if len(ways) < 16:  # of more ways only some are kept
        assert (heard(parts, said) is not None) == any(way.startswith(said) for way in ways)


def test_the_table_is_what_its_tool_writes() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "pinyin.py", "--check"], check=False)

    assert done.returncode == 0
