"""The numbers in quotes/data/*.toml, fitted on annotated articles, and scores of what stands behind a record.

    python -m training.fitting calibrate CORPORA_DIR

    shares       how often each rule's finds are right  -> quotes/data/confidence.toml
    weights      what each piece of evidence is worth   -> quotes/data/weights.toml
    references   what says whom a pronoun or description means  -> quotes/data/references.toml
    certainty    how sure a name is  -> quotes/data/certainty.toml
    targets      whom a cue addresses or judges  -> quotes/data/targets.toml
    coreference  whom pronouns and names refer to, scored on GUM's test documents

It reads proposals, evidence and references, which no record shows; `evaluation` sees the records alone. It needs the
extra `evaluation`, and in CORPORA_DIR what `training` needs. `quotes` never imports this package.
"""
