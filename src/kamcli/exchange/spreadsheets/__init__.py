"""Spreadsheets as people keep them: from a file on disk to rows whose columns mean something."""
