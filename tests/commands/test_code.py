"""CODE, wherever one is asked for: a code, a name, or a part of one, written or spoken."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import register

AT_HOME = ("--country", "CN", "--nature", "end-user", "--source", "web")
ABROAD = ("--country", "DE", "--nature", "agent", "--source", "web")


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    """Give the test a ledger with customers whose names are alike; return its path."""
    register(
        kam,
        ("杭州恒生科技有限公司", *AT_HOME),
        ("恒生银行", *AT_HOME, "--short-name", "HSB"),
        ("臺灣華茂進出口", *ABROAD),
        ("Müller Ventile", *ABROAD),
        ("Muller", *ABROAD, "--force", "--why", "another firm"),
        ("Berlin Pumpen GmbH", *ABROAD),
    )
    return ledger


def _shown(answer: Answer) -> str:
    assert (answer.err, answer.code) == ("", 0)
    return answer.out.split()[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ｊｒｗ01002", "JRW01002"),
        ("N01001", "JRN01001"),
        ("hskj", "JRN01001"),
        ("hangzhou", "JRN01001"),
        ("heng sheng yin", "JRN01002"),
        ("hsb", "JRN01002"),
        ("恆生銀行", "JRN01002"),
        ("华茂", "JRW01001"),
        ("twhm", "JRW01001"),
        ("ventile", "JRW01002"),
        ("muller v", "JRW01002"),
        ("MULLER", "JRW01003"),
        ("müller", "JRW01003"),
        ("gmbh", "JRW01004"),
    ],
)
def test_what_means_one_customer_only_is_enough(
    kam: Kam, firms: Path, text: str, code: str
) -> None:
    assert _shown(kam("show", text)) == code


def test_the_very_letters_come_before_the_bare_ones(kam: Kam, firms: Path) -> None:
    assert kam("edit", "JRW01002", "--name", "Müller").code == 0

    assert _shown(kam("show", "müller")) == "JRW01002"
    assert _shown(kam("show", "MULLER")) == "JRW01003"


def test_several_are_named_in_a_script(kam: Kam, firms: Path) -> None:
    assert kam("show", "hengsheng") == Answer(
        out="",
        err=(
            'error: "hengsheng" fits several customers:'
            " JRN01001 杭州恒生科技有限公司, JRN01002 恒生银行.\n"
            "hint: kam show JRN01001\n"
        ),
        code=4,
    )
    assert kam("--lang", "zh", "show", "hengsheng").err.startswith(
        '错误："hengsheng"对应好几个客户：JRN01001 杭州恒生科技有限公司, JRN01002 恒生银行。\n'
    )
    assert " and 1 more." in kam("show", "01").err


def test_a_note_through_a_sound_says_for_whom(kam: Kam, firms: Path) -> None:
    answer = kam("log", "hskj", "Talked")

    assert answer == Answer(
        out="JRN01001 杭州恒生科技有限公司: note 1, grade D.\n",
        err="JRN01001 杭州恒生科技有限公司\n",
        code=0,
    )


def test_verbs_that_take_away_want_the_whole_code(kam: Kam, firms: Path) -> None:
    answer = kam("customer", "void", "hskj", "--why", "x", "--yes")

    assert (answer.out, answer.code) == ("", 3)
    assert kam("show", "hskj").code == 0


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Berlni", "JRW01004 Berlin Pumpen GmbH"),
        ("pumpne", "JRW01004 Berlin Pumpen GmbH"),
        ("Berlin Pumpem", "JRW01004 Berlin Pumpen GmbH"),
        ("恒声科技", "JRN01001 杭州恒生科技有限公司"),
        ("Müler", "JRW01003 Muller, JRW01002 Müller Ventile"),
        ("JRN01003", "JRW01003 Muller, JRN01002 恒生银行"),
    ],
)
def test_the_nearest_are_named_for_a_slip(kam: Kam, firms: Path, text: str, nearest: str) -> None:
    answer = kam("show", text)

    assert (answer.out, answer.code) == ("", 3)
    assert answer.err.startswith(f'error: No customer fits "{text}"; nearest: {nearest}')


@pytest.mark.parametrize("text", ["zzzz", "天津", "7", "%", '"', "* OR a", "啊"])
def test_nothing_is_named_where_nothing_is_near(kam: Kam, firms: Path, text: str) -> None:
    assert kam("show", text) == Answer(
        out="",
        err=f'error: No customer fits "{text}".\nhint: kam list --all\n',
        code=3,
    )


def test_a_void_customer_is_meant_only_if_no_other_is(kam: Kam, firms: Path) -> None:
    assert kam("customer", "void", "JRW01004", "--why", "x", "--yes").code == 0
    assert _shown(kam("show", "berlin pumpen gmbh")) == "JRW01004"
    register(kam, ("Berlin Pumpen GmbH", *ABROAD))

    assert _shown(kam("show", "berlin pumpen gmbh")) == "JRW01005"
