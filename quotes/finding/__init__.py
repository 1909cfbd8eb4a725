"""`Doc` -> proposals: cues, frames, marks, turns, prepositions, and what the encoder read."""
