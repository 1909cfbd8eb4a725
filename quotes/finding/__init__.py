"""`Doc` -> proposals: cues, frames, marks, turns, prepositions, and what the encoder read.

Examples in docstrings are sentences: **bold** is what the function finds or asks about, *italic* is another word that
matters, and | is where something begins or ends.
"""
