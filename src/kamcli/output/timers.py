"""A timetable as the programs that keep time read it: cron, and the timers of systemd."""

from __future__ import annotations

from collections.abc import Iterator

from kamcli.i18n import _
from kamcli.output.text import clean
from kamcli.reports.timetable import Job, Timetable

_UNITS = "~/.config/systemd/user"


def crontab(timetable: Timetable) -> str:
    """Return the lines of a crontab; times are those of the company where its zone is known."""
    lines = [_comment(_title(timetable)), "# (crontab -l; kam schedule) | crontab -"]
    if timetable.timezone:
        lines += [
            _comment(
                _(
                    "cron of Debian and Ubuntu knows no CRON_TZ and goes by the machine's clock;"
                    " there --form systemd is exact."
                )
            ),
            f"CRON_TZ={timetable.timezone}",
        ]
    lines += [f'{name}="{value}"' for name, value in timetable.environment.items()]
    for job in timetable.jobs:
        hour, minute = job.at.split(":")
        # To cron a percent sign ends the line.
        command = job.command.replace("%", r"\%")
        lines += [_comment(job.says), f"{int(minute)} {int(hour)} * * * {command}"]
    return "\n".join(lines) + "\n"


def units(timetable: Timetable) -> str:
    """Return a service and a timer for each job, each under the name of its file."""
    names = " ".join(f"kam-{job.name}.timer" for job in timetable.jobs)
    head = [
        _comment(_title(timetable)),
        f"# systemctl --user daemon-reload && systemctl --user enable --now {names}",
        "# loginctl enable-linger",
    ]
    return "\n".join([*head, *(line for job in timetable.jobs for line in _unit(timetable, job))])


def _unit(timetable: Timetable, job: Job) -> Iterator[str]:
    zone = f" {timetable.timezone}" if timetable.timezone else ""
    yield from ("", f"# {_UNITS}/kam-{job.name}.service", "[Unit]")
    yield from (f"Description=kam: {_escaped(job.says)}", "", "[Service]", "Type=oneshot")
    for name, value in timetable.environment.items():
        yield f"Environment={_quoted(f'{name}={value}', dollar='$')}"
    yield f"ExecStart=/bin/sh -c {_quoted(job.command, dollar='$$')}"
    yield from ("", f"# {_UNITS}/kam-{job.name}.timer", "[Unit]")
    yield from (f"Description=kam: {_escaped(job.says)}", "", "[Timer]")
    yield from (f"OnCalendar=*-*-* {job.at}:00{zone}", "Persistent=true", "")
    yield from ("[Install]", "WantedBy=timers.target")


def _title(timetable: Timetable) -> str:
    return _("kam for manager {manager}: {ledger}").format(
        manager=timetable.manager, ledger=timetable.ledger
    )


def _comment(text: str) -> str:
    return f"# {clean(text)}"


def _quoted(text: str, *, dollar: str) -> str:
    """Return a text as one word of a unit file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", dollar)
    return f'"{_escaped(escaped)}"'


def _escaped(text: str) -> str:
    """Return a text in which a percent sign stands for itself."""
    return text.replace("%", "%%")
