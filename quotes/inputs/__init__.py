"""Bytes, rows and pages -> `Article`: encodings, formats, languages. No grammar here."""
