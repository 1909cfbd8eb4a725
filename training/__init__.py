"""How quotes/model/ is made: one command from the corpora to the pipeline that ships.

    python -m training CORPORA_DIR

    corpora   CORPORA_DIR -> documents        treebanks (conllu, treebank, typography); names (name_corpora, gum,
                                              silver, swap: all to passages, by the conventions of names.toml)
    train     documents -> two trained models syntax.cfg and names.cfg, one process and one core each
    assemble  two models -> one pipeline      with the lemmatizer's tables (lemmas)
    evaluate  pipeline -> scores              from raw text, on the test parts
    card      scores -> MODEL_CARD.md, meta   from card.md and card.toml

It needs the extra `training`, two CPU cores, 3 GB of memory and about an hour; no GPU and no network. Seeds are
fixed: the same corpora, versions of spaCy and thinc and kind of processor make the same pipeline. CORPORA_DIR holds

    ud/       en_ewt-ud-{train,dev,test}, en_gum-cc-ud-{train,dev,test}, en_pud-ud-test (.conllu.xz)
    ner/      uner-ewt-{dev,test}.iob2, wikigold.conll, re3d.conll, wnut17train.conll, emerging.test.conll
    polnear/  train.jsonl.xz, dev.jsonl, corenlp-{train,dev}.conllu.xz

`quotes` never imports this package.
"""
