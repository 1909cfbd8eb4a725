"""Bytes, rows and pages -> `Article`: encodings, formats, languages, and no grammar."""
