"""Another's remark on what was said: he promised to open it in May, | **a date that the builder called “brave”**."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from quotes.finding import cues
from quotes.grammar import functions, tags
from quotes.grammar.answers import once_for_all
from quotes.grammar.distances import SHORT
from quotes.grammar.layout import having
from quotes.language import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.spans import Range


def before(doc: Doc, piece: Range, cue: Token | None) -> Range:
    """The piece of a content up to the first remark in it; a content that is remarked on by its own cue stays whole."""
    found = _remarks(doc, "remarks")
    for start, verb in found[bisect_right(found, (piece[0], len(doc))) :]:
        if start >= piece[1]:
            break
        if cue is None or not start <= cue.idx <= doc[verb].right_edge.idx:
            return piece[0], start
    return piece


@once_for_all
def _remarks(doc: Doc, nouns: str) -> list[tuple[int, int]]:
    """The character of the comma before each remark, and the index of its verb, in the order of the text."""
    heads = (doc[i] for i in having(doc, "LOWER", words("clauses", nouns)))
    found = ((token, _verb(token)) for token in heads)
    return [(token.nbor(-1).idx, verb.i) for token, verb in found if verb is not None]


def _verb(first: Token) -> Token | None:
    """The verb by which somebody else takes up what was said: , a claim (that) **Roe** | *denied*; not: , a man who."""
    noun = first if first.head.i < first.i else first.head
    set_off = first.i > 0 and first.nbor(-1).is_punct and not first.nbor(-1).is_quote
    if not set_off or not 0 <= noun.i - first.i <= SHORT:
        return None
    behind = (t for t in functions.dependents(noun, "relative clause", "participial modifier") if t.i > noun.i)
    return next((verb for verb in behind if _is_anothers(verb)), None)


def _is_anothers(verb: Token) -> bool:
    passive = functions.is_reduced_passive(verb)
    who = functions.agent(verb) if passive else functions.subject(verb)
    cue = cues.at(verb) if who is not None and not tags.is_relative_word(who) else None
    return cue is not None and cue.is_verb
