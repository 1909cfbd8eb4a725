"""Negation: whether the text denies a verb or a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.language import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_negated(word: Token) -> bool:
    """*e.g.* did **not** say, **never** told us, **nor** did she say; not: **not only** said, not **until** May."""
    if stands_inverted(word) or _is_at_no_time(word) or is_coordinate(word):
        return True
    found = (t for t in functions.dependents(word, "adverb", "negation") if t.lemma_.lower() in _list("negators"))
    return any(_is_before(t, word) and not _is_more(t) for t in found) and not _is_put_off(word)


def is_coordinate(word: Token) -> bool:
    """*e.g.* would **neither** confirm **nor** deny it."""
    joints = functions.dependents(word, "conjunction", "adverb") if word.pos_ in tags.VERBAL else ()
    return any(t.lower_ in _list("coordinate") and t.i < word.i for t in joints)


def _list(name: str) -> frozenset[str]:
    return words("factuality", name)


def is_negator(token: Token) -> bool:
    """*e.g.* **not**, **never**, **n't**."""
    return token.lemma_.lower() in _list("negators")


def _is_before(negator: Token, word: Token) -> bool:
    """Did **not** say; it is **not** so, with the copula as head; not: he said it, did he **not**?"""
    if negator.i > word.i:
        return word.pos_ == "AUX" and negator.i == word.i + 1
    return not marks_part(negator, word)


def marks_part(first: Token, last: Token) -> bool:
    """Whether a quotation begins or ends between two words: “**Never**,” he said."""
    return sum(t.is_quote for t in first.doc[first.i : last.i]) % 2 == 1


def _is_more(negator: Token) -> bool:
    """*e.g.* **not only** said so."""
    return negator.i + 1 < len(negator.doc) and negator.nbor().lower_ in _list("merely")


def _is_put_off(verb: Token) -> bool:
    """*e.g.* did not say **until Monday** that it fell: on Monday it was said."""
    return any(case.lower_ in _list("until") for case, _ in functions.obliques(verb))


def stands_inverted(verb: Token) -> bool:
    """*e.g.* **Nowhere** did Holt say; at **no** point did he say; **nor** has he said."""
    auxiliary = functions.dependent(verb, "auxiliary")
    own = functions.subject(verb) if auxiliary is not None else None
    if auxiliary is None or own is None or not auxiliary.i < own.i < verb.i:
        return False
    before = verb.doc[verb.left_edge.i : auxiliary.i]
    return any(t.lower_ in _list("fronted") and not _is_more(t) for t in before)


def _is_at_no_time(verb: Token) -> bool:
    """*e.g.* at **no point** said; the parser may attach it to the subject."""
    own = functions.subject(verb)
    beside = [pair for head in (verb, own) if head is not None for pair in functions.obliques(head)]
    return any(
        case.lower_ in _list("at") and noun.i < verb.i and noun.lower_ in _list("moments") and is_nobody(noun)
        for case, noun in beside
    )


def is_nobody(noun: Token) -> bool:
    """*e.g.* **Neither** side, **nobody**, **no** one, **hardly** anyone; not: no one **but** Roe, none **than** he."""
    nobody = words("function_words", "nobody")
    denied = any(t.lower_ in nobody or (t.lower_ in _list("hardly") and not _is_more(t)) for t in noun.lefts)
    if noun.lower_ not in nobody and not denied:
        return False
    return not any(case.lower_ in _list("except") for case, _ in functions.obliques(noun))


def is_yet(verb: Token) -> bool:
    """*e.g.* is **yet** to say; has **yet** to say."""
    to = next((t for t in verb.lefts if tags.is_to(t)), None)
    return to is not None and to.i > 0 and to.nbor(-1).lower_ in _list("yet")
