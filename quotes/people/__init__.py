"""Which names are one person's, and who the people of a file are. No spaCy here."""
