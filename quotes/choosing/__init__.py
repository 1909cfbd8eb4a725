"""Proposals -> those that are kept, each with a calibrated confidence."""
