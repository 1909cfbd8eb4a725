"""The lemmatizer's tables: spaCy's rules and exceptions (spacy-lookups-data), corrected by the treebanks.

spaCy's tables were made for other tags: they lack auxiliaries and pronouns, and read "need" as a past tense of "nee".
A treebank's lemma for a word wins, and a base form is its own lemma unless an exception says otherwise.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from spacy.lookups import Lookups

from quotes.finding.lexicon import lexicon
from training.conllu import Sentence

# Words of these parts of speech keep their form.
_UNTOUCHED = ("PROPN", "PUNCT", "SYM", "X", "NUM")
# A verb with this ending doubles its last consonant: "hop", "hopping".
_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiou][^aeiouwxy]$")

Exceptions = dict[str, dict[str, list[str]]]


def corrected(lookups: Lookups, sentences: Iterable[Sentence]) -> Lookups:
    """New tables instead of spaCy's, with the treebanks' lemmas among the exceptions.

    A rule that leads to a known verb goes before an exception: "hoped" would give "hop". So "hop" is left out of the
    index; its own forms ("hopped") are exceptions. And "extolled" is a form of "extol", not of "extoll".
    """
    exceptions: Exceptions = {kind: dict(forms) for kind, forms in _table(lookups, "lemma_exc").items()}
    learned = treebank_lemmas(sentences)
    known = {lemma for (pos, _), lemma in learned.items() if pos == "verb"} | cue_verbs()
    verbs = {*_table(lookups, "lemma_index")["verb"], *known}
    for form, verb in sorted(_regular_forms(verbs)):
        exceptions["verb"].setdefault(form, [verb])
    for verb in filter(_DOUBLES.search, sorted(cue_verbs())):
        exceptions["verb"] |= {verb + verb[-1] + ending: [verb] for ending in ("ed", "ing")}
    for (pos, form), lemma in learned.items():
        for written in {form, form.replace("'", "’")}:
            exceptions.setdefault(pos, {})[written] = [lemma]
    index = _table(lookups, "lemma_index")
    listed = sorted({*index["verb"], *cue_verbs()})
    kept = [verb for verb in listed if not (_DOUBLES.search(verb) and verb + "e" in verbs)]
    return _lookups(
        lemma_rules=_table(lookups, "lemma_rules"), lemma_index={**index, "verb": kept}, lemma_exc=exceptions
    )


def treebank_lemmas(sentences: Iterable[Sentence]) -> dict[tuple[str, str], str]:
    """The most frequent lemma of each lower-cased form, by lower-cased part of speech."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in (word for sentence in sentences for word in sentence.words):
        if word.upos not in _UNTOUCHED and word.xpos not in ("NNP", "NNPS") and word.dep != "goeswith":
            counts[word.upos.lower(), word.form.lower().replace("’", "'")][word.lemma] += 1
    return {key: lemmas.most_common(1)[0][0] for key, lemmas in counts.items()}


def cue_verbs() -> set[str]:
    """The verbs of the cue lexicon, since new ones ("retweet") are missing from spaCy's tables."""
    return {entry.lemma for known in lexicon().values() for entry in known if entry.pos == "verb"}


def _regular_forms(verbs: set[str]) -> Iterator[tuple[str, str]]:
    """Forms that spaCy's rules do not decide: the base form, and "hoping" (of "hope", since "hop" has "hopping")."""
    for verb in verbs:
        yield verb, verb
        stem = verb[:-1]
        if verb.endswith("e") and (stem not in verbs or _DOUBLES.search(stem)):
            yield from ((form, verb) for form in (stem + "ed", stem + "ing", verb + "s"))


def _table(lookups: Lookups, name: str) -> dict[str, Any]:
    """A table by part of speech. spaCy's tables have hashes as keys but can be read by names."""
    table = lookups.get_table(name)
    return {kind: table[kind] for kind in ("adj", "adv", "noun", "verb") if kind in table}


def _lookups(**tables: Mapping[str, object]) -> Lookups:
    lookups = Lookups()
    for name, table in tables.items():
        lookups.add_table(name, dict(table))
    return lookups
