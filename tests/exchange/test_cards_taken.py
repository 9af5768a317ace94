"""Address cards come to the customer they belong to, or back to the person who imported them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam

IDENTITY_NUMBER = "11010519491231002X"
FIRM = ("--nature", "end-user", "--source", "fair")
ADDS = (
    ("add", "IBM Deutschland GmbH", "--short-name", "IBM", "--country", "DE", *FIRM),
    ("add", "Netscape Communications Corporation", "--country", "US", *FIRM),
    (
        *("add", "杭州恒盛科技有限公司", "--country", "CN", *FIRM, "--website", "www.hengsheng.cn"),
        *("--contact", "王芳", "--phone", "0571-88888888转8001", "--email", "wf@163.com"),
    ),
)


@pytest.fixture
def firms(kam: Kam, ledger: Path) -> Path:
    for words in ADDS:
        assert kam(*words).code == 0
    return ledger


def people(kam: Kam, code: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kam("contact", "list", code, "-f", "json").out)
    return found


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def write(folder: Path, name: str, *cards: tuple[str, ...]) -> Path:
    lines = [line for card in cards for line in ("BEGIN:VCARD", "VERSION:3.0", *card, "END:VCARD")]
    path = folder / name
    path.write_bytes("\r\n".join([*lines, ""]).encode())
    return path


def imported(kam: Kam, *paths: Path, code: int = 0) -> dict[str, Any]:
    answer = kam("import", *map(str, paths), "-f", "json")
    assert answer.code == code, answer
    found: dict[str, Any] = json.loads(answer.out)
    assert found["read"] == sum(
        found[name] for name in ("created", "updated", "unchanged", "rejected")
    )
    return found


def counts(found: dict[str, Any]) -> tuple[int, int, int, int]:
    created, updated, unchanged, rejected = (
        found[name] for name in ("created", "updated", "unchanged", "rejected")
    )
    return created, updated, unchanged, rejected


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (("FN:Anna", "ORG:IBM;Purchasing"), "JRW01001"),
        (("FN:Anna", "ORG:ＩＢＭ deutschland gmbh"), "JRW01001"),
        (("FN:Anna", "ORG:Netscape Communications Corp."), "JRW01002"),
        (("FN:Anna", "ORG:jrw01002"), "JRW01002"),
        (("FN:张三", "ORG:杭州恒盛科技"), "JRN01001"),
        (("FN:张三", "EMAIL:Zhang@HengSheng.cn"), "JRN01001"),
        (("FN:张三", "TEL;TYPE=WORK:+86 571 8888 8888"), "JRN01001"),
        (("FN:张三", "TEL;TYPE=WORK:0571 88888888", "ADR;TYPE=WORK:;;;;;;中国"), "JRN01001"),
        # a private address that is known of somebody
        (("FN:王芳", "EMAIL:WF@163.com"), "JRN01001"),
        # a person's new firm comes before an old number
        (("FN:Anna", "ORG:IBM", "TEL:+86 571 8888 8888"), "JRW01001"),
    ],
)
def test_a_card_comes_to_its_customer(
    kam: Kam, firms: Path, tmp_path: Path, card: tuple[str, ...], code: str
) -> None:
    found = imported(kam, write(tmp_path, "a.vcf", card))

    assert found["rejected"] == 0
    assert card[0].removeprefix("FN:") in {each["name"] for each in people(kam, code)}


def test_a_firm_of_another_name_is_told_with_what_it_was_known_by(
    kam: Kam, firms: Path, tmp_path: Path
) -> None:
    card = ("FN:张三", "ORG:恒盛集团", "EMAIL:z@hengsheng.cn")
    answer = kam("import", str(write(tmp_path, "a.vcf", card)))

    assert answer == Answer(
        out="File   Rows  New  Changed  As before  Rejected\n"
        "a.vcf     1    1        0          0         0\n\n"
        "Import 1: 1 row read, 1 new, 0 changed, 0 as before, 0 rejected.\n",
        err='"张三" of "恒盛集团" was taken to JRN01001 杭州恒盛科技有限公司,'
        " by its mail address.\n",
        code=0,
    )


NOBODY = (
    "The card names no firm, and no customer has its mail or phone."
    " (register the firm, or write the customer's code into ORG)"
)


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        (("FN:Anna", "EMAIL:anna@gmail.com", "TEL:12345"), NOBODY),
        # a host that anybody may be at says nothing, though a customer's person is there
        (("FN:Anna", "EMAIL:anna@163.com"), NOBODY),
        (
            ("FN:Anna", "ORG:Acme"),
            'No customer is "Acme". (register the firm, or write the customer\'s code into ORG)',
        ),
        (("ORG:IBM", "TEL:12345"), "The card names no person."),
        (("FN:Team", "ORG:IBM", "KIND:group"), "The card is a list of people, not a person."),
        (
            (f"FN:{IDENTITY_NUMBER}", "ORG:IBM"),
            "An identity number of a person is not kept: leave it out.",
        ),
    ],
)
def test_what_cannot_be_matched_comes_back_with_the_reason(
    kam: Kam, firms: Path, tmp_path: Path, card: tuple[str, ...], reason: str
) -> None:
    path = write(tmp_path, "a.vcf", card, ("FN:Bert", "ORG:IBM"))
    answer = kam("import", str(path))

    rejects = tmp_path / "a.rejects.vcf"
    assert answer.code == 6
    assert answer.err.splitlines()[-3:] == [
        f'"a.vcf", line 1: {reason}',
        f'error: 1 row was rejected: it is in "{rejects}".',
        f'hint: kam import "{rejects}"',
    ]
    assert rejects.read_bytes().decode().splitlines() == [
        "BEGIN:VCARD", f"X-KAM-REASON:{reason}", "VERSION:3.0", *card, "END:VCARD",
    ]  # fmt: skip
    assert [each["name"] for each in people(kam, "JRW01001")] == ["Bert"]


def test_several_customers_of_one_name_are_not_guessed_between(
    kam: Kam, firms: Path, tmp_path: Path
) -> None:
    for country in ("FR", "IT"):
        added = kam("add", "Acme", "--country", country, *FIRM, "--force", "--why", "sisters",
                    "--contact", country, "--email", f"info@acme.{country.lower()}")  # fmt: skip
        assert added.code == 0, added
    path = write(tmp_path, "a.vcf", ("FN:Anna", "ORG:Acme"))
    answer = kam("import", str(path))
    assert answer.code == 6
    assert (
        'line 1: "Acme" may be one of several customers: JRW01003 Acme, JRW01004 Acme.'
        in answer.err
    )

    path = write(tmp_path, "b.vcf", ("FN:Anna", "ORG:Acme", "EMAIL:anna@acme.it"))
    assert counts(imported(kam, path)) == (1, 0, 0, 0)
    assert [each["name"] for each in people(kam, "JRW01004")] == ["IT", "Anna"]


def test_a_mended_card_is_taken_and_its_reason_goes(kam: Kam, firms: Path, tmp_path: Path) -> None:
    imported(kam, write(tmp_path, "a.vcf", ("FN:Anna", "ORG:Acme")), code=6)
    rejects = tmp_path / "a.rejects.vcf"
    assert imported(kam, rejects, code=6)["rejects_file"] == str(rejects)
    assert rejects.read_text(encoding="utf-8").count("X-KAM-REASON") == 1

    rejects.write_text(
        rejects.read_text(encoding="utf-8").replace("ORG:Acme", "ORG:JRW01001"), encoding="utf-8"
    )
    assert counts(imported(kam, rejects)) == (1, 0, 0, 0)


def test_what_is_known_stays_and_what_is_new_comes_beside_it(
    kam: Kam, firms: Path, tmp_path: Path
) -> None:
    card = (
        "N:王;芳;;;", "FN:芳 王", "ORG:杭州恒盛科技有限公司", "TITLE:采购经理",
        "TEL;TYPE=CELL:13800138000", "TEL;TYPE=WORK:+86 571 88888888,8001",
        "TEL;TYPE=WORK,FAX:0571-88888800", "EMAIL:wf@hengsheng.cn", "EMAIL:WF@163.COM",
        "X-QQ:12345", "BDAY:1990-05-01", "ADR;TYPE=HOME:;;文三路1号;杭州;;;", "NOTE:爱喝茶",
    )  # fmt: skip
    answer = kam("import", str(write(tmp_path, "a.vcf", card)))

    (person,) = people(kam, "JRN01001")
    assert (person["phone"], person["mobile"], person["email"]) == (
        "0571-88888888转8001",
        "13800138000",
        "wf@163.com; wf@hengsheng.cn",
    )
    assert (person["title"], person["im"], person["birthday"]) == ("采购经理", "QQ 12345", None)
    assert answer.code == 0
    assert answer.err == (
        "1 birthday was not taken: it needs the person's consent (kam contact edit CODE NAME"
        " --birthday DAY --consent DATE --purpose TEXT).\n"
        "Not kept of the cards: addresses (1), faxes and pagers (1), notes (1).\n"
    )
    with closing(sqlite3.connect(firms)) as connection:
        everything = "\n".join(connection.iterdump())
    assert not any(word in everything for word in ("文三路", "爱喝茶", "1990-05-01"))


def test_one_mail_box_of_two_people_makes_them_no_one_person(
    kam: Kam, firms: Path, tmp_path: Path
) -> None:
    box = ("ORG:IBM", "EMAIL:info@ibm.com")
    cards = (("FN:Anna Weber", *box), ("FN:Karl Weber", *box))
    assert counts(imported(kam, write(tmp_path, "a.vcf", *cards))) == (2, 0, 0, 0)

    short = ("FN:A. Weber", *box, "TITLE:Buyer")
    assert counts(imported(kam, write(tmp_path, "b.vcf", short))) == (0, 1, 0, 0)
    assert [(each["name"], each["title"]) for each in people(kam, "JRW01001")] == [
        ("Anna Weber", "Buyer"),
        ("Karl Weber", None),
    ]


def test_a_card_is_matched_by_what_a_later_one_tells(kam: Kam, firms: Path, tmp_path: Path) -> None:
    first = ("FN:Anna", "EMAIL:anna@de.ibm.com")
    second = ("FN:Bert", "ORG:IBM", "EMAIL:bert@de.ibm.com")
    assert counts(imported(kam, write(tmp_path, "a.vcf", first, second))) == (2, 0, 0, 0)


def test_a_mail_that_is_none_is_left_out_and_told(kam: Kam, firms: Path, tmp_path: Path) -> None:
    answer = kam("import", str(write(tmp_path, "a.vcf", ("FN:Anna", "ORG:IBM", "EMAIL:anna@ibm"))))

    assert (answer.err, answer.code) == (
        '"Anna": "anna@ibm" is not an e-mail address and was left out.\n'.replace('"Anna"', "Anna"),
        0,
    )
    assert people(kam, "JRW01001")[0]["email"] is None


def test_the_same_cards_again_change_nothing_and_an_undo_takes_all_back(
    kam: Kam, firms: Path, shared: Path, tmp_path: Path
) -> None:
    files = [Path(shutil.copy(path, tmp_path)) for path in (shared / "vcard").glob("*.vcf")]
    before = kam("contact", "list", "-f", "json").out

    first = imported(kam, *files, code=6)
    assert (first["read"], first["rejected"]) == (18, 12)
    assert len(list(tmp_path.glob("*.rejects.vcf"))) == 10
    assert counts(imported(kam, *files, code=6)) == (0, 0, 6, 12)

    assert kam("undo").code == kam("undo").code == 0
    assert kam("contact", "list", "-f", "json").out == before


def test_a_dry_run_counts_the_same_and_keeps_nothing(kam: Kam, firms: Path, tmp_path: Path) -> None:
    path = write(tmp_path, "a.vcf", ("FN:Anna", "ORG:IBM"), ("FN:Bert", "ORG:Acme"))
    before = content(firms)
    dry = kam("import", str(path), "--dry-run")
    assert content(firms) == before
    assert not (tmp_path / "a.rejects.vcf").exists()

    done = kam("import", str(path))
    assert (dry.out, dry.code) == (done.out, done.code) == (done.out, 6)
    assert dry.err.splitlines()[-1] == "error: 1 row would be rejected."


def test_tables_and_cards_are_not_imported_at_once(kam: Kam, firms: Path, tmp_path: Path) -> None:
    path = write(tmp_path, "a.vcf", ("FN:Anna", "ORG:IBM"))
    assert kam("import", str(path), str(tmp_path)) == Answer(
        out="",
        err="error: Spreadsheets, tables and address cards are imported one after the other.\n"
        f'hint: kam import "{path}"\n',
        code=2,
    )


@pytest.mark.parametrize("data", [b"", b"name,phone\r\nAnna,1\r\n", b"\x00\xff" * 50])
def test_a_file_without_cards_is_told(kam: Kam, firms: Path, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.VCF"
    path.write_bytes(data)

    assert kam("import", str(path)) == Answer(
        out="",
        err='error: "a.VCF" holds no address cards.\nhint: kam import --help\n',
        code=2,
    )


def test_a_file_that_is_not_there_is_told(kam: Kam, firms: Path) -> None:
    assert kam("import", "nowhere.vcf") == Answer(
        out="",
        err='error: "nowhere.vcf" cannot be read: No such file or directory.\n'
        'hint: ls -l "nowhere.vcf"\n',
        code=2,
    )


def test_it_speaks_chinese(kam: Kam, firms: Path, tmp_path: Path) -> None:
    cards = (("FN:张三", "ORG:华茂"), ("FN:李四", "ORG:IBM", "BDAY:1990-05-01"))
    answer = kam("import", str(write(tmp_path, "a.vcf", *cards)), "--lang", "zh")

    assert answer.code == 6
    birthday, rejected = answer.err.splitlines()[:2]
    assert birthday == (
        "有 1 个生日没有收下：须经本人同意"
        "（kam contact edit CODE NAME --birthday DAY --consent DATE --purpose TEXT）。"
    )
    assert rejected == (
        '"a.vcf"第 1 行：没有名为"华茂"的客户。(请先登记该公司，或在 ORG 中写上客户编码)'
    )
