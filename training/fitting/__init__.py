"""The numbers in quotes/data/*.toml, fitted on annotated articles, and scores of stages that records do not show.

    python -m training.fitting calibrate CORPORA_DIR

    shares       how often each rule's finds are right            -> quotes/data/confidence.toml
    weights      the arbiter's weights for evidence               -> quotes/data/weights/
    references   weights for whom pronouns and descriptions mean  -> quotes/data/references.toml
    certainty    weights for how sure a name and a role are       -> quotes/data/certainty.toml
    targets      weights for whom a cue addresses or judges       -> quotes/data/targets.toml
    coreference  whom pronouns and names refer to, scored on GUM's test documents

It reads proposals, evidence and references, which records do not show; `evaluation` sees only records. It needs the
extra `evaluation` and the same CORPORA_DIR as `training`. `quotes` never imports this package.
"""
