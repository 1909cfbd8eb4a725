"""The shapes of set phrases and of nouns: voiced concern **that it might fall**, his claim **that it was late**.

The entry of a set phrase names its nouns: with "voice", *concern* or *doubt*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.finding.arguments import acted_on, giver
from quotes.finding.lexicon import Entry
from quotes.finding.reported import Found
from quotes.grammar import functions, phrases, tags, wordorder
from quotes.grammar.distances import BESIDE
from quotes.language import words
from quotes.words import negation

if TYPE_CHECKING:
    from spacy.tokens import Token


def _expressed_noun(verb: Token, entry: Entry) -> Token | None:
    """Voiced **concern**; after voicing **concern** (a parser may read "voicing" as a modifier of the noun)."""
    noun = verb.head if functions.has(verb, "adjective") and verb.head.i > verb.i else acted_on(verb)
    return noun if noun is not None and noun.lemma_.lower() in entry.nouns else None


def expressed_clause(verb: Token, entry: Entry) -> Found | None:
    """Voiced concern **that it might fall**."""
    noun = _expressed_noun(verb, entry)
    if noun is None:
        return None
    clauses = functions.clauses(noun) or [c for c in functions.clauses(verb) if c.i > noun.i]
    if clauses:
        return Found(phrases.subtree(clauses[0]), noun=noun, rule="expression")
    stray = wordorder.stray_clause(noun, reach=BESIDE)
    if stray is None:
        return None
    return Found([t for t in phrases.subtree(stray[1]) if t.i >= stray[0].i], noun=noun, rule="expression")


def expressed_oblique(verb: Token, entry: Entry) -> Found | None:
    """Expressed doubts about **the deal**."""
    noun = _expressed_noun(verb, entry)
    matter = _matter_of(verb, noun, entry) if noun is not None else None
    if matter is None:
        return None
    case, thing = matter
    return Found([t for t in phrases.subtree(thing) if t.i > case.i], noun=noun, rule="expression")


def _matter_of(verb: Token, noun: Token, entry: Entry) -> tuple[Token, Token] | None:
    """The preposition and noun that say what an expressed feeling is about."""
    for head in (noun, verb):
        for case, thing in functions.obliques(head):
            fits = case.lower_ == entry.preposition or case.lower_ in words("function_words", "matters")
            named = case.i > noun.i and fits
            if named and not _hears(noun, case) and not _is_platform(thing):
                return case, thing
    return None


def _is_platform(noun: Token) -> bool:
    """*e.g.* voiced outrage on her **Twitter page**: where it was said, not what about."""
    return any(t.lower_ in words("where", "platforms") for t in (noun, *functions.dependents(noun, "compound")))


def _hears(noun: Token, preposition: Token) -> bool:
    """*e.g.* issued a **warning for** four counties: who is warned, and not of what."""
    through = preposition.lower_ in words("clauses", "heard_through")
    return through and noun.lemma_.lower() in words("clauses", "heard_by")


def stance_on(verb: Token, entry: Entry) -> Token | None:
    """The target: voiced outrage at the **cuts**, cast doubt on the **report**; not: voiced concern about the cuts."""
    noun = _expressed_noun(verb, entry)
    if noun is None or noun.lemma_.lower() not in words("clauses", "stances"):
        return None
    matter = _matter_of(verb, noun, entry)
    return matter[1] if matter is not None and matter[1].pos_ in tags.NOMINAL else None


def received(verb: Token, entry: Entry) -> Found | None:
    """**The plan** drew criticism from unions: what the entry's noun is about, if the text says whose it is."""
    noun, matter = _expressed_noun(verb, entry), functions.subject(verb)
    if noun is None or matter is None or tags.is_relative_word(matter) or giver(verb) is None:
        return None
    return Found(phrases.subtree(matter), noun=noun)


def plea(verb: Token, entry: Entry) -> Found | None:
    """Pleaded **not guilty**; pleaded **guilty to two counts**, with the entry's preposition; not: pleaded guilty."""
    predicate = functions.predicate_complement(verb)
    if predicate is None or predicate.pos_ != "ADJ":
        return None
    matter = functions.oblique(verb, entry.preposition) if entry.preposition else None
    if matter is None and not negation.is_negated(predicate):
        return None
    last = max(predicate.right_edge.i, matter.right_edge.i if matter is not None else 0)
    return Found(list(verb.doc[predicate.left_edge.i : last + 1]))


def noun_infinitive(noun: Token, _: Entry) -> Found | None:
    """Her plan **to close the bridge**. A plan without an owner reports nothing."""
    if functions.possessor(noun) is None and functions.oblique(noun, *words("function_words", "makers")) is None:
        return None
    purposes = functions.dependents(noun, "participial modifier", "open clause", "clause")
    clause = next((c for c in purposes if functions.is_infinitive(c) and c.i > noun.i), None)
    return Found(phrases.subtree(clause)) if clause is not None else None


def noun_clause(noun: Token, _: Entry) -> Found | None:
    """His claim **that it was late**; his claim was **that it was late**. "A letter saying ..." is left to the verb."""
    clauses = [c for c in functions.clauses(noun) if c.i > noun.i and functions.complementizer(c) is not None]
    if clauses:
        return Found(phrases.subtree(clauses[0]))
    equal = functions.equated(noun)
    mark = functions.complementizer(equal) if equal is not None else None
    if equal is None or mark is None:
        return None
    others = [t for t in functions.dependents(equal, "conjunct") if functions.subject(t) is not None]
    return Found([t for t in phrases.subtree(equal, others) if t.i >= mark.i])  # but | we are not sure


def noun_oblique(noun: Token, entry: Entry) -> Found | None:
    """His claims of **having slept**: of somebody who is named before; not: the claims of the mayor."""
    if functions.possessor(noun) is None:
        return None
    for case, matter in functions.obliques(noun):
        if case.lower_ == entry.preposition and case.i > noun.i:
            return Found([t for t in phrases.subtree(matter) if t.i > case.i], preposition=case)
    return None
