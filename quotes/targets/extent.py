"""How far the phrase of a target goes: the whole noun phrase, without what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases, tags
from quotes.language import words
from quotes.spans import Range, covers
from quotes.targets.sorts import acts
from quotes.words import times

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.finding.proposal import Proposal
    from quotes.records import TargetKind


def extent(noun: Token, kind: TargetKind, p: Proposal) -> Range:
    """Characters of the target: dismissed **the claims** | as fake; told **the crew** | to leave."""
    doc = noun.doc
    if noun.pos_ == "VERB":  # denies **selling the boat**
        return phrases.characters(doc, noun.left_edge.i, _without_marks(noun, noun.right_edge.i + 1))
    first, end = phrases.phrase(noun)
    copulas = (t.i + 1 for t in doc[first : noun.i] if functions.has(t, "copula"))
    first = max([times.after_time(noun, first), *copulas])  # it was | **a mistake** Roe regrets
    end = _with_name(noun, end)
    if tags.is_relative_word(doc[end - 1]):  # condemned **what Roe had written**
        return phrases.characters(doc, first, doc[end - 1].right_edge.i + 1)
    end = next((t.left_edge.i for t in doc[noun.i + 1 : end] if _is_said_of(t, noun, kind, p)), end)
    end = _without_marks(noun, end)
    return phrases.characters(doc, first, _with_infinitive(noun, end, p) if kind == "object" else end)


def _without_marks(noun: Token, end: int) -> int:
    """The end of the phrase without the marks behind it."""
    while end - 1 > noun.i and noun.doc[end - 1].is_punct and not noun.doc[end - 1].is_quote:
        end -= 1
    return end


def _with_name(noun: Token, end: int) -> int:
    """*e.g.* praised **striker Jan Kos**, with the name hung beside the noun."""
    beside = [*functions.appositions(noun), *functions.dependents(noun.head, "object")]
    name = next((t for t in beside if t.i == end == noun.i + 1 and t.pos_ == "PROPN"), None)
    return phrases.phrase(name)[1] if name is not None else end


def _is_said_of(token: Token, noun: Token, kind: TargetKind, p: Proposal) -> bool:
    """Whether a word in the phrase opens what is said of the noun, or a clause on it."""
    is_tail = functions.has(token, "participial modifier") and (tags.is_past(token) or tags.is_ing(token))
    if is_tail and token.left_edge.i > noun.i:  # the **warnings** | issued on Monday
        return True
    if kind == "addressee":  # advised **patients** | to wear masks
        return tags.is_to(token)
    if token.lower_ in words("function_words", "views"):
        return True
    if acts(noun) and p.entry is not None and token.lower_ == p.entry.preposition:  # praised **Roe** | for his calm
        return True
    # the **idea** | that it fell
    return functions.has(token, "complementizer") and token.lower_ in words("function_words", "complementizers")


def _with_infinitive(noun: Token, end: int, p: Proposal) -> int:
    """*e.g.* challenged **the builder's right to close the path**, with the infinitive hung on the verb."""
    doc = noun.doc
    if acts(noun) or end >= len(doc) or not tags.is_to(doc[end]):
        return end
    piece = next((c for c in p.content if covers(c, phrases.from_to(noun, doc[end]))), None)
    if piece is None:
        return end
    rest = doc[end + 1 : doc[end].head.right_edge.i + 1]
    return next((t.i for t in rest if t.text in ",;" or t.idx >= piece[1]), rest.end)
