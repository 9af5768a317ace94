"""The page that shows what another policy would change."""

from __future__ import annotations

from kamcli.i18n import _
from kamcli.output.page import Grid, Page, Section
from kamcli.output.values import for_people
from kamcli.reports.previews import Previewed


def page(shown: Previewed) -> Page:
    """Return the page of a preview: the policy tried, the counts, who would change."""
    settings = [f"{trial.key} = {trial.value}" for trial in shown.settings]
    counts = [[each.grade.value, str(each.before), str(each.after)] for each in shown.counts]
    changed = [
        [for_people(each.code), for_people(each.name), each.from_, each.to, each.owner]
        for each in shown.changed
    ]
    quiet = [] if changed else [_("No customer would change its grade.")]
    return Page(
        title=_("What would change on {day}").format(day=shown.as_of),
        sections=[
            Section(lines=[*settings, *quiet]),
            Section(
                title=_("Customers per grade"),
                grid=Grid(
                    titles=[_("Grade"), _("Now"), _("Then")],
                    rows=counts,
                    rights=[False, True, True],
                ),
            ),
            Section(
                title=_("Who would change"),
                grid=Grid(
                    titles=[_("Code"), _("Customer"), _("From"), _("To"), _("Owner")],
                    rows=changed,
                    rights=[False] * 5,
                ),
            ),
        ],
    )
