"""`kam report verify`: anyone can tell whether a submission is what was handed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Kam

NAME = "2026-11-20-01-v1.json"
HERE = "Week to Friday 2026-11-20, manager 01, version 1\n"
Content = dict[str, Any]


@pytest.fixture
def digest(kam: Kam, friday: Path) -> str:
    """Hand in the week, and return the digest that was told."""
    found: str = json.loads(kam("report", "submit", "-f", "json").out)["digest"]
    return found


def changed(change: Callable[[Content], object], *, sealed_anew: bool = False) -> None:
    whole = json.loads(Path(NAME).read_text("utf-8"))
    change(whole["content"])
    if sealed_anew:
        text = json.dumps(
            whole["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        whole["digest"] = hashlib.sha256(text.encode()).hexdigest()
    Path(NAME).write_text(json.dumps(whole), encoding="utf-8")


def better(content: Content) -> None:
    content["report"]["rows"][0]["next_action"] = "Nothing"


def test_what_was_handed_in_is_good(kam: Kam, digest: str) -> None:
    assert kam("report", "verify", NAME) == Answer(
        out=HERE + f"The content fits its digest {digest}.\nIt is what the ledger holds.\n",
        err="",
        code=0,
    )


def test_needs_no_ledger(kam: Kam, digest: str, friday: Path) -> None:
    friday.unlink()

    assert kam("report", "verify", NAME) == Answer(
        out=HERE + f"The content fits its digest {digest}.\n"
        "There is no ledger here that holds this submission.\n",
        err="",
        code=0,
    )


def test_a_ledger_of_somebody_else_does_not_matter(kam: Kam, digest: str) -> None:
    changed(lambda content: content.update(manager="07"), sealed_anew=True)

    answer = kam("report", "verify", NAME, "-f", "json")
    found = json.loads(answer.out)
    assert (answer.code, found["whole"], found["stored"]) == (0, True, None)


def test_how_the_file_is_set_does_not_matter(kam: Kam, digest: str) -> None:
    whole = json.loads(Path(NAME).read_text("utf-8"))
    for settings in ({"sort_keys": True}, {"indent": 8}, {"ensure_ascii": False}):
        text = json.dumps(whole, **settings)
        Path(NAME).write_text("\ufeff" + text, encoding="utf-8")
        assert kam("report", "verify", NAME).code == 0


def test_says_what_was_changed(kam: Kam, digest: str) -> None:
    changed(better)

    answer = kam("report", "verify", NAME)
    assert answer.code == 4
    assert f"The content does not fit its digest {digest}: its own is " in answer.out
    assert answer.out.endswith(
        "The ledger holds something else:\n— report.rows[0].next_action:"
        ' "Nothing" in the file, "Offer sea freight" in the ledger\n'
    )
    assert answer.err == (
        f'error: "{NAME}" was changed after it was submitted.\n'
        "hint: kam report show 2026-11-20 --version 1 --manager 01 --into ./reports\n"
    )


def test_a_new_digest_does_not_hide_a_change(kam: Kam, digest: str) -> None:
    changed(better, sealed_anew=True)

    answer = kam("report", "verify", NAME, "-f", "json")
    found = json.loads(answer.out)
    assert (answer.code, found["whole"], found["stored"]) == (4, True, False)
    assert [each["where"] for each in found["differences"]] == [
        "report.rows[0].next_action",
        "digest",
    ]


def test_a_change_is_found_without_a_ledger(kam: Kam, digest: str, friday: Path) -> None:
    changed(better)
    friday.unlink()

    answer = kam("report", "verify", NAME, "-f", "json")
    found = json.loads(answer.out)
    assert (answer.code, found["whole"], found["stored"]) == (4, False, None)
    assert (found["digest"], found["differences"]) == (digest, [])
    assert answer.err.endswith("hint: ask for the file again\n")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda content: content.update(submitted_on="2026-11-19"), "submitted_on"),
        (lambda content: content["report"]["rows"].pop(), "report.rows[5]"),
        (lambda content: content["customers"][0].update(grade="B"), "customers[0].grade"),
        (lambda content: content["pages"][0].update(body="x"), "pages[0].body:1"),
        (lambda content: content["report"]["rows"][0].update(no=2), "report.rows[0].no"),
    ],
)
def test_every_part_is_sealed(
    kam: Kam, digest: str, change: Callable[[Content], object], where: str
) -> None:
    changed(change)

    answer = kam("report", "verify", NAME, "-f", "json")
    assert answer.code == 4
    assert json.loads(answer.out)["differences"][0]["where"] == where


def test_many_changes_are_counted(kam: Kam, digest: str) -> None:
    changed(lambda content: content["pages"][0].update(body="x\n" * 400))

    answer = kam("report", "verify", NAME)
    assert answer.out.count("\n— ") == 21
    assert answer.out.splitlines()[-1].startswith("— and ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("[1]", '"digest" is not as a submission has it'),
        ('{"digest": "x"}', '"content" is not as a submission has it'),
        ('{"digest": "x", "content": {}}', '"layout" is not as a submission has it'),
        ("[" * 100_000, "it is not JSON"),
        ("\x00\x01", "it is not JSON"),
    ],
)
def test_says_what_is_no_submission(kam: Kam, ledger: Path, text: str, why: str) -> None:
    Path("x.json").write_text(text, encoding="utf-8")

    assert kam("report", "verify", "x.json") == Answer(
        out="",
        err=f'error: "x.json" is no submission: {why}.\nhint: kam report submit --into ./reports\n',
        code=2,
    )


def test_bytes_and_folders_are_no_submission(kam: Kam, ledger: Path) -> None:
    Path("x.json").write_bytes(b"\xff\xfe{")
    Path("folder").mkdir()

    for name in ("x.json", "folder"):
        answer = kam("report", "verify", name)
        assert (answer.out, answer.code) == ("", 2)
        assert answer.err.startswith(f'error: "{name}" is no submission: ')


def test_a_file_that_is_not_there(kam: Kam, ledger: Path) -> None:
    assert kam("report", "verify", "x.json") == Answer(
        out="", err='error: There is no file "x.json".\nhint: ls\n', code=2
    )
