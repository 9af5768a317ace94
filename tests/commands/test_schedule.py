"""`kam schedule`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Answer, Kam
from dealings import dump
from kamcli.output import timers
from kamcli.reports.timetable import Program, Timetable, jobs

EVERYTHING = {"grade refresh", "backup", "report check", "report submit"}
ODD = "a path with 'quotes', 100% and $HOME"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put this kam alone on the PATH; return where it lies."""
    bin_ = tmp_path / "bin with space"
    bin_.mkdir()
    path = bin_ / "kam"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kamcli "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return path


@pytest.fixture
def odd(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay the ledger where every sign of the path means something to somebody; return the path."""
    folder = tmp_path / ODD
    folder.mkdir()
    path = folder / "台帐.db"
    shutil.move(ledger, path)
    monkeypatch.setenv("KAM_LEDGER", str(path))
    return path


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_cron_refreshes_at_two_in_the_night(kam: Kam, program: Path, ledger: Path) -> None:
    answer = kam("schedule")

    assert (answer.err, answer.code) == ("", 0)
    assert f"0 2 * * * '{program}' grade refresh --ledger {ledger} --manager 01" in _lines(
        answer.out
    )


def test_what_cron_runs_reaches_the_ledger_whatever_its_path(
    kam: Kam, program: Path, odd: Path
) -> None:
    answer = kam("schedule", "--lang", "zh")
    assert (answer.err, answer.code) == ("", 0)
    line = next(line for line in _lines(answer.out) if "grade refresh" in line)
    # as cron reads it: five fields, then a command in which a percent sign is escaped
    command = line.split(" ", 5)[5].replace(r"\%", "%")

    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(odd.parent), "KAM_AS_OF": "2026-11-20", "PATH": "/usr/bin:/bin"},
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert "2026-11-20" in done.stdout
    assert command.endswith("--manager 01 --lang zh")


def test_cron_goes_by_the_time_of_the_company(
    kam: Kam, program: Path, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('timezone = "Asia/Shanghai"\n', encoding="utf-8")
    monkeypatch.setenv("KAM_CONFIG", str(config))

    lines = _lines(kam("schedule").out)
    assert lines[:2] == ["CRON_TZ=Asia/Shanghai", f'KAM_CONFIG="{config}"']
    units = kam("schedule", "--form", "systemd").out
    assert "OnCalendar=*-*-* 02:00:00 Asia/Shanghai\n" in units
    assert f'Environment="KAM_CONFIG={config}"\n' in units


def test_today_is_the_day_of_the_company(
    kam: Kam, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAM_AS_OF")
    config = tmp_path / "config.toml"
    monkeypatch.setenv("KAM_CONFIG", str(config))
    days = []
    # between these two it is always another day
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        config.write_text(f'timezone = "{zone}"\n', encoding="utf-8")
        answer = kam("today", "-f", "json")
        assert answer.code == 0
        days.append(json.loads(answer.out)["as_of"])

    assert days[0] > days[1]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_time_zone_that_there_is_not(
    kam: Kam, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'timezone = "{zone}"\n', encoding="utf-8")
    monkeypatch.setenv("KAM_CONFIG", str(config))

    assert kam("today") == Answer(
        out="",
        err=f'error: There is no time zone "{zone}".\nhint: timezone = "Asia/Shanghai"\n',
        code=2,
    )


def test_systemd_gets_a_service_and_a_timer(kam: Kam, program: Path, odd: Path) -> None:
    answer = kam("schedule", "--form", "systemd")

    assert (answer.err, answer.code) == ("", 0)
    names = re.findall(r"(?m)^# ~/\.config/systemd/user/(.*)$", answer.out)
    assert names[:2] == ["kam-refresh.service", "kam-refresh.timer"]
    assert "100%% and $$HOME" in answer.out
    assert "OnCalendar=*-*-* 02:00:00\n" in answer.out


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_wrong_with_the_units(
    kam: Kam, program: Path, odd: Path, tmp_path: Path
) -> None:
    text = kam("schedule", "--form", "systemd").out
    folder = tmp_path / "units"
    folder.mkdir()
    parts = re.split(r"(?m)^# ~/\.config/systemd/user/(.*)\n", text)[1:]
    files = [folder / name for name in parts[::2]]
    for path, unit in zip(files, parts[1::2], strict=True):
        path.write_text(unit, encoding="utf-8")

    done = subprocess.run(
        ["/usr/bin/systemd-analyze", "verify", "--man=no", *files],
        capture_output=True,
        text=True,
        check=False,
        env={"SYSTEMD_UNIT_PATH": f"{folder}:"},
    )
    assert [line for line in done.stderr.splitlines() if "kam-" in line] == []
    assert len(files) >= 2


def _timetable(path: str) -> Timetable:
    program = Program(path=path, options=["--ledger", "/tmp/k m.db", "--manager", "01"])
    return Timetable(
        ledger="/tmp/k m.db",
        manager="01",
        timezone=None,
        environment={},
        jobs=jobs(program, EVERYTHING),
    )


def test_the_backup_and_the_friday_report_follow_the_refresh() -> None:
    lines = _lines(timers.crontab(_timetable("kam")))

    assert [line.split(" * * * ")[0] for line in lines] == ["0 2", "30 2", "0 16"]
    assert lines[1].endswith("kam backup --keep 7d,4w,12m --ledger '/tmp/k m.db' --manager 01")
    names = [job.name for job in _timetable("kam").jobs]
    units = timers.units(_timetable("kam"))
    assert names == ["refresh", "backup", "report"]
    assert all(f"kam-{name}.timer" in units for name in names)


def test_jobs_without_a_command_are_left_out() -> None:
    program = Program(path="kam", options=[])

    assert [each.name for each in jobs(program, {"grade refresh", "report submit"})] == ["refresh"]


@pytest.mark.parametrize(
    ("weeks", "checked", "ran"),
    [
        ("", 0, []),
        ("2026-11-20", 0, ["check 2026-11-20", "submit 2026-11-20"]),
        ("2026-11-20", 4, ["check 2026-11-20"]),
        (
            "2026-11-13 2026-11-20",
            0,
            [f"{verb} 2026-11-{day}" for day in (13, 20) for verb in ("check", "submit")],
        ),
    ],
)
def test_the_line_of_the_report_hands_in_what_is_due_and_complete(
    tmp_path: Path, weeks: str, checked: int, ran: list[str]
) -> None:
    said = tmp_path / "said"
    path = tmp_path / "kam"
    path.write_text(
        f"""#!/bin/sh
case "$1 $2" in
  "schedule --due") echo {weeks}; echo "error: none is due" >&2; [ -n "{weeks}" ] || exit 4 ;;
  "report check") echo "check $4" >> {said}; exit {checked} ;;
  "report submit") echo "submit $4" >> {said} ;;
esac
""",
        encoding="utf-8",
    )
    path.chmod(0o755)
    said.touch()
    job = _timetable(str(path)).jobs[-1]

    done = subprocess.run(
        ["/bin/sh", "-c", job.command], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert said.read_text(encoding="utf-8").splitlines() == ran


def test_the_line_of_the_report_tells_what_an_incomplete_week_lacks(
    kam: Kam, program: Path, friday: Path
) -> None:
    found = json.loads(kam("schedule", "-f", "json").out)
    command = next(each["command"] for each in found["jobs"] if each["name"] == "report")

    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(friday.parent), "KAM_AS_OF": "2026-11-20", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 4
    assert "JRW01003" in done.stdout
    assert kam("report", "list", "-f", "json").out == "[]\n"


@pytest.mark.parametrize(
    ("as_of", "week"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-09-24", "2026-09-25"),  # Mid-Autumn on the Friday: the Thursday before
        ("2026-10-08", "2026-10-02"),  # a week of holidays: the first working day after
        ("2026-10-09", "2026-10-09"),
        ("2024-10-12", None),  # a Saturday that is made up, after a Friday at work
        ("2023-10-07", "2023-10-06"),  # a Saturday that is made up, after a week of holidays
        ("2026-11-19", None),
        ("2026-09-25", None),
        ("2026-10-02", None),
    ],
)
def test_due_names_the_week_that_is_due_today(kam: Kam, as_of: str, week: str | None) -> None:
    answer = kam("schedule", "--due", "--as-of", as_of)

    if week is None:
        assert (answer.out, answer.code) == ("", 4)
        assert answer.err.startswith(f"error: No report is due on {as_of}: that of the week to ")
    else:
        assert answer == Answer(out=f"{week}\n", err="", code=0)


def test_due_says_when_the_next_report_is(kam: Kam) -> None:
    assert kam("schedule", "--due", "--as-of", "2026-09-30") == Answer(
        out="",
        err="error: No report is due on 2026-09-30: that of the week to 2026-10-02"
        " is due on 2026-10-08.\nhint: kam schedule --due --as-of 2026-10-08\n",
        code=4,
    )


def test_json(kam: Kam, program: Path, ledger: Path) -> None:
    answer = kam("schedule", "-f", "json")
    assert (answer.err, answer.code) == ("", 0)
    found = json.loads(answer.out)
    assert found["jobs"][0]["at"] == "02:00"
    assert (found["ledger"], found["manager"], found["timezone"]) == (str(ledger), "01", None)

    due = kam("schedule", "--due", "-f", "json")
    assert json.loads(due.out) == [{"week": "2026-11-20", "due_on": "2026-11-20"}]


def test_an_unknown_keeper(kam: Kam, ledger: Path) -> None:
    assert kam("schedule", "--form", "launchd") == Answer(
        out="",
        err='error: "launchd" is neither cron nor systemd.\nhint: kam schedule --form systemd\n',
        code=2,
    )


def test_without_a_ledger_there_is_nothing_to_keep(kam: Kam) -> None:
    answer = kam("schedule")

    assert (answer.out, answer.code) == ("", 5)
    assert "hint: kam init" in answer.err


def test_it_writes_nothing(kam: Kam, program: Path, ledger: Path) -> None:
    before = dump(ledger)

    assert kam("schedule").code == 0
    assert dump(ledger) == before
