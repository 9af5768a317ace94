"""What the keys of JSON answers mean."""
MEANINGS: dict[str, str] = {}
