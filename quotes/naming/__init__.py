"""Mention -> person and role: names, titles, pronouns, descriptions. It knows nothing of `finding`."""
