"""Lists of names: "Sens. Ann Roe and Jan Kos said", and who of two is "the latter"."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.language import words
from quotes.naming.register import MANY, Register
from quotes.words.kinds import PERSON, Name, head_of, is_title

if TYPE_CHECKING:
    from spacy.tokens import Token


def listed(register: Register, mention: Token) -> list[Name]:
    """The names of a list that begins with the mention's, in text order: by the parse, else by commas and "and"."""
    at = register.name_at
    heads = [mention, *_conjuncts(mention)]
    if len(heads) > 1 and all(t.i in at and at[t.i].kind == at[mention.i].kind for t in heads if mention.i in at):
        return sorted({at[t.i] for t in heads if t.i in at}, key=lambda name: name.start)
    names = [_first(register, at[mention.i])] if mention.i in at and at[mention.i].kind == PERSON else []
    while names:
        joint, following = _next(register, names)
        if following is None or following.kind != PERSON:
            return []
        names.append(following)
        if joint == "CCONJ":
            return names if not functions.has(head_of(register.doc, following), "subject") else []
    return []


def _first(register: Register, name: Name) -> Name:
    """*e.g.* **Ann Roe** (R-Ohio), Jan Kos and Otto Lind: the parser may take the second for the head."""
    i = name.start - 1
    while i > 0 and register.doc[i].text == ",":
        before = i - 1
        if register.doc[before].text == ")":
            before = next((t.i - 1 for t in reversed(register.doc[max(0, i - 9) : i]) if t.text == "("), before)
        other = register.name_at.get(before)
        if other is None or other.kind != PERSON:
            break
        name, i = other, other.start - 1
    return name


def _next(register: Register, names: list[Name]) -> tuple[str, Name | None]:
    """The name after a bracket, a comma or a conjunction, and the part of speech of what joins them."""
    i, joint = names[-1].end, ""
    if i < len(register.doc) and register.doc[i].text == "(":
        i = next((t.i + 1 for t in register.doc[i : i + 9] if t.text == ")"), i)
    while i < len(register.doc) and register.doc[i].pos_ in {"PUNCT", "CCONJ"} and register.doc[i].text != "(":
        if (register.doc[i].pos_ == "PUNCT" and register.doc[i].text != ",") or joint == "CCONJ":
            return joint, None
        joint, i = register.doc[i].pos_, i + 1
    while i < len(register.doc) and is_title(register.doc[i]):
        i += 1
    return joint, register.name_at.get(i) if joint else None


def one_of_two(register: Register, mention: Token) -> Name | None:
    """*e.g.* Ann Roe met Otto Lind and Jan Kos. **The latter** said ...: of the last two that were named together."""
    last = mention.lower_ in words("descriptions", "order", "last")
    if not last and mention.lower_ not in words("descriptions", "order", "first"):
        return None
    until = bisect_right(register.names, mention.i, key=lambda name: name.end)
    for name in reversed(register.names[max(0, until - MANY) : until]):
        names = listed(register, head_of(register.doc, name))
        if len(names) == 2:
            return names[last]
    return None


def _conjuncts(token: Token) -> list[Token]:
    """*e.g.* Roe, **Kos** and **Lind**. What stands before its head is no conjunct, whatever the parser says."""
    found = [token]
    for head in found:  # which grows: the next may hang on the one before
        found += [child for child in functions.dependents(head, "conjunct") if child.i > head.i]
    return found[1:]
