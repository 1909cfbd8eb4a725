"""One speaker over many articles, from records alone. No spaCy here."""
