"""Countries and regions."""

from __future__ import annotations

from kamcli.rules.vocabulary import Market


def read_country(text: str) -> str:
    """Read a country."""
    return text.strip()


def market_of(country: str) -> Market:
    """Return the market of a customer in this country."""
    return Market.DOMESTIC if country == "CN" else Market.FOREIGN
