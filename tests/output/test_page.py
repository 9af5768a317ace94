"""A page about one thing, at any width."""

from __future__ import annotations

import pytest

from kamcli.output.page import Fact, Grid, Page, Section, drawn, markdown
from kamcli.output.text import width

PAGE = Page(
    title="JRW01001 [bold]\x1b[31m",
    sections=[
        Section(
            facts=[
                Fact(name="Why", value="In touch: last contact 2026-11-12 and much more to say"),
                Fact(name="Empty", value=""),
                Fact(name="客户性质", value="终端客户终端客户终端客户终端客户终端客户"),
            ]
        ),
        Section(title="Nothing to say"),
        Section(title="Notes", lines=["2026-11-12  a line that is rather long for a narrow page"]),
        Section(
            title="Orders",
            grid=Grid(titles=["Number", "Amount"], rows=[["A-1", "5.00"]], rights=[False, True]),
        ),
    ],
)


def test_without_a_limit_nothing_is_broken() -> None:
    assert drawn(PAGE, columns=None) == (
        "JRW01001 [bold]␛[31m\n"
        "Why       In touch: last contact 2026-11-12 and much more to say\n"
        "客户性质  终端客户终端客户终端客户终端客户终端客户\n"
        "\n"
        "Notes\n"
        "  2026-11-12  a line that is rather long for a narrow page\n"
        "\n"
        "Orders\n"
        "  Number  Amount\n"
        "  A-1       5.00\n"
    )


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 80, 200])
def test_on_a_terminal_nothing_is_lost_and_nothing_is_too_wide(columns: int) -> None:
    text = drawn(PAGE, columns=columns)

    assert all(width(line) <= columns for line in text.splitlines())
    for word in ("2026-11-12", "[bold]", "much more", "narrow", "A-1", "5.00"):
        assert "".join(word.split()) in "".join(text.split())
    assert "".join(text.split()).count("终端客户") == 5


def test_markdown_shows_what_is_there() -> None:
    assert markdown(PAGE) == (
        "# JRW01001 \\[bold\\]␛\\[31m\n"
        "\n"
        "- Why: In touch: last contact 2026-11-12 and much more to say\n"
        "- 客户性质: 终端客户终端客户终端客户终端客户终端客户\n"
        "\n"
        "## Notes\n"
        "\n"
        "- 2026-11-12  a line that is rather long for a narrow page\n"
        "\n"
        "## Orders\n"
        "\n"
        "| Number | Amount |\n"
        "| --- | --- |\n"
        "| A-1 | 5.00 |\n"
    )
