"""Whether the text says that something was said, by the cue's own clause and by the words that govern it.

The values follow FactBank: asserted, negated, hypothetical, disputed. The effects of governing words are in a table,
`data/en/factuality.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotes.finding import falsehoods, governing
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, tags
from quotes.grammar.distances import BESIDE
from quotes.language import words
from quotes.records import Factuality
from quotes.spans import Range
from quotes.words import negation

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEP = 6  # how many words above a cue are followed: more than there are in news
_STRENGTH: tuple[Factuality, ...] = ("asserted", "hypothetical", "negated", "disputed")


def of(p: Proposal) -> Factuality:
    """Whether the text says that the proposal's words were said; without a cue, it does."""
    if p.cue is None:
        return "asserted"
    if p.speaker is not None and falsehoods.is_fake(p.speaker):
        return "disputed"
    return _of(p.cue, _saying(p.cue, p.content))


def of_cue(cue: Token) -> Factuality:
    """The same for a cue alone."""
    return _of(cue, cue)


def _of(cue: Token, saying: Token) -> Factuality:
    if falsehoods.says_so_itself(cue):
        return "disputed"
    return "negated" if _is_denial(cue) else _status(saying, _DEEP)


def within(own: Factuality, p: Proposal, outer: Factuality) -> Factuality:
    """`own` inside the content of `p`, whose factuality is `outer`: the content of a negated report is negated, too."""
    if own in {"negated", "disputed"} or (p.cue is not None and p.cue.lemma_.lower() in _list("regardless")):
        return own
    return _stronger(own, outer)


def is_unreal(p: Proposal) -> bool:
    """*e.g.* **a judge would** say, **officers** have occasion to say, **you cannot** say: nobody's actual words."""
    if p.cue is None:
        return False
    if p.speaker is not None and p.speaker.lower_ in words("modality", "second"):
        return of(p) != "asserted"
    return (p.speaker is None or _is_anyone(p.speaker)) and of(p) == "hypothetical"


def _stronger(one: Factuality, other: Factuality) -> Factuality:
    return max(one, other, key=_STRENGTH.index)


def _is_denial(cue: Token) -> bool:
    """*e.g.* **declined** to comment; **denied** that; **rejected** claims that."""
    return cue.lemma_.lower() in _list("denials") or falsehoods.rejects_a_claim(cue)


def _saying(cue: Token, content: Sequence[Range]) -> Token:
    """The word that governs the content, in the phrase that the cue begins: did not want to **say** when."""
    span = cue.doc.char_span(*content[0], alignment_mode="expand")
    head = span.root.head if span is not None else cue
    above = cue.head if functions.has(cue, "auxiliary", "copula") else cue
    if any(start <= head.idx < end for start, end in content):
        return above
    return head if above in governing.chain(head, _DEEP) else above


def _is_anyone(speaker: Token) -> bool:
    """*e.g.* **someone**, **a judge**, **officers**; not **the** judge, **senior** officers."""
    if speaker.lower_ in words("pronouns", "indefinite", "person") | _list("anyone"):
        return True
    if functions.dependent(speaker, "determiner", "possessor", "number", "adjective", "compound") is None:
        return tags.is_plural_common(speaker)
    return any(t.lower_ in _list("anyone") for t in functions.dependents(speaker, "determiner"))


def _list(name: str) -> frozenset[str]:
    return words("factuality", name)


def _status(word: Token, deep: int) -> Factuality:
    """Whether the word's action happened."""
    own = _own(word)
    if not deep:
        return own
    if governing.shares(word):
        return _stronger(own, _status(word.head, deep - 1))
    governor = governing.governor(word)
    return own if governor is None else _stronger(own, _governed(word, governor, deep - 1))


def _governed(word: Token, governor: Token, deep: int) -> Factuality:
    """The word's factuality under a governor."""
    status = _status(governor, deep)
    if falsehoods.makes_false(governor, word, status):
        return "disputed"
    return governing.effect(governor, word).get(status, status)


def _own(word: Token) -> Factuality:
    """The word's factuality by the words of its own clause or phrase."""
    if word.pos_ in tags.NOUN_LIKE and functions.dependent(word, "copula") is None:
        return "negated" if negation.is_nobody(word) else "asserted"
    if falsehoods.is_put_falsely(word):
        return "disputed"
    if _is_hypothetical(word):
        return "hypothetical"
    return "negated" if _is_negated(word) else "asserted"


# --- negated --------------------------------------------------------------------------------------


def _is_negated(word: Token) -> bool:
    return (
        negation.is_negated(word)
        or negation.is_yet(word)
        or any(t.lower_ in _list("without") for t in governing.openers(word))
        or _says_nobody(word)
        or _says_nothing(word)
    )


def _says_nobody(verb: Token) -> bool:
    """*e.g.* **neither** side would say when; it was said by **no one**."""
    speakers = (functions.subject(verb), functions.agent(verb))
    return any(speaker is not None and negation.is_nobody(speaker) for speaker in speakers)


def _says_nothing(verb: Token) -> bool:
    """*e.g.* said **nothing** about it."""
    said = functions.direct_object(verb)
    return said is not None and said.i > verb.i and said.lower_ in _list("nothing")


# --- hypothetical ---------------------------------------------------------------------------------


def _is_hypothetical(verb: Token) -> bool:
    condition = functions.complementizer(verb)
    if condition is not None and condition.lower_ in words("modality", "conditions"):
        return True
    return _is_asked(verb) or _is_modal(verb) or _is_told_to(verb)


def _is_modal(verb: Token) -> bool:
    """*e.g.* **would** say, **might** have said, would **never** say; not: **will** say, would **not** say."""
    auxiliaries = functions.dependents(verb, "auxiliary")
    modal = next((t.lemma_.lower() for t in auxiliaries if tags.is_modal(t) and t.i < verb.i), None)
    if modal is None or modal in _list("future"):
        return modal is not None and _has_condition(verb)
    if modal not in _list("able"):
        return True
    beside = {t.lower_ for t in functions.dependents(verb, "adverb", "negation", "particle") if t.i < verb.i + BESIDE}
    refuses = (negation.is_negated(verb) or _says_nobody(verb)) and beside.isdisjoint(_list("never"))
    return not refuses and not _is_told(verb, beside)


def _is_told(verb: Token, beside: set[str]) -> bool:
    """*e.g.* would **later** say, could be **heard** saying, would **like** to see."""
    lemma = verb.lemma_.lower()
    return (
        not beside.isdisjoint(_list("told"))
        or any(t.left_edge.lower_ in _list("habits") for t in functions.dependents(verb, "adverbial clause"))
        or lemma in words("clauses", "real_wishes")
        or (lemma in _list("perceived") and functions.is_passive(verb))
    )


def _has_condition(verb: Token) -> bool:
    """*e.g.* **If the dam breaks**, the mayor will say."""
    conditions = words("modality", "conditions")
    marks = (functions.complementizer(clause) for clause in functions.dependents(verb, "adverbial clause"))
    return any(mark is not None and mark.lower_ in conditions for mark in marks)


def _is_asked(verb: Token) -> bool:
    """*e.g.* **Did** Holt say that it fell**?** But "Why did he say so?" takes for granted that he did."""
    auxiliary = functions.dependent(verb, "auxiliary")
    if auxiliary is None or auxiliary.i != verb.left_edge.i:
        return False
    own = functions.subject(verb)
    if own is None or own.i < auxiliary.i:
        return False
    return any(t.text == "?" for t in verb.doc[verb.i : min(verb.sent.end + 1, len(verb.doc))])


def _is_told_to(verb: Token) -> bool:
    """*e.g.* **Tell** him so; **to say** so is easy: a bare verb without a subject."""
    if not tags.is_bare_verb(verb) or verb.pos_ == "AUX" or functions.subject(verb) is not None:
        return False
    if functions.is_infinitive(verb):
        return functions.has(verb, "subject") and verb.head.lemma_.lower() not in _list("regardless")
    return functions.has(verb, "root", "parataxis") and functions.dependent(verb, "auxiliary") is None
