"""How quotes/model/ is made: one command from the corpora to the pipeline that ships.

    python -m training CORPORA_DIR

    corpora   CORPORA_DIR -> documents        treebanks (conllu, treebank, typography); names (name_corpora, gum,
                                              silver: all to passages, by the conventions of names.toml);
                                              what a second source confirms (trees)
    lessons   documents -> what the encoder reads, and what it should find
    courses   which lessons, epoch by epoch   first treebanks and names, then these and news, three times
    fit       lessons -> a trained network    (network: an encoder and its heads, in torch)
    export    network -> an ONNX graph        with weights of eight bits
    assemble  graph -> pipeline               with the lemmatizer's tables (lemmas)
    evaluate  pipeline -> scores              from raw text, on the test parts
    card      scores -> MODEL_CARD.md, meta   from card.md and card.toml

It needs the extra `training`, two CPU cores, 5 GB of memory and about 110 minutes on cores that multiply in bfloat16
(the courses 15, 30, 31 and 18, reading the news 4 before each but the first, scores 3), longer on others; no GPU, and
no network beyond the package index: the pretrained encoder comes in a package. A run that was cut off goes on after the
last course that is in `--work`. Seeds are fixed: the same corpora, versions of torch and kind of processor make the
same pipeline, others one that differs as two seeds do. The weights that ship were trained course by course while the
corpora's treatment grew, and are the mean of two networks, before and after the last epoch; a run from start to end
comes within a point of their scores for syntax and for Universal NER's names.
CORPORA_DIR holds

    ud/       en_ewt-ud-{train,test}, en_gum-cc-ud-{train,test}, en_pud-ud-test (.conllu.xz)
    ner/      uner-ewt-{dev,test}.iob2, wikigold.conll, re3d.conll, wnut17train.conll, emerging.test.conll
    polnear/  train.jsonl.xz, dev.jsonl, corenlp-train.conllu.xz

`quotes` never imports this package.
"""

import os

# Asked by transformers before it looks for a newer network or tells its maker what it was used for: neither is wanted.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
