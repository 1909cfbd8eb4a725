"""Noun phrases, subtrees and runs of tokens, and their characters in the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotes.grammar import hyphens, tags
from quotes.grammar.answers import once
from quotes.grammar.distances import BESIDE
from quotes.grammar.functions import (
    clauses,
    complementizer,
    dependent,
    dependents,
    functions_of,
    has,
    is_disguised,
    is_finite,
    is_infinitive,
    shared_with,
)
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LOOSE = frozenset(
    {"relative clause", "apposition", "parataxis", "adverbial clause", "clause", "punctuation", "discourse"}
)


@once
def phrase(noun: Token) -> tuple[int, int]:
    """Token range of the noun phrase as a mention: with modifiers, without appositions and relative clauses.

    *e.g.* "**Kremlin spokesperson Dmitry Peskov**, who ...", "**the secretary of the council**",
    "**Smith and Jones**". The range is contiguous around the head.
    """
    whole = (noun.i, noun.i + 1) if noun.pos_ == tags.PRONOUN else hyphens.word(noun)
    pieces = [noun] if whole[1] - whole[0] == 1 else noun.doc[slice(*whole)]
    if len(pieces) == 1 and not (noun.n_lefts or noun.n_rights):
        return whole
    outside = {
        t.i
        for piece in pieces
        for child in dependents(piece, "case", "complementizer", "conjunction")
        if child.i < whole[0]
        for t in child.subtree
    }
    inside = {i for piece in pieces for i in (piece.i, *_within(piece))} - outside
    gaps = [i + 1 for i in inside if i + 1 not in inside and i + 2 in inside]
    inside.update(i for i in gaps if _is_mark_inside(noun.doc[i]))
    start = end = noun.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    start, end = _trim(noun, start, end + 1)
    return hyphens.word(noun.doc[start])[0], end


def _is_mark_inside(mark: Token) -> bool:
    """*e.g.* praised her **“**monster**”** effort, the **“** Harbor Lights **”** star; not: the effort **“**absurd”."""
    if not mark.is_quote:
        return False
    before = mark.nbor(-1)
    return tags.closes_quotation(mark) or not (before.whitespace_ and before.pos_ in tags.NOUN_LIKE)


def _within(noun: Token) -> list[int]:
    """Indices of the subtree without loosely attached parts. Punctuation stays if a kept word lies beyond it."""
    found, waiting = [], [noun]
    while waiting:
        for child in waiting.pop().children:
            functions = functions_of(child)
            if not functions.isdisjoint(_LOOSE) and not _is_joined(child):
                continue
            if "conjunct" in functions and (_goes_on_above(child, noun) or opens_a_clause(noun, child)):
                continue
            if "participial modifier" in functions and (_is_clausal_oblique(child) or _is_verb_of_its_own(child)):
                continue
            found.append(child.i)
            waiting.append(child)
    return found


def opens_a_clause(noun: Token, other: Token) -> bool:
    """*e.g.* said Roe, 31, and **Kos**, 44, added: the next verb's subject, attached to the last verb's subject."""
    if noun.head.i > noun.i or not has(noun, "subject"):
        return False
    behind = noun.doc[other.right_edge.i + 1 : other.right_edge.i + 1 + BESIDE]
    following = next((token for token in behind if not token.is_punct), None)
    return following is not None and tags.is_inflected(following)


def _goes_on_above(verb: Token, head: Token) -> bool:
    """*e.g.* rejected the *claim* that it was falling | and **praised** the guards: joined to the verb above."""
    above = shared_with(verb)
    return above is not None and above.is_ancestor(head)


def _is_verb_of_its_own(token: Token) -> bool:
    """*e.g.* The senator **praised** the nurses, read as a participle of "senator"; a letter **warning** that ...."""
    if complementizer(token) is not None:
        return False
    if is_disguised(token):
        return True
    return tags.is_inflected(token) or bool(clauses(token))


def _is_clausal_oblique(token: Token) -> bool:
    """*e.g.* accused Kiev **of pursuing** it, attached to "Kiev": the verb's complement, not part of the phrase."""
    return dependent(token, "complementizer") is not None and not is_finite(token) and not is_infinitive(token)


def _is_joined(token: Token) -> bool:
    """Punctuation inside a name or a list: "Al**-**Zaman", "Smith**,** Jones and Lee", "U.N**.**"."""
    if not has(token, "punctuation"):
        return False
    tight = not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_
    return (tight and token.text in {"-", "/", "&", ".", "’", "'"}) or (
        has(token.head, "conjunct") and token.text == ","
    )


def _trim(noun: Token, start: int, end: int) -> tuple[int, int]:
    doc = noun.doc
    while start < noun.i and (doc[start].is_punct or has(doc[start], "conjunction")):
        start += 1
    while end - 1 > noun.i and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end


def subtree(token: Token, without: Iterable[Token] = ()) -> list[Token]:
    """The token's subtree in text order, without the subtrees of those tokens of `without` that lie in it."""
    tokens = list(token.subtree)
    others = (t for t in tokens if has(t, "conjunct") and _goes_on_above(t, token))
    cut = {t.i for w in (*without, *others) if token.is_ancestor(w) for t in w.subtree}
    return [t for t in tokens if t.i not in cut]


def ends(token: Token) -> tuple[Token, Token]:
    """The first and the last word of the token's subtree, marks at its edges aside."""
    words = [t for t in token.subtree if not t.is_punct] or [token]
    return words[0], words[-1]


def characters(doc: Doc, start: int, end: int) -> Range:
    """Character offsets of a token range."""
    return from_to(doc[start], doc[end - 1])


def from_to(first: Token, last: Token) -> Range:
    """Character offsets from the first token to the last."""
    return first.idx, last.idx + len(last)


def ranges(doc: Doc, tokens: Iterable[Token], without: Iterable[Token] = ()) -> tuple[Range, ...]:
    """Character ranges from the first to the last token, without the clauses of `without` and without edge punctuation.

    Gaps that a parse leaves are filled: the content of "said that A and, he hopes, B" is one range.
    """
    indices = [t.i for t in tokens if not t.is_space]
    if not indices:
        return ()
    holes = {t.i for w in without for t in w.subtree}
    if holes:  # a clause that is cut out is one range, too: ", he told reporters on Friday,"
        kept = set(indices)
        holes = {i for i in range(min(holes), max(holes) + 1) if i not in kept}
    pieces: list[Range] = []
    start = None
    last = max(indices) + 1
    for i in range(min(indices), last + 1):
        if i < last and i not in holes:
            start = i if start is None else start
        elif start is not None:
            piece = trimmed(doc, start, i)
            pieces += [piece] if piece is not None else []
            start = None
    return tuple(pieces)


def trimmed(doc: Doc, start: int, end: int) -> Range | None:
    """Characters of the tokens [start, end) without punctuation and white space at the edges; None if nothing is left.

    A sign such as % stays, though spaCy counts it as punctuation.
    """
    while start < end and ((first := doc[start]).is_punct or first.is_space or first.pos_ == "CCONJ"):
        start += 1
    while end > start and (((last := doc[end - 1]).is_punct and last.pos_ != "SYM") or last.is_space):
        end -= 1
    if end - start > 2 and tags.is_personal_pronoun(doc[end - 1]) and doc[end - 2].text == ",":
        return trimmed(doc, start, end - 2)  # said it was late, | he: the subject of the next clause
    return characters(doc, start, end) if start < end else None
