"""Spreadsheets made by hand: their cells as people fill them, and their rows taken in."""
