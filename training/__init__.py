"""How a reader is made: one command from the corpora to the pipeline; the default one is in quotes/model/.

    python -m training CORPORA_DIR

    corpora   CORPORA_DIR -> documents        treebanks (conllu, treebank, typography); names (name_corpora, gum,
                                              silver: all to passages, by the conventions of names.toml);
                                              attributions (attributions, wide); confirmed parses (trees)
    looks     documents as on scraped pages   also variety, for names
    lessons   documents -> what the encoder reads, and what it should find (gold, hyphens)
    courses   which lessons, epoch by epoch   for each reader
    encoders  the pretrained networks         minilm for the default reader, mpnet for the accurate one
    fit       lessons -> a trained network    (network: an encoder and its heads, in torch; checkpoints)
    distilling  lessons -> what the accurate reader reads in them, for the default one to learn
    restore   pipeline -> the network         so that its training can go on
    export    network -> an ONNX graph        with 8-bit weights (outliers)
    assemble  graph -> pipeline               with the lemmatizer's tables (lemmas)
    evaluate  pipeline -> scores              from raw text, on the test parts
    card      scores -> MODEL_CARD.md, meta   from card.md and card.toml

It needs the extra `training`, two CPU cores and 8 GB of memory. On two cores with AVX2, the accurate reader takes 80
minutes, and the default one's last course 45; its first four take about 110 minutes on cores that multiply in bfloat16,
and longer on others. It uses a graphics card if there is one. It needs the network only to install packages: the
pretrained encoders are packages. A run that was cut off continues from `--work`, with the same result. Seeds are fixed:
the same corpora, version of torch and kind of processor make the same pipeline. If one of them differs, the pipeline
differs as it would with another seed.

The weights in models/accurate are those of `--encoder mpnet --steps 1400`. The weights in quotes/model are older: they
were trained before articles of all kinds, CrossNER, the looks of articles, the parts of hyphenated words and the taught
course were added here, and are the mean of two networks, before and after the last epoch. The taught course was tried
from them (`restore`, `--steps 1350`): attributions gained half a point of F1, and trees and names lost as much.

CORPORA_DIR holds

    ud/       en_ewt-ud-{train,test}, en_gum-cc-ud-{train,test}, en_pud-ud-test (.conllu.xz)
    ner/      uner-ewt-{dev,test}.iob2, wikigold.conll, re3d.conll, wnut17train.conll, emerging.test.conll,
              crossner/*.conll
    polnear/  train.jsonl.xz, dev.jsonl, corenlp-train.conllu.xz
    wide-train.jsonl

`quotes` never imports this package.
"""

import os

# transformers reads these before it looks for a newer network or reports its use to its maker. We want neither.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
