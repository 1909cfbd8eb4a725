"""Which names belong to one person, and the people of a file. No spaCy here."""
