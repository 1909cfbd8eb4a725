"""To whom something is said, or what it is said of: attributions -> targets.

The parse gives the nouns that could be meant (`candidates`), each with what speaks for and against it (`numbers`);
weights that were fitted on annotated articles decide (`choice`), and the parse says how far the phrase goes (`extent`).
"""
