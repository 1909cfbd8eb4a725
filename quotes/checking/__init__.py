"""Comparing what is quoted with what was said, word by word, and with other quotations of the same words."""
