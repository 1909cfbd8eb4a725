"""Scores and floors of `quotes`, on articles that ship and on corpora that do not; uses only the public API."""
