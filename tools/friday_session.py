"""The README's Friday: a week is gone through, handed in, and mailed to a box on this machine."""

from __future__ import annotations

import sys
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect

import session
from postbox import postbox

_BEFORE = """
kam init --manager 01 --name "Li Lei" --department export --as-of 2026-11-02
kam add "Berlin Pumpen GmbH" --country DE --nature end-user --source fair --as-of 2026-11-03
kam contact add JRW01001 "Anna Schmidt" --email anna@berlin-pumpen.example --as-of 2026-11-03
kam next JRW01001 "Send the quote" --due 2026-11-19 --as-of 2026-11-16
kam log JRW01001 "Asked for a price on 200 valves" --kind request --as-of 2026-11-17
kam log JRW01001 "Quote sent, 28 days valid" --kind quote --via email --as-of 2026-11-19
kam rate set USD 7.15 --as-of 2026-11-20
kam order add JRW01001 "USD 42800"
"""
_ANSWERS = ("k", "Wants delivery in 28 days", "Confirm the day of delivery", "next wed")
_AFTER = """
kam goal set 2 --note "Two from the fair"
kam report check
kam report submit --into ./friday
kam report send
kam report send
"""
_PROMPT = r"\? (\[[^\]]*\] )?$"
_PATIENCE_SECONDS = 60


def friday() -> str:
    """Return the session, and what has arrived in the box."""
    with TemporaryDirectory() as name, postbox() as box:
        folder = Path(name)
        _settings(folder, box.port)
        for line in _BEFORE.strip().splitlines():
            session.run(line, folder)
        shown = [_filled(folder)]
        shown += [session.run(line, folder) for line in _AFTER.strip().splitlines()]
        (mail,) = box.delivered
        return f"{session.block(shown)}\n\nIn the box of the supervisor:\n\n{_told(mail.message)}"


def _settings(folder: Path, port: int) -> None:
    path = folder / ".config/kam/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        'from = "Li Lei <lilei@example.com>"\nto = ["Zhao Min <zhao@example.com>"]\n',
        encoding="utf-8",
    )


def _filled(folder: Path) -> str:
    """Go through the week at a terminal, and return what stands there."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "kamcli", "fill", "--plain"],
        cwd=folder,
        env=session.environment(folder),
        dimensions=(60, 80),
        timeout=_PATIENCE_SECONDS,
        encoding="utf-8",
    )
    seen = ""
    for answer in _ANSWERS:
        child.expect(_PROMPT)
        seen += child.before + child.after
        child.sendline(answer)
    child.expect(pexpect.EOF)
    seen += child.before
    lines = [line.rstrip() for line in seen.replace("\r", "").strip().splitlines()]
    return "\n".join(["$ kam fill --plain", *lines])


def _told(mail: EmailMessage) -> str:
    """Return the head of a mail and its parts."""
    head = [f"{name}: {mail[name]}" for name in ("From", "To", "Subject")]
    parts = [
        f"  {part.get_content_type()}  {part.get_filename() or ''}".rstrip()
        for part in mail.walk()
        if not part.is_multipart()
    ]
    return "\n".join(["```", *head, *parts, "```"])
