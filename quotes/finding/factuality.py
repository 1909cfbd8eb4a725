"""Whether the text says that something was said: what a cue's own clause says of it, and the words that govern it.

The values are FactBank's: asserted, negated, hypothetical, disputed. What is made of a word that governs another is a
table, `data/en/factuality.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from quotes.finding import falsehoods
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, tags
from quotes.grammar.distances import BESIDE
from quotes.language import words
from quotes.records import Factuality
from quotes.spans import Range
from quotes.words import negation

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEP = 6  # words above a cue that still bear on it, which is more than news has
_STRENGTH: tuple[Factuality, ...] = ("asserted", "hypothetical", "negated", "disputed")


def of(p: Proposal) -> Factuality:
    """Whether the text says that the proposal's words were said. Those without a cue were."""
    if p.cue is None:
        return "asserted"
    if p.speaker is not None and falsehoods.is_fake(p.speaker):
        return "disputed"
    return _of(p.cue, _saying(p.cue, p.content))


def of_cue(cue: Token) -> Factuality:
    """The same of a cue alone."""
    return _of(cue, cue)


def _of(cue: Token, saying: Token) -> Factuality:
    if falsehoods.says_so_itself(cue):
        return "disputed"
    return "negated" if _is_denial(cue) else _status(saying, _DEEP)


def within(own: Factuality, p: Proposal, outer: Factuality) -> Factuality:
    """Of what stands in the content of `p`, which is `outer`: what a negated report reports is negated, too."""
    if own in {"negated", "disputed"} or (p.cue is not None and p.cue.lemma_.lower() in _list("regardless")):
        return own
    return _stronger(own, outer)


def is_unreal(p: Proposal) -> bool:
    """*e.g.* **a judge would** say, **officers** have occasion to say, **you cannot** say: nobody's words at all."""
    if p.cue is None:
        return False
    if p.speaker is not None and p.speaker.lower_ in words("modality", "second"):
        return of(p) != "asserted"
    return (p.speaker is None or _is_anyone(p.speaker)) and of(p) == "hypothetical"


def _stronger(one: Factuality, other: Factuality) -> Factuality:
    return max(one, other, key=_STRENGTH.index)


def _is_denial(cue: Token) -> bool:
    """*e.g.* **declined** to comment; **denied** that; **rejected** claims that: nothing was said, or it is not so."""
    return cue.lemma_.lower() in _list("denials") or falsehoods.rejects_a_claim(cue)


def _saying(cue: Token, content: Sequence[Range]) -> Token:
    """The word that the content hangs under, in the phrase that a cue begins: **did not want** to **say** when."""
    span = cue.doc.char_span(*content[0], alignment_mode="expand")
    head = span.root.head if span is not None else cue
    above = cue.head if functions.has(cue, "auxiliary", "copula") else cue
    if any(start <= head.idx < end for start, end in content):
        return above
    return head if above in _chain(head) else above


def _chain(word: Token) -> Iterator[Token]:
    """The word, what governs it, what governs that."""
    for _ in range(_DEEP):
        yield word
        governor = _governor(word)
        if governor is None:
            return
        word = governor


def _is_anyone(speaker: Token) -> bool:
    """*e.g.* **someone**, **a judge**, **officers**; not **the** judge, **senior** officers."""
    if speaker.lower_ in words("pronouns", "indefinite", "person"):
        return True
    if functions.dependent(speaker, "determiner", "possessor", "number", "adjective", "compound") is None:
        return tags.is_plural_common(speaker)
    return any(t.lower_ in _list("anyone") for t in functions.dependents(speaker, "determiner"))


def _list(name: str) -> frozenset[str]:
    return words("factuality", name)


def _status(word: Token, deep: int) -> Factuality:
    """Whether what the word stands for happened."""
    own = _own(word)
    if not deep:
        return own
    if _shares(word):
        return _stronger(own, _status(word.head, deep - 1))
    governor = _governor(word)
    return own if governor is None else _stronger(own, _governed(word, governor, deep - 1))


def _own(word: Token) -> Factuality:
    """By the words of its own clause or phrase."""
    if word.pos_ in tags.NOUN_LIKE and functions.dependent(word, "copula") is None:
        return "negated" if negation.is_nobody(word) else "asserted"
    if falsehoods.is_put_falsely(word):
        return "disputed"
    if _is_hypothetical(word):
        return "hypothetical"
    return "negated" if _is_negated(word) else "asserted"


# --- negated --------------------------------------------------------------------------------------


def _is_negated(word: Token) -> bool:
    speakers = (functions.subject(word), functions.agent(word))
    return (
        negation.is_negated(word)
        or negation.is_yet(word)
        or any(t.lower_ in _list("without") for t in _openers(word))
        or any(speaker is not None and negation.is_nobody(speaker) for speaker in speakers)
    )


def _openers(word: Token) -> list[Token]:
    """What opens the word's clause: **without** saying, **if** he says."""
    return [t for t in functions.dependents(word, "complementizer", "case", "conjunction") if t.i < word.i]


# --- hypothetical ---------------------------------------------------------------------------------


def _is_hypothetical(verb: Token) -> bool:
    condition = functions.complementizer(verb)
    if condition is not None and condition.lower_ in words("modality", "conditions"):
        return True
    return _is_asked(verb) or _is_modal(verb) or _is_told_to(verb)


def _is_modal(verb: Token) -> bool:
    """*e.g.* **would** say, **might** have said, would **never** say; not: **will** say, would **not** say."""
    auxiliaries = functions.dependents(verb, "auxiliary")
    modal = next((t.lower_ for t in auxiliaries if tags.is_modal(t) and t.i < verb.i), None)
    if modal is None or modal in _list("future"):
        return modal is not None and _has_condition(verb)
    if modal not in _list("able"):
        return True
    beside = {t.lower_ for t in functions.dependents(verb, "adverb", "negation", "particle") if t.i < verb.i + BESIDE}
    refuses = negation.is_negated(verb) and "never" not in beside
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
    """*e.g.* **Did** Holt say that it fell**?** Why did he say so? takes for granted that he did."""
    auxiliary, own = functions.dependent(verb, "auxiliary"), functions.subject(verb)
    if auxiliary is None or own is None or not auxiliary.i < own.i or auxiliary.i != verb.left_edge.i:
        return False
    return any(t.text == "?" for t in verb.doc[verb.i : min(verb.sent.end + 1, len(verb.doc))])


def _is_told_to(verb: Token) -> bool:
    """*e.g.* **Tell** him so; **to say** so is easy: a bare verb that has no subject."""
    if not tags.is_bare_verb(verb) or verb.pos_ == "AUX" or functions.subject(verb) is not None:
        return False
    if functions.is_infinitive(verb):
        return functions.has(verb, "subject") and verb.head.lemma_.lower() not in _list("regardless")
    return functions.has(verb, "root", "parataxis") and functions.dependent(verb, "auxiliary") is None


# --- what governs ---------------------------------------------------------------------------------


def _shares(word: Token) -> bool:
    """Did not stay and **say**; denied saying and **calling**; never met him or **said**: one subject, one denial."""
    if not functions.has(word, "conjunct") or functions.subject(word) is not None:
        return False
    if functions.dependent(word, "auxiliary") is not None or word.pos_ != word.head.pos_:
        return False
    joints = {t.lower_ for t in functions.dependents(word, "conjunction")}
    if not joints.isdisjoint(_list("against")):
        return False
    is_bare = not tags.is_tensed(word) and not tags.is_past(word)
    return word.tag_ == word.head.tag_ and (is_bare or not joints.isdisjoint(_list("shared")))


def _governor(word: Token) -> Token | None:
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
        return _governor(head)
    if functions.has(word, "adverbial clause", "oblique") and not functions.is_finite(word):
        return head if _completes(word) else None
    return None


def _completes(word: Token) -> bool:
    """Refrained **from** saying; no record **of** Roe saying; not: left **after** saying; **with** Roe saying."""
    allowed = _list("completing") - (_list("absolute") if functions.subject(word) is not None else set())
    return any(t.lower_ in allowed and not tags.is_to(t) and not _is_apart(t) for t in _openers(word))


def _is_apart(preposition: Token) -> bool:
    """*e.g.* **aside** from saying so."""
    return preposition.i > 0 and preposition.nbor(-1).lower_ in _list("apart")


def _bears(verb: Token, noun: Token) -> bool:
    """Whether the verb says whether there is what the noun stands for: **gave** no indication, **imagine** a pilot."""
    if not functions.has(noun, "object", "subject") or functions.possessor(noun) is not None:
        return False
    lemma = verb.lemma_.lower()
    return lemma in _list("imagining") or (lemma in _list("light") and (noun.i > verb.i or lemma == "be"))


def _governed(word: Token, governor: Token, deep: int) -> Factuality:
    """What a governor makes of the word."""
    status = _status(governor, deep)
    if falsehoods.makes_false(governor, word, status):
        return "disputed"
    return _makes(governor, word)(status)


def _makes(governor: Token, word: Token) -> Callable[[Factuality], Factuality]:
    """How the governor's status becomes the word's."""
    lemma = governor.lemma_.lower()
    if lemma in _list("imagining"):
        return _supposed
    if word.pos_ in tags.NOUN_LIKE:
        return _unchanged
    if _is_finite_clause(word):
        return _reversed if lemma in _list("denials") else _unchanged if lemma in _list("opinions") else _aside
    if lemma in _list("refusals") or _is_short(governor, word):
        return _reversed
    if lemma in _list("needs"):
        return _needless
    if lemma in _list("regardless") or _is_described(governor, word):
        return _stands
    if governor.pos_ in tags.NOUN_LIKE:
        return _possible if lemma in _list("chances") else _unchanged
    is_hoped = lemma in _list("prospects") or (lemma in _list("foreseen") and not functions.is_passive(governor))
    return _supposed if is_hoped else _unchanged


def _is_finite_clause(word: Token) -> bool:
    return functions.is_finite(word) and not functions.has(word, "open clause")


def _is_described(noun: Token, word: Token) -> bool:
    """*e.g.* did not answer a letter **saying** so: there is one; not: no letter **saying** so."""
    bare = functions.has(word, "participial modifier") and not functions.is_infinitive(word) and not _openers(word)
    return bare and noun.pos_ in tags.NOMINAL and not negation.is_nobody(noun)


def _is_short(governor: Token, word: Token) -> bool:
    """*e.g.* stopped **short of** saying."""
    short = any(t.lower_ in _list("short") for t in (governor, *governor.children))
    return short and any(t.pos_ in {"ADP", "SCONJ"} for t in _openers(word))


def _unchanged(status: Factuality) -> Factuality:
    return status


def _aside(status: Factuality) -> Factuality:
    """May be angry that he **said**: only what is false takes its clause with it."""
    return "disputed" if status == "disputed" else "asserted"


def _stands(status: Factuality) -> Factuality:
    """Did not regret **saying**."""
    return "asserted" if status == "negated" else status


def _needless(status: Factuality) -> Factuality:
    """Does not have **to say**."""
    return "hypothetical" if status == "negated" else status


def _reversed(status: Factuality) -> Factuality:
    """Failed **to say**; did not fail **to say**."""
    return {"asserted": "negated", "negated": "asserted"}.get(status, status)  # type: ignore[return-value]


def _possible(_: Factuality) -> Factuality:
    """Had no reason **to say**."""
    return "hypothetical"


def _supposed(status: Factuality) -> Factuality:
    """Wants **to say**; does not want **to say**."""
    return "negated" if status == "negated" else "hypothetical"
