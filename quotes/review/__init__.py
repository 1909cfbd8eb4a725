"""What a person decides of records. No spaCy here."""
