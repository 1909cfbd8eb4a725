"""Records to formats, a file each. No spaCy here."""
