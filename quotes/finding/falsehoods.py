"""What the text says is false: that somebody said something, or the document, film or post that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.language import words
from quotes.records import Factuality
from quotes.words import negation
from quotes.words.nouns import is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Token


def _list(name: str) -> frozenset[str]:
    return words("factuality", name)


def is_fake(noun: Token) -> bool:
    """*e.g.* a **doctored** video, one **doctored** by a fan, a **parody** account, **deepfakes**; not a fake nurse."""
    if is_person_noun(noun):
        return False
    around = functions.dependents(noun, "adjective", "compound", "participial modifier")
    return any(t.lower_ in _list("fakes") for t in (noun, *around))


def says_so_itself(cue: Token) -> bool:
    """*e.g.* was **misquoted**; was falsely **quoted**; falsely **attributed** to him."""
    lemma = cue.lemma_.lower()
    return lemma in _list("misquoting") or (lemma in _list("quoting") and _is_done_falsely(cue))


def is_put_falsely(word: Token) -> bool:
    """*e.g.* a doctored video **shows**; **wrote** in a fake post; “...” is not what he **said**."""
    own = functions.subject(word)
    if own is not None and own.i < word.i and is_fake(own):
        return True
    inside = (noun for case, noun in functions.obliques(word) if case.lower_ in words("where", "prepositions"))
    return any(is_fake(noun) for noun in inside) or _is_not_what(word)


def makes_false(governor: Token, word: Token, status: Factuality) -> bool:
    """Whether the governor says that what it governs is false: the **claim** that Crane **said** so is false."""
    if governor.pos_ in tags.NOUN_LIKE and functions.dependent(governor, "copula") is None:
        return _is_false_noun(governor, word, status)
    lemma = governor.lemma_.lower()
    if lemma in _list("misquoting") or _is_done_falsely(governor):
        return True
    return functions.is_finite(word) and _is_untrue(governor)


def rejects_a_claim(verb: Token) -> bool:
    """*e.g.* **rejected** claims that he had said so."""
    noun = functions.direct_object(verb) if verb.lemma_.lower() in _list("rejections") else None
    return noun is not None and any(
        functions.is_finite(t) and functions.complementizer(t) is not None for t in _clauses_of(noun)
    )


def _is_done_falsely(verb: Token) -> bool:
    return any(t.lower_ in _list("falsely") for t in functions.dependents(verb, "adverb"))


def _is_not_what(verb: Token) -> bool:
    """*e.g.* “...” is not **what** he **said**, or a misquotation of it.

    The parser may attach either of the two words to the other.
    """
    near = (verb.head, *verb.children)
    found = [t for t in near if t.lower_ in _list("whatever") and t.i < verb.i]
    if any(t.head.lemma_.lower() in _list("untrue") for t in found):
        return True
    return any(functions.dependent(t, "copula") is not None and negation.is_negated(t) for t in found)


def _is_untrue(word: Token) -> bool:
    """*e.g.* is **false**, is **a lie**, is **not true**: a predicate, or a verb with such a predicate."""
    said = (word, *functions.dependents(word, "predicate"))
    lemmas = {t.lemma_.lower() for t in said} | {t.lower_ for t in said}
    denied = any(negation.is_negated(t) for t in said)
    return not lemmas.isdisjoint(_list("true") if denied else _list("untrue") | _list("fakes"))


def _is_false_noun(noun: Token, word: Token, status: Factuality) -> bool:
    """*e.g.* no **evidence** that; the false **claim** that; the **claim** that ... is a lie; denied the **claim**."""
    if is_fake(noun) or (status == "negated" and noun.lemma_.lower() in _list("evidence")):
        return True
    if not (functions.is_finite(word) or word.lemma_.lower() in _list("quoting")):
        return False  # the letter **saying** so is wrong: but it does say so
    if any(t.lower_ in _list("untrue") for t in functions.dependents(noun, "adjective")):
        return True
    return _is_rejected(noun) or (functions.has(noun, "subject", "passive subject") and _is_untrue(noun.head))


def _is_rejected(noun: Token) -> bool:
    """*e.g.* **denied** the claim; the claim was **debunked**."""
    verb = noun.head
    is_object = functions.has(noun, "object", "passive subject")
    return is_object and verb.lemma_.lower() in _list("rejections") and not negation.is_negated(verb)


def _clauses_of(noun: Token) -> list[Token]:
    return functions.dependents(noun, "clause", "participial modifier", "relative clause")
