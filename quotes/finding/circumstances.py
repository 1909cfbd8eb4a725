"""When and where something was said: phrases that modify a cue.

*e.g.* said **on Monday**, wrote **in a letter**, told reporters **at a rally in Ohio**, said **on CNN**.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases, tags
from quotes.grammar.distances import BESIDE
from quotes.language import words
from quotes.spans import Range
from quotes.words import times
from quotes.words.kinds import organization_sort
from quotes.words.nouns import singular

if TYPE_CHECKING:
    from spacy.tokens import Token


def when(verb: Token) -> Range | None:
    """Characters of the time beside the cue: "on Friday", "last week", "earlier this week"."""
    own = functions.subject(verb)
    beside = times.time_beside(own) if own is not None and own.i < verb.i else None
    for case, noun in (*functions.obliques(verb), *([beside] if beside else [])):
        if case.lower_ in words("time", "prepositions") and _is_near(case, noun) and times.is_time(noun):
            return phrases.characters(noun.doc, case.i, phrases.phrase(noun)[1])
    for noun in (*functions.dependents(verb, "adverbial noun", "object"), *_between(verb)):
        if times.is_time(noun) and not _is_bare_unit(noun):
            return phrases.characters(noun.doc, *phrases.phrase(noun))
    return None


def _is_near(case: Token, noun: Token) -> bool:
    """A noun right after its preposition: on a cold **Friday**; "expects prices **to fall**" has a verb there."""
    return noun.pos_ in tags.NOMINAL and case.i < noun.i <= case.i + BESIDE


def _between(verb: Token) -> Iterator[Token]:
    """Nouns that the parser attached to what follows: said **later that day** that it fell; saw **this year** two."""
    for noun in functions.dependents(verb, "object"):
        yield from (time for time in functions.adverbial_nouns(noun) if verb.i < time.i < noun.i)
    for clause in functions.clauses(verb):
        opener = functions.complementizer(clause)
        if opener is not None:
            yield from (noun for noun in functions.adverbial_nouns(clause) if verb.i < noun.i < opener.i)


def _is_bare_unit(noun: Token) -> bool:
    """*e.g.* **hours** after the vote: how long, not when."""
    return tags.is_plural_common(noun) and not any(
        functions.has(t, "determiner", "number", "adjective") for t in noun.children
    )


def where(verb: Token) -> Range | None:
    """Characters of the place, occasion or medium beside the cue: "in Oslo", "in a statement", "on CNN".

    Also beside what the speaker did while saying so: speaking **at a rally in Ohio**, he said ....
    """
    speaking = (t for t in functions.dependents(verb, "adverbial clause") if t.lower_ in words("where", "speaking"))
    for case, noun in (pair for head in (verb, *speaking) for pair in functions.obliques(head)):
        if case.i < noun.i and case.lower_ in words("where", "prepositions") and _is_where(noun, case):
            end = phrases.phrase(noun)[1]
            end = next((t.i for t in noun.doc[noun.i + 1 : end] if _opens_a_time(t)), end)
            return phrases.characters(noun.doc, case.i, end)
    return None


def written_to(verb: Token) -> Token | None:
    """The recipient of what was written: said in a letter to the **governor** that ...."""
    for case, noun in functions.obliques(verb):
        if case.lower_ in words("where", "prepositions") and singular(noun) in words("where", "messages"):
            return functions.oblique(noun, *words("function_words", "receivers"))
    return None


def _is_where(noun: Token, case: Token) -> bool:
    """*e.g.* a **tweet**, a **rally**; **Oslo**; **CNN**; not "in a hurry", nor "at the university" (maybe a role)."""
    if noun.pos_ != "PROPN":
        return singular(noun) in words("where", "nouns")
    name = tuple(t.lower_ for t in noun.doc[slice(*phrases.phrase(noun))] if t.pos_ != "DET")
    if organization_sort(name) == "medium" or noun.lower_ in words("where", "platforms"):
        return True
    return noun.ent_type_ in _PLACES and case.lower_ in words("where", "inside")  # called **on** Russia is not a place


_PLACES = {"LOC", "GPE", "FAC"}


def _opens_a_time(token: Token) -> bool:
    """*e.g.* in an interview | **on** Monday, which a parser may attach to the noun."""
    return functions.has(token, "case") and times.is_time(token.head)
