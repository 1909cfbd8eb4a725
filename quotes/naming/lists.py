"""Lists of names: "Sens. Ann Roe and Jan Kos said", who "both men" are, and which of two is "the latter"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.grammar.phrases import opens_a_clause
from quotes.language import words
from quotes.naming.name import BRACKET, Name, Names, closing, head_of
from quotes.words.kinds import ORGANIZATION, PERSON, is_title
from quotes.words.nouns import describe, is_person_noun, is_plural

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BACK = 50  # at most this many names before "the latter" are considered
NEAR = 2  # sentences after which "both men" still means the two who were named together


def listed(names: Names, mention: Token) -> list[Name]:
    """The names of a list that begins at the mention, in text order: found by the parse, else by commas and "and"."""
    at = names.at
    heads = [mention, *conjuncts(mention)]
    if len(heads) > 1 and all(t.i in at and at[t.i].type == at[mention.i].type for t in heads if mention.i in at):
        return sorted({at[t.i] for t in heads if t.i in at}, key=lambda name: name.start)
    person = names.person_at(mention.i)
    return [] if person is None else _enumerated(names, _first(names, person))


def one_of_two(names: Names, mention: Token) -> Name | None:
    """*e.g.* Ann Roe met Otto Lind and Jan Kos. **The latter** said ...: of the last two that were named together."""
    last = mention.lower_ in words("descriptions", "order", "last")
    if not last and mention.lower_ not in words("descriptions", "order", "first"):
        return None
    two = next(_twos_before(names, mention), None)
    return None if two is None else two[last]


def both(names: Names, mention: Token) -> list[Name]:
    """*e.g.* Ann Roe met Otto Lind and Jan Kos. **Both men** said ..., **the pair** said ...: the last two, if near."""
    if not _is_of_two(mention):
        return []
    two = next(_twos_before(names, mention), [])
    sentence = names.tokens.sentence
    near = two and sentence[mention.i] - sentence[two[0].start] <= NEAR
    return two if near and all(_may_be_one(mention, name) for name in two) else []


def _twos_before(names: Names, mention: Token) -> Iterator[list[Name]]:
    """The lists of two before a mention, the latest first."""
    until = bisect_right(names.all, mention.i, key=lambda name: name.end)
    for name in reversed(names.all[max(0, until - BACK) : until]):
        two = listed(names, head_of(names.doc, name))
        if len(two) == 2:
            yield two


def _is_of_two(mention: Token) -> bool:
    """*e.g.* the **pair**, the **two**, **both**, both **companies**, the two **women**; not: a **pair** of shoes."""
    counts, every = words("descriptions", "two", "words"), words("descriptions", "two", "every")
    before = {token.lower_ for token in mention.lefts}
    the = not before.isdisjoint(words("descriptions", "definite", "words"))
    counted = not before.isdisjoint(counts) and is_plural(mention)
    return mention.lower_ in every or not before.isdisjoint(every) or (the and (mention.lower_ in counts or counted))


def _may_be_one(mention: Token, name: Name) -> bool:
    """Whether the name may be one of both **women**, both **companies**, both **countries**."""
    if mention.lower_ in words("descriptions", "two", "words"):
        return name.type in (PERSON, ORGANIZATION)
    if is_person_noun(mention):
        return name.type == PERSON
    noun = describe(mention)
    return name.type == (ORGANIZATION if noun.sorts else noun.type)


def _enumerated(names: Names, first: Name) -> list[Name]:
    """*e.g.* **Ann Roe**, **Otto Lind** and **Jan Kos** said. A list has an "and"; its last name is not a subject."""
    found = [first]
    while True:
        joint, following = _next(names, found[-1])
        if following is None or following.type != PERSON:
            return []
        found.append(following)
        if joint == "CCONJ":
            return found if not functions.has(head_of(names.doc, following), "subject") else []


def _first(names: Names, name: Name) -> Name:
    """*e.g.* **Ann Roe** (R-Ohio), Jan Kos and Otto Lind: the first name, where the parser took the second as head."""
    while (other := _before_comma(names, name.start - 1)) is not None:
        name = other
    return name


def _before_comma(names: Names, comma: int) -> Name | None:
    """The person's name before a comma, or before a bracket and the comma."""
    doc = names.doc
    if comma <= 0 or doc[comma].text != ",":
        return None
    before = comma - 1
    if doc[before].text == ")":
        opening = (t.i for t in reversed(doc[max(0, before - BRACKET) : before]) if t.text == "(")
        before = next(opening, comma) - 1
    return names.person_at(before)


def _next(names: Names, name: Name) -> tuple[str, Name | None]:
    """The name after a bracket, a comma or a conjunction, and the part of speech of what joins them."""
    doc = names.doc
    bracket = closing(doc, name.end)
    i, joint = _past_joints(doc, name.end if bracket is None else bracket + 1)
    while i < len(doc) and is_title(doc[i]):
        i += 1
    return joint, names.at.get(i) if joint else None


def _past_joints(doc: Doc, i: int) -> tuple[int, str]:
    """Token index after commas and one conjunction, and the part of speech of the last; "" if there are other marks."""
    joint = ""
    while i < len(doc) and doc[i].pos_ in {"PUNCT", "CCONJ"} and doc[i].text != "(":
        if (doc[i].pos_ == "PUNCT" and doc[i].text != ",") or joint == "CCONJ":
            return i, ""
        joint, i = doc[i].pos_, i + 1
    return i, joint


def conjuncts(token: Token) -> list[Token]:
    """*e.g.* Roe, **Kos** and **Lind**. A word before its head is not a conjunct, whatever the parser says."""
    found = [token]
    for head in found:  # the list grows as it is read: each conjunct may have its own
        found += [child for child in functions.dependents(head, "conjunct") if child.i > head.i]
    return [other for other in found[1:] if not opens_a_clause(token, other)]
