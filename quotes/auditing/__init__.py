"""Whom do we quote: records counted by who speaks, as what, where and when. No spaCy here."""
