"""Dependency labels as grammatical functions: the only module that knows labels.

One table covers two schemes: Universal Dependencies (our own pipeline; universaldependencies.org/en/dep) and ClearNLP
(spaCy's `en_core_web_*`; Choi and Palmer 2012).
"""

from __future__ import annotations

LABELS: dict[str, frozenset[str]] = {
    "root": frozenset({"root", "ROOT"}),
    "subject": frozenset({"nsubj", "csubj", "nsubj:outer", "csubj:outer"}),
    "passive subject": frozenset({"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"}),
    "expletive": frozenset({"expl", "expl:pass"}),
    "object": frozenset({"obj", "dobj"}),
    "indirect object": frozenset({"iobj", "dative"}),
    "agent": frozenset({"obl:agent", "agent"}),
    "oblique": frozenset(
        {"obl", "nmod", "obl:agent", "obl:tmod", "nmod:tmod", "obl:unmarked", "nmod:unmarked", "obl:npmod"}
    ),
    "adverbial noun": frozenset({"obl:tmod", "nmod:tmod", "obl:unmarked", "nmod:unmarked", "npadvmod", "obl:npmod"}),
    "preposition": frozenset({"prep", "agent", "dative"}),
    "object of preposition": frozenset({"pobj", "pcomp"}),
    "case": frozenset({"case"}),
    "clause": frozenset({"ccomp"}),
    "open clause": frozenset({"xcomp", "oprd"}),
    "adverbial clause": frozenset({"advcl", "advcl:relcl"}),
    "participial modifier": frozenset({"acl"}),
    "relative clause": frozenset({"acl:relcl", "relcl"}),
    "conjunct": frozenset({"conj"}),
    "conjunction": frozenset({"cc", "cc:preconj"}),
    "parataxis": frozenset({"parataxis"}),
    "apposition": frozenset({"appos"}),
    "flat": frozenset({"flat"}),
    "compound": frozenset({"compound"}),
    "possessor": frozenset({"nmod:poss", "poss"}),
    "determiner": frozenset({"det", "det:predet", "predet"}),
    "number": frozenset({"nummod"}),
    "adjective": frozenset({"amod"}),
    "adverb": frozenset({"advmod"}),
    "negation": frozenset({"neg"}),
    "auxiliary": frozenset({"aux", "aux:pass", "auxpass"}),
    "passive auxiliary": frozenset({"aux:pass", "auxpass"}),
    "copula": frozenset({"cop"}),
    "predicate": frozenset({"attr", "acomp"}),
    "particle": frozenset({"compound:prt", "prt"}),
    "complementizer": frozenset({"mark"}),
    "discourse": frozenset({"discourse", "intj", "vocative"}),
    "punctuation": frozenset({"punct"}),
    "list": frozenset({"list", "dislocated", "dep", "goeswith", "reparandum", "orphan", "meta"}),
}


def functions(label: str) -> frozenset[str]:
    """All functions that a label stands for. A subtype that is not in the table counts as its base."""
    base = "" if label in _SUBTYPED else label.partition(":")[0]
    return frozenset(name for name, labels in LABELS.items() if label in labels or base in labels)


_SUBTYPED = frozenset(label for labels in LABELS.values() for label in labels if ":" in label)
