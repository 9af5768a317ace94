"""`kam report send`: the mail arrives whole, once, protected, and no secret is told."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from io import BytesIO
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.null import Keyring as NoKeyring
from python_calamine import CalamineWorkbook

from conftest import Answer, Kam, content
from postbox import PASSWORD, USER, Postbox, certificate, postbox, served_with

ZHAO, BOSS = "zhao@jr.example", "boss@jr.example"
WEEK = "2026-11-20"
SEND = ("report", "send", "--anyway")

Configured = Callable[..., Path]


class Memory(KeyringBackend):
    """A keyring that remembers the passwords it was given."""

    priority = 1

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def _no_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test away from the person's own passwords and mail."""
    monkeypatch.delenv("KAM_SMTP_PASSWORD", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def box() -> Iterator[Postbox]:
    """Give the test a mail server on this machine."""
    with postbox() as found:
        yield found


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    """Return what writes the `[mail]` table of the config file."""

    def write(
        port: int, *lines: str, host: str = "127.0.0.1", to: tuple[str, ...] = (ZHAO,)
    ) -> Path:
        path = tmp_path / "config/kam/config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        table = [
            "[mail]",
            f'host = "{host}"',
            f"port = {port}",
            f'from = "李雷 <{USER}>"',
            f"to = {json.dumps(list(to), ensure_ascii=False)}",
        ]
        path.write_text("\n".join([*table, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def submit(kam: Kam, *words: str) -> None:
    answer = kam("report", "submit", "--into", "handed-in", *words)
    assert (answer.err, answer.code) == ("", 0)


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content()).replace("\r\n", "\n")


def attached(mail: EmailMessage) -> EmailMessage:
    (found,) = mail.iter_attachments()
    assert isinstance(found, EmailMessage)
    return found


def sendings(ledger: Path) -> list[tuple[str, int, str | None]]:
    with closing(sqlite3.connect(ledger)) as connection:
        rows = connection.execute("SELECT address, turn, sent_at FROM sendings ORDER BY id")
        return [(address, turn, sent and sent[:2]) for address, turn, sent in rows]


def sent(address: str, version: int = 1) -> str:
    return f'Version {version} of the week to Friday {WEEK} is sent to "{address}".\n'


def has(address: str) -> str:
    return f'"{address}" has version 1 of the week to Friday {WEEK} already.\n'


@pytest.mark.parametrize(
    ("language", "subject", "sheet"),
    [
        (
            "en",
            f"Customer Information Tracking Ledger {WEEK}: 01 Li Lei",
            "Ledger",
        ),
        ("zh", f"客户信息动态管理台帐 {WEEK}：01 Li Lei", "台帐"),
    ],
)
def test_the_mail_arrives_and_is_the_report(
    kam: Kam,
    friday: Path,
    box: Postbox,
    configured: Configured,
    language: str,
    subject: str,
    sheet: str,
) -> None:
    configured(box.port, to=(f"赵敏 <{ZHAO}>", f"Zhao, the boss <{BOSS}>"))
    submit(kam, "--lang", language)

    told = kam(*SEND, "--with-contacts")
    assert told == Answer(out=sent(ZHAO) + sent(BOSS), err="", code=0)

    assert [(each.sender, each.to) for each in box.delivered] == [(USER, [ZHAO]), (USER, [BOSS])]
    for each, name in zip(box.delivered, ("赵敏", "Zhao, the boss"), strict=True):
        mail = each.message
        assert each.content.isascii()
        assert (mail["Subject"], mail["From"]) == (subject, f"李雷 <{USER}>")
        assert mail["To"].addresses[0].display_name == name
        assert mail["To"].addresses[0].addr_spec == each.to[0]
        assert mail.get_content_type() == "multipart/mixed"
        assert "13800138000" in part(mail, "plain")
        assert part(mail, "html").startswith("<!DOCTYPE html>")
        book = attached(mail)
        assert book.get_filename() == f"{WEEK}-01-v1.xlsx"
        whole = book.get_content()
        assert whole == Path(f"handed-in/{WEEK}-01-v1.xlsx").read_bytes()
        assert CalamineWorkbook.from_filelike(BytesIO(whole)).sheet_names[0] == sheet


def test_the_cells_of_the_attached_workbook_are_those_of_the_report(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    assert kam(*SEND).code == 0

    book = CalamineWorkbook.from_filelike(BytesIO(attached(box.delivered[0].message).get_content()))
    rows = json.loads(kam("report", "show", "this", "-f", "json").out)["rows"]
    codes = [line[1] for line in book.get_sheet_by_index(0).to_python()]
    assert [code for code in codes if str(code).startswith("JR")] == [row["code"] for row in rows]


def cells(mail: EmailMessage) -> str:
    """Return what the attached form says, every cell on a line of its own."""
    book = CalamineWorkbook.from_filelike(BytesIO(attached(mail).get_content()))
    return "\n".join(str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row)


def test_phones_are_shown_only_where_asked_to(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    assert kam(*SEND).code == 0
    assert kam(*SEND, "--again", "--with-contacts").code == 0

    masked, whole = (each.message for each in box.delivered)
    assert part(masked, "plain") == kam("report", "show", "this", "-f", "md").out
    page = kam("report", "show", "this", "-f", "html").out
    assert part(masked, "html") == page[: page.index("<script>")] + "</body>\n</html>\n"
    for kind in ("plain", "html"):
        assert "13800138000" not in part(masked, kind)
        assert "138****8000" in part(masked, kind)
        assert "13800138000" in part(whole, kind)
    assert "13800138000" not in cells(masked)
    assert "138****8000" in cells(masked)
    assert "13800138000" in cells(whole)


def test_a_review_is_told_in_the_body(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    assert kam("report", "review", "this", "--by", "Zhao Min", "--note", "Call ACME").code == 0
    assert kam(*SEND).code == 0

    for kind in ("plain", "html"):
        assert "Call ACME" in part(box.delivered[0].message, kind)


def test_tells_in_json_who_has_it(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    submit(kam, "--resubmit")
    assert kam(*SEND).out == sent(ZHAO, 2)

    assert json.loads(kam(*SEND, "--to", ZHAO, "--to", BOSS, "-f", "json").out) == {
        "week": WEEK,
        "manager": "01",
        "version": 2,
        "sent": [BOSS],
        "skipped": [ZHAO],
        "failed": [],
        "file": None,
    }
    assert "version 2: 01 Li Lei" in box.delivered[0].message["Subject"]


def test_nobody_gets_the_same_twice_unless_asked_for(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    assert kam(*SEND).out == sent(ZHAO)
    met = box.connections

    assert kam(*SEND) == Answer(out=has(ZHAO), err="", code=0)
    assert kam(*SEND, "--to", ZHAO.upper()).out == has(ZHAO.upper())
    assert (len(box.delivered), box.connections) == (1, met)

    assert kam(*SEND, "--again") == Answer(out=sent(ZHAO), err="", code=0)
    assert [each.to for each in box.delivered] == [[ZHAO], [ZHAO]]
    assert sendings(friday) == [(ZHAO, 1, "20"), (ZHAO, 2, "20")]
    first, second = (each.message["Message-ID"] for each in box.delivered)
    assert first != second


def test_another_version_is_another_mail(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    assert kam(*SEND).out == sent(ZHAO)
    submit(kam, "--resubmit")

    assert kam(*SEND).out == sent(ZHAO, 2)
    assert attached(box.delivered[1].message).get_filename() == f"{WEEK}-01-v2.xlsx"


def test_who_is_named_twice_gets_one_mail(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)

    assert kam(*SEND, "--to", BOSS, "--to", f"The boss <{BOSS.upper()}>").out == sent(BOSS)
    assert len(box.delivered) == 1


def test_a_week_that_was_not_submitted_is_not_sent(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)

    assert kam(*SEND) == Answer(
        out="",
        err=f"error: The week to Friday {WEEK} is not submitted yet.\n"
        f"hint: kam report submit --week {WEEK}\n",
        code=4,
    )
    assert box.connections == 0


def test_a_week_that_lacks_something_is_sent_only_anyway(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    lacks = len(json.loads(kam("report", "check", "-f", "json").out))

    assert kam("report", "send") == Answer(
        out="",
        err=f"error: The week to Friday {WEEK} is not complete: {lacks} things are missing.\n"
        f"hint: kam report check --week {WEEK}\n",
        code=4,
    )
    assert (lacks > 1, box.connections) == (True, 0)
    assert kam("report", "send", "--anyway").out == sent(ZHAO)


def test_a_complete_week_needs_no_word(
    kam: Kam, ledger: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    assert kam("goal", "set", "1", "--week", "next").code == 0
    submit(kam)

    assert kam("report", "send", "--week", "this") == Answer(out=sent(ZHAO), err="", code=0)


def test_all_managers_do_not_send_one_week(kam: Kam, friday: Path) -> None:
    answer = kam(*SEND, "--manager", "all")

    assert answer == Answer(
        out="",
        err="error: A week is sent by one manager, not by all.\n"
        "hint: kam report send --anyway --manager 01\n",
        code=2,
    )


def test_writes_the_mail_to_a_file_and_notes_nothing(
    kam: Kam, friday: Path, configured: Configured
) -> None:
    configured(1, to=(f"赵敏 <{ZHAO}>", BOSS))
    submit(kam)
    before = content(friday)

    assert kam(*SEND, "--to-file", "out/friday.eml") == Answer(
        out="out/friday.eml\n", err="", code=0
    )
    read = message_from_bytes(Path("out/friday.eml").read_bytes(), policy=POLICY)
    assert isinstance(read, EmailMessage)
    assert [each.addr_spec for each in read["To"].addresses] == [ZHAO, BOSS]
    assert part(read, "plain") == kam("report", "show", "this", "-f", "md").out
    assert content(friday) == before

    assert kam(*SEND, "--to-file", "out/friday.eml") == Answer(
        out="",
        err='error: There is a file "out/friday.eml" already.\nhint: --to-file FILE\n',
        code=4,
    )


def test_a_mail_in_a_file_needs_no_settings(kam: Kam, friday: Path) -> None:
    submit(kam)

    answer = kam(*SEND, "--to-file", "friday.eml", "-f", "json")

    assert (json.loads(answer.out)["file"], answer.code) == ("friday.eml", 0)
    read = message_from_bytes(Path("friday.eml").read_bytes(), policy=POLICY)
    assert (read["From"], read["To"]) == (None, None)


def test_a_dry_run_connects_nowhere_and_keeps_nothing(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port, f'user = "{USER}"')
    submit(kam)
    before = content(friday)

    assert kam(*SEND, "--dry-run") == Answer(out=sent(ZHAO), err="", code=0)
    assert kam(*SEND, "--to-file", "friday.eml", "--dry-run").code == 0
    assert (content(friday), box.connections, Path("friday.eml").exists()) == (before, 0, False)


def test_one_who_is_refused_does_not_keep_the_others_from_it(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port, to=(ZHAO, BOSS))
    submit(kam)
    box.unknown.add(ZHAO)

    assert kam(*SEND) == Answer(
        out=sent(BOSS),
        err=f'error: Nothing was sent to "{ZHAO}". The mail server "127.0.0.1" says'
        ' "550 5.1.1 No such user".\n'
        f"hint: kam report send --week {WEEK} --to {ZHAO}\n",
        code=6,
    )
    assert sendings(friday) == [(BOSS, 1, "20")]

    box.unknown.clear()
    assert kam(*SEND).out == sent(ZHAO) + has(BOSS)


@pytest.mark.parametrize("full", [True, False])
def test_what_the_server_does_not_take_is_not_noted_as_sent(
    kam: Kam, friday: Path, box: Postbox, configured: Configured, full: bool
) -> None:
    configured(box.port, to=(ZHAO, BOSS))
    submit(kam)
    box.full = full
    box.unknown |= set() if full else {ZHAO, BOSS}

    answer = kam(*SEND)

    assert (answer.out, answer.code, box.delivered, sendings(friday)) == ("", 5, [], [])
    reply = "452 4.3.1 The box is full" if full else "550 5.1.1 No such user"
    assert answer.err.count(reply) == 2


def test_a_server_that_is_not_there(kam: Kam, friday: Path, configured: Configured) -> None:
    with postbox() as gone:
        configured(gone.port)
    submit(kam)

    assert kam(*SEND) == Answer(
        out="",
        err='error: The mail server "127.0.0.1" cannot be reached on port'
        f" {gone.port}: Connection refused.\n"
        'hint: [mail] host = "smtp.example.com"\n',
        code=5,
    )
    assert sendings(friday) == []


def test_a_mail_that_may_have_been_sent_is_told_as_that(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    box.hangs_up = True
    doubt = Answer(
        out="",
        err=f'error: Version 1 may have been sent to "{ZHAO}": ask there first.\n'
        f"hint: kam report send --week {WEEK} --to {ZHAO} --again\n",
        code=4,
    )

    assert kam(*SEND) == doubt
    box.hangs_up = False
    assert kam(*SEND) == doubt
    assert (len(box.delivered), sendings(friday)) == (1, [(ZHAO, 1, None)])

    assert kam(*SEND, "--again").out == sent(ZHAO)
    first, second = (each.message["Message-ID"] for each in box.delivered)
    assert first == second
    assert kam(*SEND).out == has(ZHAO)


def test_a_crash_between_sending_and_noting_leaves_the_doubt(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    with subprocess.Popen(
        [sys.executable, "-c", _WAITING, *SEND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        box.kills = run.pid
        out, err = run.communicate(b"go\n")
    assert (out, err, run.returncode) == (b"", b"", -9)
    box.kills = 0

    answer = kam(*SEND)

    assert (len(box.delivered), answer.code) == (1, 4)
    assert "may have been sent" in answer.err


# Waits for a word, so that the server knows by then whom to end.
_WAITING = "import os; os.read(0, 3); from kamcli.__main__ import main; main()"


@pytest.mark.parametrize("kept", ["variable", "keyring"])
def test_logs_in_with_the_password_that_is_kept(
    kam: Kam,
    friday: Path,
    box: Postbox,
    configured: Configured,
    monkeypatch: pytest.MonkeyPatch,
    kept: str,
) -> None:
    configured(box.port, f'user = "{USER}"')
    submit(kam)
    if kept == "variable":
        monkeypatch.setenv("KAM_SMTP_PASSWORD", PASSWORD)
    else:
        memory = Memory()
        memory.set_password("kam", USER, PASSWORD)
        keyring.set_keyring(memory)

    assert kam(*SEND) == Answer(out=sent(ZHAO), err="", code=0)


@pytest.mark.parametrize("password", ["wrong-one", "密码-wrong"])
def test_a_wrong_password_is_told_and_not_shown(
    kam: Kam,
    friday: Path,
    box: Postbox,
    configured: Configured,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
) -> None:
    configured(box.port, f'user = "{USER}"')
    submit(kam)
    monkeypatch.setenv("KAM_SMTP_PASSWORD", password)

    answer = kam(*SEND)

    assert answer == Answer(
        out="",
        err=f'error: The mail server "127.0.0.1" does not accept "{USER}" with this password.\n'
        f"hint: keyring set kam {USER}\n",
        code=5,
    )
    assert password not in content(friday)
    assert (box.delivered, sendings(friday)) == ([], [])


@pytest.mark.parametrize("has_keyring", [True, False])
def test_a_user_without_a_password_is_told_where_to_put_it(
    kam: Kam,
    friday: Path,
    box: Postbox,
    configured: Configured,
    monkeypatch: pytest.MonkeyPatch,
    has_keyring: bool,
) -> None:
    configured(box.port, f'user = "{USER}"')
    submit(kam)
    if not has_keyring:
        monkeypatch.setitem(sys.modules, "keyring", None)

    assert kam(*SEND) == Answer(
        out="",
        err=f'error: There is no password for "{USER}": neither in KAM_SMTP_PASSWORD nor in the'
        f" keyring.\nhint: keyring set kam {USER}\n",
        code=2,
    )


@pytest.mark.parametrize("where", ['password = "hunter2"', '[mail.password]\nvalue = "hunter2"'])
def test_a_password_in_the_config_file_is_not_repeated(
    kam: Kam, friday: Path, configured: Configured, where: str
) -> None:
    path = configured(1, where)
    submit(kam)

    answer = kam(*SEND)

    assert answer.err.startswith(
        f'error: The [mail] table of "{path}" has a setting that cannot be: "password".\n'
    )
    assert (answer.code, "hunter2" in answer.err) == (2, False)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("[mail]\n", 'does not say "host".'),
        ('[mail]\nhost = "localhost"\n', 'does not say "from".'),
        ('[mail]\nport = "25"\n', 'a setting that cannot be: "port".'),
        ("[mail]\nport = 70000\n", 'a setting that cannot be: "port".'),
        ("[mail]\nport = true\n", 'a setting that cannot be: "port".'),
        ('[mail]\nsecurity = "ssl"\n', 'a setting that cannot be: "security".'),
        ("[mail]\nto = [1]\n", 'a setting that cannot be: "to".'),
        ('[mail]\nto = "x@y.example"\n', 'a setting that cannot be: "to".'),
        ('[mail]\nhost = " "\n', 'a setting that cannot be: "host".'),
        ('[mail]\nfrom = "nobody"\n', '"nobody" is no mail address.'),
    ],
)
def test_says_what_is_wrong_with_the_settings(
    kam: Kam, friday: Path, tmp_path: Path, table: str, says: str
) -> None:
    submit(kam)
    path = tmp_path / "config/kam/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(table, encoding="utf-8")

    answer = kam(*SEND, "--to", ZHAO)

    assert (answer.out, answer.code, says in answer.err) == ("", 2, True), answer.err


def test_somebody_has_to_get_it(kam: Kam, friday: Path, configured: Configured) -> None:
    configured(1, to=())
    submit(kam)

    assert kam(*SEND) == Answer(
        out="",
        err="error: There is nobody to send it to.\n"
        "hint: kam report send --anyway --to zhao@example.com\n",
        code=2,
    )


# 127.0.0.2 is on this machine as well, but it is not one of the names that say so.
ELSEWHERE = "127.0.0.2"


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    """Return a certificate for `ELSEWHERE`."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes a certificate, is not here")
    folder = tmp_path / "certificates"
    folder.mkdir()
    return certificate(folder, ELSEWHERE)


@pytest.mark.parametrize("smtps", [True, False])
def test_another_machine_is_reached_over_tls(
    kam: Kam,
    friday: Path,
    configured: Configured,
    trusted: Path,
    monkeypatch: pytest.MonkeyPatch,
    smtps: bool,
) -> None:
    submit(kam)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    monkeypatch.setenv("KAM_SMTP_PASSWORD", PASSWORD)
    with postbox(host=ELSEWHERE, tls=served_with(trusted), smtps=smtps) as box:
        lines = (f'user = "{USER}"', *(('security = "tls"',) if smtps else ()))
        configured(box.port, *lines, host=ELSEWHERE)

        assert kam(*SEND) == Answer(out=sent(ZHAO), err="", code=0)
    assert [each.to for each in box.delivered] == [[ZHAO]]


@pytest.mark.parametrize("smtps", [True, False])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    kam: Kam, friday: Path, configured: Configured, trusted: Path, smtps: bool
) -> None:
    submit(kam)
    with postbox(host=ELSEWHERE, tls=served_with(trusted), smtps=smtps) as box:
        configured(box.port, *(('security = "tls"',) if smtps else ()), host=ELSEWHERE)

        answer = kam(*SEND)

    assert (answer.out, answer.code, box.delivered) == ("", 5, [])
    assert f'The certificate of the mail server "{ELSEWHERE}" is not to be trusted' in answer.err


def test_a_server_elsewhere_without_tls_gets_nothing(
    kam: Kam, friday: Path, configured: Configured, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(kam)
    monkeypatch.setenv("KAM_SMTP_PASSWORD", PASSWORD)
    with postbox(host=ELSEWHERE) as box:
        configured(box.port, f'user = "{USER}"', host=ELSEWHERE)

        answer = kam(*SEND)

    assert (answer, box.delivered) == (
        Answer(
            out="",
            err=f'error: The mail server "{ELSEWHERE}" offers no TLS; nothing was sent.\n'
            'hint: security = "tls"\n',
            code=5,
        ),
        [],
    )


def test_an_open_way_to_another_machine_is_refused(
    kam: Kam, friday: Path, configured: Configured
) -> None:
    submit(kam)
    with postbox(host=ELSEWHERE) as box:
        configured(box.port, 'security = "none"', host=ELSEWHERE)

        answer = kam(*SEND)

    assert (answer, box.connections) == (
        Answer(
            out="",
            err=f'error: Mail to the server "{ELSEWHERE}" has to be protected by TLS: only on this'
            ' machine may it go open.\nhint: security = "starttls"\n',
            code=4,
        ),
        0,
    )


def test_a_mail_cannot_be_taken_back(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    assert kam(*SEND).code == 0

    answer = kam("undo")

    assert answer.code == 4
    assert answer.err.endswith(
        '"report send" cannot be taken back: a mail cannot be called back.\n'
        "hint: kam audit --limit 10\n"
    )
    assert sendings(friday) == [(ZHAO, 1, "20")]


def test_the_trail_tells_who_was_sent_what(
    kam: Kam, friday: Path, box: Postbox, configured: Configured
) -> None:
    configured(box.port)
    submit(kam)
    assert kam(*SEND).code == 0

    noted, begun = json.loads(kam("audit", "--limit", "2", "-f", "json").out)
    assert [each["command"] for each in (noted, begun)] == ["report send", "report send"]
    after: dict[str, Any] = begun["changes"][0]["after"]
    assert after["address"] == ZHAO
    assert list(noted["changes"][0]["after"]) == ["sent_at"]
    mail = {"address": ZHAO, "week": WEEK, "version": 1}
    assert [each["changes"][0]["mail"] for each in (noted, begun)] == [mail, mail]
    told = kam("audit", "--exports").out.splitlines()
    of_it = f"week to Friday {WEEK}, version 1"
    assert [line.partition("mail")[2] for line in told[1:]] == [
        f' to "{ZHAO}" sent: {of_it}',
        f' to "{ZHAO}" begun: {of_it}',
    ]
