"""`kam report`: the Friday ledger, printed, submitted, checked, rolled up."""

from __future__ import annotations

from kamcli.cli import new_app
from kamcli.commands.report import printing
from kamcli.i18n import N_

app = new_app(N_("Print the Friday ledger."))
app.callback(
    cls=printing.Report,
    invoke_without_command=True,
    no_args_is_help=False,
    epilog="kam report --week last --format md",
)(printing.report)
