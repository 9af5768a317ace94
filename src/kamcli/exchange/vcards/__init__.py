"""Address cards (vCard) of phones and mail programs: read, matched to customers, written."""
