"""The word that governs a verb of saying, and its effect on it: **failed** to say, the **claim** that he said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.language import words
from quotes.records import Factuality
from quotes.words import negation

if TYPE_CHECKING:
    from spacy.tokens import Token

# The factuality of a governor -> that of the word that it governs, where they differ.
Effect = Mapping[Factuality, Factuality]

_UNCHANGED: Effect = {}
_REVERSED: Effect = {"asserted": "negated", "negated": "asserted"}  # failed **to say**; did not fail **to say**
_STANDS: Effect = {"negated": "asserted"}  # did not answer a letter **saying** so: the letter does say so
_ASIDE: Effect = {"negated": "asserted", "hypothetical": "asserted"}  # did not regret, must stop **saying** so
_NEEDLESS: Effect = {"negated": "hypothetical"}  # does not have **to say**
_SUPPOSED: Effect = {"asserted": "hypothetical", "disputed": "hypothetical"}  # wants **to say**
_POSSIBLE: Effect = {**_SUPPOSED, "negated": "hypothetical"}  # had no reason **to say**


def _list(name: str) -> frozenset[str]:
    return words("factuality", name)


def chain(word: Token, deep: int) -> Iterator[Token]:
    """The word, its governor, the governor of that, and so on: at most `deep` words."""
    for _ in range(deep):
        yield word
        above = governor(word)
        if above is None:
            return
        word = above


def openers(word: Token) -> list[Token]:
    """The words that open the word's clause: **without** saying, **if** he says."""
    return [t for t in functions.dependents(word, "complementizer", "case", "conjunction") if t.i < word.i]


def shares(word: Token) -> bool:
    """Did not stay and **say**; denied saying and **calling**; never met him or **said**: one negation for both."""
    if not functions.has(word, "conjunct") or functions.subject(word) is not None:
        return False
    if functions.dependent(word, "auxiliary") is not None or word.pos_ != word.head.pos_:
        return False
    joints = {t.lower_ for t in functions.dependents(word, "conjunction")}
    if not joints.isdisjoint(_list("against")):
        return False
    is_bare = not tags.is_tensed(word) and not tags.is_past(word)
    return word.tag_ == word.head.tag_ and (is_bare or not joints.isdisjoint(_list("shared")))


def governor(word: Token) -> Token | None:
    """The word that the cue completes: **failed** to mention, misquoted **as** saying, the **claim** that he said."""
    head = word.head
    if head == word:
        return None
    if word.pos_ in tags.NOUN_LIKE:
        return head if _bears(head, word) else None
    if functions.has(word, "subject", "passive subject"):
        return head
    if head.i > word.i or negation.marks_part(head, word):
        return None  # “We never knew,” he said, in a wrong parse
    if functions.has(word, "open clause", "clause", "participial modifier"):
        return head
    if functions.has(word, "object of preposition"):
        return head.head
    if functions.has(word, "relative clause"):
        return head if functions.complementizer(word) is not None else None
    if functions.has(word, "conjunct") and functions.subject(word) is None and not tags.is_tensed(word):
        return governor(head)
    if functions.has(word, "adverbial clause", "oblique") and not functions.is_finite(word):
        return head if _completes(word) else None
    return None


def _completes(word: Token) -> bool:
    """Refrained **from** saying; no record **of** Roe saying; not: left **after** saying; **with** Roe saying."""
    allowed = _list("completing") - (_list("absolute") if functions.subject(word) is not None else set())
    return any(t.lower_ in allowed and not tags.is_to(t) and not _is_apart(t) for t in openers(word))


def _is_apart(preposition: Token) -> bool:
    """*e.g.* **aside** from saying so."""
    return preposition.i > 0 and preposition.nbor(-1).lower_ in _list("apart")


def _bears(verb: Token, noun: Token) -> bool:
    """Whether the verb tells if the noun's referent exists: **gave** no indication, **imagine** a pilot."""
    if not functions.has(noun, "object", "subject") or functions.possessor(noun) is not None:
        return False
    lemma = verb.lemma_.lower()
    if lemma in _list("imagining") | _list("taken") | _list("missed"):
        return True
    return lemma in _list("light") and (noun.i > verb.i or lemma == "be")


def effect(governor: Token, word: Token) -> Effect:
    """How the word's factuality depends on the governor's."""
    lemma = governor.lemma_.lower()
    if lemma in _list("imagining"):
        return _SUPPOSED
    if word.pos_ in tags.NOUN_LIKE:
        return _UNCHANGED
    if _is_finite_clause(word):
        return _REVERSED if lemma in _list("denials") else _UNCHANGED if lemma in _list("opinions") else _ASIDE
    if lemma in _list("refusals") or _is_short(governor, word):
        return _REVERSED
    if lemma in _list("needs"):
        return _NEEDLESS
    if lemma in _list("regardless"):
        return _ASIDE
    if _is_described(governor, word):
        return _STANDS
    if governor.pos_ in tags.NOUN_LIKE:
        return _of_chance(governor) if lemma in _list("chances") else _UNCHANGED
    is_hoped = lemma in _list("prospects") or (lemma in _list("foreseen") and not functions.is_passive(governor))
    return _SUPPOSED if is_hoped else _UNCHANGED


def _of_chance(noun: Token) -> Effect:
    """*e.g.* took the **opportunity** to say; missed the **opportunity** to say; had the **opportunity** to say."""
    verb = noun.head.lemma_.lower() if functions.has(noun, "object") else ""
    return _UNCHANGED if verb in _list("taken") else _REVERSED if verb in _list("missed") else _POSSIBLE


def _is_finite_clause(word: Token) -> bool:
    return functions.is_finite(word) and not functions.has(word, "open clause")


def _is_described(noun: Token, word: Token) -> bool:
    """*e.g.* did not answer a letter **saying** so: the letter exists; not: no letter **saying** so."""
    bare = functions.has(word, "participial modifier") and not functions.is_infinitive(word) and not openers(word)
    return bare and noun.pos_ in tags.NOMINAL and not negation.is_nobody(noun)


def _is_short(governor: Token, word: Token) -> bool:
    """*e.g.* stopped **short of** saying."""
    short = any(t.lower_ in _list("short") for t in (governor, *governor.children))
    return short and any(t.pos_ in {"ADP", "SCONJ"} for t in openers(word))
