"""A command-line ledger for people who live by their key accounts."""

__version__ = "0.1.0"
