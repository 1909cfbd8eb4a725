"""Scores, floors and calibration of `quotes`, over corpora that do not ship; uses only the public API."""
