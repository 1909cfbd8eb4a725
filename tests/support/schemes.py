"""The same sentences parsed by hand in both label schemes, Universal Dependencies and ClearNLP.

Each line is one word: word lemma POS tag head label. If the schemes differ, the ClearNLP head and label follow after a
slash.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from spacy.tokens import Doc

from tests.support.conllu import vocabulary

Scheme = Literal["UD", "ClearNLP"]
SCHEMES: tuple[Scheme, ...] = ("UD", "ClearNLP")

SENTENCES = {
    "told": """
        The the DET DT 2 det
        mayor mayor NOUN NN 3 nsubj
        told tell VERB VBD 0 ROOT
        reporters reporter NOUN NNS 3 iobj / 3 dative
        on on ADP IN 6 case / 3 prep
        Tuesday Tuesday PROPN NNP 3 obl / 5 pobj
        that that SCONJ IN 11 mark
        the the DET DT 9 det
        bridge bridge NOUN NN 11 nsubj
        was be AUX VBD 11 cop / 3 ccomp
        safe safe ADJ JJ 3 ccomp / 10 acomp
        . . PUNCT . 3 punct
    """,
    "aside": """
        The the DET DT 2 det
        bridge bridge NOUN NN 3 nsubj
        fell fall VERB VBD 0 ROOT / 7 ccomp
        , , PUNCT , 3 punct / 7 punct
        the the DET DT 6 det
        mayor mayor NOUN NN 7 nsubj
        said say VERB VBD 3 parataxis / 0 ROOT
        . . PUNCT . 3 punct / 7 punct
    """,
    "rejected": """
        The the DET DT 2 det
        plan plan NOUN NN 4 nsubj:pass / 4 nsubjpass
        was be AUX VBD 4 aux:pass / 4 auxpass
        rejected reject VERB VBN 0 ROOT
        by by ADP IN 7 case / 4 agent
        the the DET DT 7 det
        secretary secretary NOUN NN 4 obl:agent / 5 pobj
        of of ADP IN 9 case / 7 prep
        state state NOUN NN 7 nmod / 8 pobj
        . . PUNCT . 4 punct
    """,
    "accused": """
        Critics critic NOUN NNS 2 nsubj
        accused accuse VERB VBD 0 ROOT
        the the DET DT 4 det
        mayor mayor NOUN NN 2 obj / 2 dobj
        of of SCONJ IN 6 mark / 2 prep
        hiding hide VERB VBG 2 advcl / 5 pcomp
        the the DET DT 8 det
        report report NOUN NN 6 obj / 6 dobj
        . . PUNCT . 2 punct
    """,
    "urged": """
        Lund Lund PROPN NNP 2 nsubj
        urged urge VERB VBD 0 ROOT
        drivers driver NOUN NNS 2 obj / 5 nsubj
        to to PART TO 5 mark / 5 aux
        stop stop VERB VB 2 xcomp / 2 ccomp
        . . PUNCT . 2 punct
    """,
    "negated": """
        Lund Lund PROPN NNP 4 nsubj
        did do AUX VBD 4 aux
        not not PART RB 4 advmod / 4 neg
        say say VERB VB 0 ROOT
        why why ADV WRB 4 ccomp
        . . PUNCT . 4 punct
    """,
    "called on": """
        Lund Lund PROPN NNP 2 nsubj
        called call VERB VBD 0 ROOT
        on on ADP IN 4 case / 2 prep
        drivers driver NOUN NNS 2 obl / 3 pobj
        to to PART TO 6 mark / 6 aux
        stop stop VERB VB 2 xcomp
        . . PUNCT . 2 punct
    """,
    "confident": """
        Lund Lund PROPN NNP 3 nsubj / 2 nsubj
        is be AUX VBZ 3 cop / 0 ROOT
        confident confident ADJ JJ 0 ROOT / 2 acomp
        that that SCONJ IN 6 mark
        it it PRON PRP 6 nsubj
        holds hold VERB VBZ 3 ccomp
        . . PUNCT . 3 punct / 2 punct
    """,
    "according": """
        The the DET DT 2 det
        bridge bridge NOUN NN 3 nsubj
        fell fall VERB VBD 0 ROOT
        , , PUNCT , 3 punct
        according accord VERB VBG 8 case / 3 prep
        to to ADP IN 5 fixed / 5 prep
        the the DET DT 8 det
        report report NOUN NN 3 obl / 6 pobj
        . . PUNCT . 3 punct
    """,
    "adding": """
        Lund Lund PROPN NNP 2 nsubj
        praised praise VERB VBD 0 ROOT
        them they PRON PRP 2 obj / 2 dobj
        , , PUNCT , 5 punct / 2 punct
        adding add VERB VBG 2 advcl
        that that SCONJ IN 8 mark
        they they PRON PRP 8 nsubj
        won win VERB VBD 5 ccomp
        . . PUNCT . 2 punct
    """,
    "appositive": """
        Jan Jan PROPN NNP 2 compound
        Novak Novak PROPN NNP 8 nsubj
        , , PUNCT , 5 punct / 2 punct
        the the DET DT 5 det
        head head NOUN NN 2 appos
        , , PUNCT , 5 punct / 2 punct
        also also ADV RB 8 advmod
        left leave VERB VBD 0 ROOT
        . . PUNCT . 8 punct
    """,
}


@cache
def doc(name: str, scheme: Scheme) -> Doc:
    """The sentence of that name under the scheme."""
    rows = [line.split() for line in SENTENCES[name].strip().splitlines()]
    places = [row[-2:] if scheme == "ClearNLP" else row[4:6] for row in rows]
    words = [row[0] for row in rows]
    closing = set(",.")
    return Doc(
        vocabulary(),
        words=words,
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        heads=[int(head) - 1 if head != "0" else n for n, (head, _) in enumerate(places)],
        deps=[label for _, label in places],
        morphs=["Polarity=Neg" if word == "not" and scheme == "UD" else "" for word in words],
        spaces=[following not in closing for following in [*words[1:], "."]],
    )
