"""Who "I" is outside quotation marks: the author, where a line above the article or a note below it names one.

*e.g.* By Ann Roe; **Ann Roe** is a nurse in Lund.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.grammar.layout import Layout, Paragraph
from quotes.naming.entity import Entity
from quotes.naming.name import Name, head_of
from quotes.naming.register import Register
from quotes.words.kinds import PERSON, is_title

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOVE, BELOW = 4, 3  # paragraphs at the start and at the end in which the author may be named


def find(layout: Layout, register: Register) -> Entity | None:
    """The author. None if the article does not name one, or names two."""
    above, below = layout.paragraphs[:ABOVE], layout.paragraphs[max(ABOVE, len(layout.paragraphs) - BELOW) :]
    signed = [name for p in above if p.boilerplate for name in _names(layout, register, p)]
    noted = (_noted(layout, register, p) for p in below)
    found = {register.entity(register.names.tokens[name.start]) for name in (*signed, *noted) if name is not None}
    return found.pop() if len(found) == 1 else None


def _names(layout: Layout, register: Register, paragraph: Paragraph) -> list[Name]:
    people = (register.names.person_at(i) for i in layout.indices(paragraph.span))
    return [name for name in dict.fromkeys(people) if name is not None]


def _noted(layout: Layout, register: Register, paragraph: Paragraph) -> Name | None:
    """*e.g.* Dr. **Ann Roe** is a nurse in Lund: a note begins with a full name that stands nowhere before."""
    inside, tokens = layout.indices(paragraph.span), register.names.tokens
    start, end = inside.start, inside.stop
    while start < end and (is_title(tokens[start]) or tokens[start].is_punct):
        start += 1
    name = register.names.person_at(start)
    entity = None if name is None else register.entity(tokens[start])
    if name is None or entity is None or entity.type != PERSON or name.end - name.start < 2:
        return None
    head = head_of(register.names.doc, name)
    is_new = entity.names[0].start == name.start
    return name if is_new and functions.has(head, "subject") and _is_present(head.head) else None


def _is_present(predicate: Token) -> bool:
    """*e.g.* Ann Roe **writes** about money, **is** a nurse."""
    return any(map(tags.is_present, (predicate, *functions.dependents(predicate, "copula", "auxiliary"))))
