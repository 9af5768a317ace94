"""Rows with notes: a table where there is room, blocks where there is none."""

from __future__ import annotations

from kamcli.output.cards import Card, Cell, Deck, Emphasis, Title, drawn
from kamcli.output.page import Fact
from kamcli.output.text import width

DECK = Deck(
    titles=[
        Title(text="Code"),
        Title(text="Customer", wide=True),
        Title(text="Days silent", right=True),
    ],
    cards=[
        Card(
            cells=[
                Cell(text="JRW01001"),
                Cell(text="A very long name of a very long firm", emphasis=Emphasis.BOLD),
                Cell(text="7"),
            ],
            notes=[Fact(name="This week", value="one\ntwo"), Fact(name="Next", value="")],
        )
    ],
)


def test_nothing_is_broken_without_a_limit() -> None:
    assert drawn(DECK, columns=None, loud=False) == (
        "Code      Customer                              Days silent\n"
        "\n"
        "JRW01001  A very long name of a very long firm            7\n"
        "  This week: one\n"
        "    two\n"
    )


def test_the_wide_column_takes_what_room_is_left() -> None:
    assert drawn(DECK, columns=40, loud=False) == (
        "Code      Customer                  Days\n"
        "                                  silent\n"
        "\n"
        "JRW01001  A very long name of a        7\n"
        "          very long firm\n"
        "  This week: one\n"
        "    two\n"
    )


def test_a_narrow_terminal_gets_blocks() -> None:
    assert drawn(DECK, columns=24, loud=False) == (
        "Code: JRW01001\n"
        "Customer: A very long\n"
        "  name of a very long\n"
        "  firm\n"
        "Days silent: 7\n"
        "This week: one\n"
        "  two\n"
    )


def test_no_line_is_wider_than_the_terminal() -> None:
    for columns in range(12, 100):
        lines = drawn(DECK, columns=columns, loud=False).splitlines()
        assert max(map(width, lines)) <= columns


def test_only_the_text_is_loud() -> None:
    shown = drawn(DECK, columns=80, loud=True)

    assert "\x1b[1mA very long name of a very long firm\x1b[0m  " in shown
    assert shown.replace("\x1b[1m", "").replace("\x1b[0m", "") == drawn(
        DECK, columns=80, loud=False
    )
