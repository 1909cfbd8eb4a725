"""What a person decides about records. No spaCy here."""
