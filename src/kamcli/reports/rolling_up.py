"""Roll up what several salespeople handed in: one report of the week, and who is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kamcli.errors import Refused
from kamcli.i18n import _
from kamcli.reports.collisions import collisions
from kamcli.reports.friday import FridayForm, FridayReport, ReportWeek, Submitted
from kamcli.reports.submission_files import SubmissionFile
from kamcli.reports.team import Absent, Collision, Handed, Team
from kamcli.reports.together import together


class RollUp(Struct, frozen=True, kw_only=True):
    """What `kam report roll-up -f json` returns; `people` are the reports, as the submissions."""

    week: ReportWeek
    submissions: tuple[Handed, ...]
    missing: tuple[Absent, ...]
    collisions: tuple[Collision, ...]
    together: FridayReport
    people: tuple[FridayReport, ...]


class RolledUp(Struct, frozen=True, kw_only=True):
    """The form of all, and of each manager in the order of their codes."""

    whole: FridayForm
    people: tuple[FridayForm, ...]

    @property
    def answer(self) -> RollUp:
        """The facts for machines."""
        team = self.whole.team
        assert team is not None
        return RollUp(
            week=self.whole.report.week,
            submissions=team.submissions,
            missing=team.missing,
            collisions=team.collisions,
            together=self.whole.report,
            people=tuple(each.report for each in self.people),
        )


class Expected(Struct, frozen=True, kw_only=True):
    """Whose submissions are waited for, and the names that are known, by code."""

    managers: Sequence[str]
    names: Mapping[str, str]


def chosen(files: Sequence[SubmissionFile], *, changed_too: bool) -> list[SubmissionFile]:
    """Return the last version of each manager, in the order of their codes.

    Raises `Refused` for files that were changed, unless they are wanted too; for files of several
    weeks, and for two of one version that differ.
    """
    changed = [file.path for file in files if not file.is_whole]
    if changed and not changed_too:
        raise Refused(
            _('Changed after it was submitted: "{files}".').format(files='", "'.join(changed)),
            hint=f"kam report verify {changed[0]}",
        )
    _check_one_week(files)
    by_manager: dict[str, list[SubmissionFile]] = defaultdict(list)
    for file in files:
        by_manager[file.frozen.manager].append(file)
    return [_last_of(by_manager[manager]) for manager in sorted(by_manager)]


def _check_one_week(files: Sequence[SubmissionFile]) -> None:
    first = files[0]
    for file in files:
        if file.frozen.week != first.frozen.week:
            raise Refused(
                _('"{one}" is of the week to {week}, "{other}" of the week to {then}.').format(
                    one=first.path,
                    week=first.frozen.week,
                    other=file.path,
                    then=file.frozen.week,
                ),
                hint=f"kam report roll-up {first.frozen.week}-*.json",
            )


def _last_of(files: Sequence[SubmissionFile]) -> SubmissionFile:
    """Return the last version; raises `Refused` where two files of it have other contents."""
    version = max(file.frozen.version for file in files)
    last = [file for file in files if file.frozen.version == version]
    for file in last[1:]:
        if file.found != last[0].found:
            raise Refused(
                _('"{one}" and "{other}" are the same version and differ.').format(
                    one=last[0].path, other=file.path
                ),
                hint=f"kam report verify {file.path}",
            )
    return last[0]


def rolled_up(files: Sequence[SubmissionFile], expected: Expected) -> RolledUp:
    """Return the roll-up of one submission of each manager."""
    several = [file.frozen for file in files]
    here = {each.manager for each in several}
    team = Team(
        submissions=tuple(_handed(file, expected) for file in files),
        missing=tuple(
            Absent(manager=manager, name=expected.names.get(manager))
            for manager in sorted(set(expected.managers) - here)
        ),
        collisions=collisions(several),
    )
    return RolledUp(
        whole=replace(together(several), team=team),
        people=tuple(_form(file) for file in files),
    )


def _handed(file: SubmissionFile, expected: Expected) -> Handed:
    frozen = file.frozen
    report, week = frozen.report, frozen.report.figures.week.now
    return Handed(
        manager=frozen.manager,
        name=frozen.head.manager_name or expected.names.get(frozen.manager),
        version=frozen.version,
        submitted_on=frozen.submitted_on,
        late=frozen.submitted_on > frozen.week,
        whole=file.is_whole,
        digest=file.digest,
        file=file.path,
        grades=report.totals.grades,
        new_this_week=report.totals.new_this_week,
        visits=week.visits,
        orders=week.orders,
        payments=week.payments,
        promised=len(report.promises.actions),
        kept=report.promises.total.kept,
    )


def _form(file: SubmissionFile) -> FridayForm:
    """Return a manager's form with what was handed in."""
    frozen = file.frozen
    submitted = Submitted(
        week=frozen.week,
        version=frozen.version,
        submitted_at=frozen.submitted_at,
        digest=file.digest,
    )
    return FridayForm(head=frozen.head, report=replace(frozen.report, submitted=submitted))
