"""`kam report`: the Friday ledger, printed, submitted, checked, rolled up."""

from __future__ import annotations

from kamcli.cli import Reading, Writing, new_app
from kamcli.commands.report import checking, printing, rolling_up, sending, stored, submitting
from kamcli.i18n import N_

app = new_app(N_("Print the Friday ledger."))
app.callback(
    cls=printing.Report,
    invoke_without_command=True,
    no_args_is_help=False,
    epilog="kam report --week last --format md",
)(printing.report)
app.command("submit", cls=Writing, epilog="kam report submit --into ./reports")(submitting.submit)
app.command("list", cls=Reading, epilog="kam report list")(stored.list_)
app.command("show", cls=stored.Showing, epilog="kam report show last --version 1")(stored.show)
app.command("verify", cls=stored.Checking, epilog="kam report verify 2026-11-20-01-v1.json")(
    stored.verify
)
app.command("check", cls=Reading, epilog="kam report check")(checking.check)
app.command("send", cls=Writing, epilog="kam report send --to zhao@example.com")(sending.send)
app.command(
    "review", cls=Writing, epilog='kam report review last --by "Zhao Min" --note "Call ACME first"'
)(submitting.review)
app.command("roll-up", cls=stored.Showing, epilog="kam report roll-up 2026-11-20-*.json")(
    rolling_up.roll_up
)
