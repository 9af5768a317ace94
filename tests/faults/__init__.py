"""Faults, injected: each module breaks something and counts what was tried, kept and lost."""
