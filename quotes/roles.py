"""What the article says that somebody is: before the name, in apposition, in a predicate, or the mention itself.

Every role is a character range of the article. Appositions and predicates keep their article ("the secretary of
agriculture"), phrases before a name and mentions without a name lose it ("senior campaign official").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quotes import grammar
from quotes.kinds import ORGANIZATION, PERSON, UNKNOWN, Name, bare, characters, is_courtesy, is_title
from quotes.language import table, words
from quotes.nouns import is_bare, is_person_noun, is_plural, singular
from quotes.people import Entity, Register, Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.spans import Range

OFFICE, PREDICATE, RELATIVE, AFFILIATION, TITLE, PARTY = range(6)


def attach(register: Register) -> None:
    """Give every named entity the roles that stand beside its names, in text order.

    `register.meant` tells afterwards whom the tokens of such a phrase mean: "the **minister** of trade, Mr. Kos, said".
    """
    for name in register.names:
        entity = register.entity(register.doc[name.start])
        if entity is not None:
            for role in _beside(register, name, entity):
                add(entity, role)
                register.meant.setdefault(role.noun, entity)


def add(entity: Entity, role: Role) -> None:
    """Append a role that is not there yet."""
    if all(role.span != other.span for other in entity.roles):
        entity.roles.append(role)


def best(entity: Entity) -> Range | None:
    """The fullest phrase of the best sort; of two as full the first in the text."""
    ranked = sorted(entity.roles, key=lambda r: (r.rank, -len(r.nouns), r.span))
    return ranked[0].span if ranked else None


def _beside(register: Register, name: Name, entity: Entity) -> Iterator[Role]:
    """The roles at one naming. What has an office is a person, whatever the recognizer thought of a lone name."""
    doc, head = register.doc, doc_head(register.doc, name)
    if entity.kind in {PERSON, UNKNOWN}:
        found = [*_before(register, name), *_appositions(register, name, head)]
        if found:
            entity.kind = PERSON
        yield from found
    if entity.kind == PERSON:
        yield from _shared(register, head)
        yield from _party(doc, name)
    if entity.kind == ORGANIZATION:
        yield from _appositions(register, name, head)
    yield from _relative(doc, head)
    yield from predicates(head)


def doc_head(doc: Doc, name: Name) -> Token:
    """The token of the name that the rest of the sentence hangs on."""
    return doc[name.start : name.end].root


def make(doc: Doc, start: int, end: int, head: Token, rank: int) -> Role:
    """The role over a token range, white space and marks at its edges left out."""
    while start < end and _is_edge(doc[start]):
        start += 1
    while end > start and (doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text[-1] != ".")):
        end -= 1
    nouns = frozenset(bare(t) for t in doc[start:end] if t.is_alpha or "." in t.text or "-" in t.text)
    return Role(characters(doc, start, max(end, start + 1)), rank, head.i, head.lemma_.lower().rstrip("."), nouns)


def _is_edge(token: Token) -> bool:
    """What no role begins with: marks, "his", "another"; an article it may."""
    counts = bare(token) in words("descriptions", "quantifier", "words") - words("descriptions", "article", "words")
    return token.is_space or token.is_quote or token.is_punct or token.tag_ == "PRP$" or counts


# --- before the name ------------------------------------------------------------------------------


def _before(register: Register, name: Name) -> Iterator[Role]:
    """*e.g.* **Harbor spokesman** Jan Kos, **secretary of state** Jan Kos, **CNN's** Jan Kos."""
    doc, end = register.doc, name.start
    while end and _is_between(doc[end - 1]):
        end -= 1
    if end == 0:
        return
    last = doc[end - 1]
    if end > 1 and _is_possessive(last):
        owner = register.name_at.get(end - 2)
        if owner is not None and owner.kind == ORGANIZATION:
            yield make(doc, owner.start, owner.end, doc[end - 2], AFFILIATION)
    elif is_office(last) or (last.pos_ == "ADJ" and last.is_lower and is_person_noun(last)):
        yield _premodifier(register, name, end, last)
    else:
        head = _of_phrase(doc, end)
        if head is not None:
            yield _premodifier(register, name, end, head)


def _premodifier(register: Register, name: Name, end: int, head: Token) -> Role:
    """The phrase before a name up to the token index `end`; all its tokens mean the one who is named."""
    start = _modifiers(register, head.i)
    while end - 1 > start and register.doc[end - 1].text.endswith(".") and is_office(register.doc[end - 2]):
        end -= 1  # "**panel chairman** Rep. Jan Kos"
    entity = register.entity(register.doc[name.start])
    if entity is not None:
        register.premodifiers.update(dict.fromkeys(range(start, name.start), name))
    return make(register.doc, start, end, head, _rank(head, start, end))


def _is_between(token: Token) -> bool:
    """What may stand between role and name: "spokesman **Mr.** Kos", “national reporter**”** Jan Kos, a stray space."""
    if token.is_space:
        return "\n" not in token.text
    return is_courtesy(token) or (token.is_quote and not _is_possessive(token))


def _is_possessive(token: Token) -> bool:
    """*e.g.* CNN**'s** Jan Kos, the Harbor News**'** Jan Kos: taggers take the latter for a quotation mark."""
    return token.tag_ == "POS" or (
        token.text in {"'", "’"}
        and token.i > 0
        and token.nbor(-1).lower_.endswith("s")
        and not token.nbor(-1).whitespace_
    )


def is_office(token: Token) -> bool:
    """A noun that says what a person is: *mayor*, *Sen.*, *spokesman*."""
    if token.text[0].isupper() and bare(token) in words("titles", "office", "words"):
        return True
    adjective = token.pos_ == "ADJ" and singular(token) in words("descriptions", "person", "adjectives")
    return is_person_noun(token) and not adjective and not is_plural(token)


def _rank(head: Token, start: int, end: int) -> int:
    """A lone abbreviation ("Rep.") gives way to any fuller phrase, and so does what one is to others ("rival")."""
    if end - start == 1 and head.text.endswith("."):
        return TITLE
    return PREDICATE if singular(head) in words("descriptions", "person", "relations") else OFFICE


def _modifiers(register: Register, head: int) -> int:
    """Token index at which the phrase begins whose last word is `head`: its modifiers to the left.

    *e.g.* "the **former Harbor Party** chairman", "**Ortega's** lawyer"; the name of another person ends it.
    """
    doc, start = register.doc, head
    while start and _modifies(register, doc[start - 1], doc[start]):
        start -= 1
    while start < head and (
        doc[start].tag_ == "POS"
        or doc[start].is_punct
        or bare(doc[start]) in words("descriptions", "quantifier", "words")
    ):
        start += 1
    return start


def _modifies(register: Register, token: Token, right: Token) -> bool:
    name = register.name_at.get(token.i)
    if token.is_space and "\n" not in token.text:
        return True
    if token.is_space or right.is_sent_start or token.lower_ in words("time", "nouns"):
        return False
    if name is not None and name.kind == PERSON and register.name_at.get(right.i) is not name:
        # "**Ortega's** lawyer", "**Ortega** spokesman"
        return right.tag_ == "POS" or (right.pos_ in {"NOUN", "PROPN", "ADJ"} and right.i not in register.name_at)
    if token.pos_ == "CCONJ":
        return is_person_noun(right) and token.i > 0 and is_person_noun(token.nbor(-1))
    return (
        token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        or (token.is_upper and len(token) > 1)
        or token.tag_ in {"POS", "HYPH", "JJ", "AFX"}
        or (token.tag_ == "VBN" and grammar.has(token, "adjective", "compound"))
        or (token.text in {"-", "–"} and not token.whitespace_)
        or (token.pos_ == "ADV" and right.text in {"-", "–"})
    )


def _of_phrase(doc: Doc, end: int) -> Token | None:
    """*e.g.* **Secretary** of State Jan Kos: the office whose "of" phrase (four words) ends before the name."""
    for i in range(end - 1, max(end - 6, 0), -1):
        if doc[i].lower_ in words("descriptions", "inside", "prepositions"):
            return doc[i - 1] if i < end - 1 and is_office(doc[i - 1]) else None
        if doc[i].pos_ not in {"NOUN", "PROPN", "ADJ", "DET"}:
            return None
    return None


def _shared(register: Register, head: Token) -> Iterator[Role]:
    """*e.g.* **Sens.** Ann Roe and Jan Kos: the second of a list has the plural title of the first."""
    first = head.head
    if not grammar.has(head, "conjunct") or first.i not in register.name_at:
        return
    lead = register.name_at[first.i]
    title = register.doc[lead.start - 1] if lead.start else None
    if title is not None and is_office(title) and (bare(title).endswith("s") or is_plural(title)):
        start = _modifiers(register, title.i)
        yield make(register.doc, start, title.i + 1, title, TITLE)


def _party(doc: Doc, name: Name) -> Iterator[Role]:
    """*e.g.* Ann Roe (**R-Ohio**)."""
    if name.end + 1 >= len(doc) or doc[name.end].text != "(":
        return
    closing = next((t.i for t in doc[name.end + 1 : name.end + 8] if t.text == ")"), None)
    inside = doc[name.end + 1 : closing] if closing is not None else None
    if inside and _party_pattern().fullmatch(inside.text):
        start, end = inside.start_char, inside.end_char
        yield Role((start, end), PARTY, inside.start, inside.text.lower(), frozenset())


def _party_pattern() -> re.Pattern[str]:
    data: Any = table("titles")
    return re.compile(data["party"]["pattern"])


# --- after the name -------------------------------------------------------------------------------


def _appositions(register: Register, name: Name, head: Token) -> Iterator[Role]:
    """*e.g.* Jan Kos, **the head of the port**, and the other way round: **The minister of trade**, Mr. Kos."""
    found = False
    for noun in grammar.appositions(head):
        if _is_beside(register.doc, name) and noun.i not in register.name_at and _describes(noun, name):
            found = True
            start = max(name.end, grammar.phrase(noun)[0])
            yield make(register.doc, start, _end(noun), noun, _rank(noun, start, _end(noun)))
    if name.kind == PERSON:
        if not found:
            yield from _after_comma(register, name)
        yield from _before_comma(register, name)


def _is_beside(doc: Doc, name: Name) -> bool:
    """A comma, bracket or dash after the name, or nothing; a colon starts what it says ("Kos: Harbor Chief Lied")."""
    return name.end < len(doc) and doc[name.end].text in {",", "(", "—", "–", "-"}


def _describes(noun: Token, name: Name) -> bool:
    """*e.g.* Jan Kos, the **head** of the port; Corvo, a **maker** of ropes."""
    if noun.i < name.end or not noun.text[0].isalpha():
        return False
    if name.kind == PERSON:
        return is_office(noun)
    return noun.pos_ == "NOUN" and grammar.dependent(noun, "determiner") is not None


def _end(noun: Token) -> int:
    """Token index at which the noun's phrase ends."""
    return max(grammar.phrase(noun)[1], noun.i + 1)


def _before_comma(register: Register, name: Name) -> Iterator[Role]:
    """*e.g.* **The minister of trade**, Mr. Kos, said: a definite phrase for a person right before ", NAME ,"."""
    doc, comma = register.doc, name.start - 1
    while comma > 0 and (is_title(doc[comma]) or register.premodifiers.get(comma) is name):
        comma -= 1
    closed = name.end < len(doc) and (doc[name.end].is_punct or doc[name.end].is_space)
    if comma < 2 or doc[comma].text != "," or not closed:
        return
    for token in reversed(doc[max(0, comma - 10) : comma]):
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "ADP", "PART"} or _is_other(register, token):
            return
        owners = grammar.dependents(token, "determiner", "possessor")
        if is_office(token) and owners:
            start = grammar.phrase(owners[0])[0]
            yield make(doc, start, comma, token, _rank(token, start, comma))
            return
        if token.is_sent_start:
            return


def _is_other(register: Register, token: Token) -> bool:
    """A person who is no part of the phrase as in "a lawyer for **Ortega**, Jan Kos,", "**Ortega's** lawyer, Jan Kos,"."""
    name = register.name_at.get(token.i)
    if name is None or name.kind != PERSON:
        return False
    before = register.doc[name.start - 1].pos_ if name.start else ""
    after = register.doc[name.end].tag_ if name.end < len(register.doc) else ""
    return before != "ADP" and after != "POS"


def _after_comma(register: Register, name: Name) -> Iterator[Role]:
    """The same where the parser saw no apposition: a phrase for a person between commas right after the name."""
    doc, comma = register.doc, _comma(register.doc, name.end)
    if comma is None:
        return
    for token in doc[comma + 1 : comma + 12]:
        if token.is_sent_start or (token.i in register.name_at and register.name_at[token.i].kind == PERSON):
            return
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        final = following is None or (following.pos_ not in {"NOUN", "PROPN"} and following.tag_ not in {"POS", "HYPH"})
        if is_office(token) and final:
            if _is_other_subject(register, name, token):
                return
            end = _end(token)
            if end >= len(doc) or doc[end].is_punct or doc[end].is_space or doc[end].pos_ in {"VERB", "AUX", "CCONJ"}:
                yield make(doc, comma + 1, end, token, _rank(token, comma + 1, end))
                return
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV"} and token.tag_ not in {
            "HYPH",
            "VBN",
        }:
            return


def _comma(doc: Doc, end: int) -> int | None:
    """Token index of the comma before an apposition, past bracket, place and age: "Jan Kos **of Ohio, 59**,"."""
    if end < len(doc) and doc[end].text == "(":
        end = next((t.i + 1 for t in doc[end : end + 9] if t.text == ")"), end)
    if end + 1 < len(doc) and doc[end].lower_ in words("descriptions", "inside", "prepositions"):
        end += 1
        while end < len(doc) and doc[end].pos_ == "PROPN":
            end += 1
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    aged = end + 3 < len(doc) and doc[end + 1].like_num and doc[end + 2].text == ","
    return end + 2 if aged else end


def _is_other_subject(register: Register, name: Name, noun: Token) -> bool:
    """*e.g.* "In an interview with Kos, the **mayor** said"."""
    subjects = ("subject", "passive subject")
    return grammar.has(noun, *subjects) and not grammar.has(doc_head(register.doc, name), *subjects)


def _relative(doc: Doc, head: Token) -> Iterator[Role]:
    """*e.g.* Jan Kos, **who heads the port authority**; Jan Kos, who is **a critic of the plan**."""
    for clause in grammar.dependents(head, "relative clause"):
        if (
            clause.pos_ == "VERB"
            and clause.tag_ in {"VBZ", "VBP"}
            and clause.lemma_ in words("descriptions", "occupation", "verbs")
        ):
            inside = [t.i for t in clause.subtree]
            yield make(doc, inside[0], inside[-1] + 1, clause, RELATIVE)
        else:
            yield from _predicate(clause)


def predicates(subject: Token) -> Iterator[Role]:
    """*e.g.* Jan Kos is **a senior fellow at the institute**; she became **mayor** in May."""
    verb = subject.head
    if not grammar.has(subject, "subject") or verb.i == subject.i:
        return
    if grammar.copula_subject(verb) == subject:
        yield from _predicate(verb)
    elif verb.lemma_ in words("descriptions", "occupation", "become"):
        for noun in grammar.dependents(verb, "predicate", "open clause", "object"):
            if is_office(noun):
                yield make(subject.doc, grammar.phrase(noun)[0], _end(noun), noun, PREDICATE)


_CLAUSAL = {"VERB", "AUX", "PRON", "SCONJ", "SPACE"}


def _predicate(noun: Token) -> Iterator[Role]:
    """A noun for a person as predicate, without its clause's subject and copula; nothing under "not" or "would"."""
    verb = noun.head if grammar.has(noun, "predicate") else noun
    if (
        not is_office(noun)
        or grammar.is_negated(verb)
        or any(t.tag_ == "MD" for t in grammar.dependents(verb, "auxiliary"))
    ):
        return
    copula = grammar.dependent(noun, "copula")
    start = noun.i
    first = copula.i if copula is not None else -1
    while start - 1 > first and noun.is_ancestor(noun.doc[start - 1]) and noun.doc[start - 1].pos_ not in _CLAUSAL:
        start -= 1
    yield make(noun.doc, start, grammar.phrase(noun)[1], noun, PREDICATE)


# --- mentions without a name ----------------------------------------------------------------------


def of_mention(noun: Token) -> Role | None:
    """*e.g.* "two **former harbor officials**", "his **lawyer**": without what counts, points or owns.

    None if nothing is left that says what they are.
    """
    doc = noun.doc
    part = grammar.oblique(noun, "of") if noun.lower_ in words("descriptions", "group", "partitive") else None
    if part is not None and is_plural(part):
        return of_mention(part)
    start, end = grammar.phrase(noun)
    while start < noun.i and (
        bare(doc[start]) in words("descriptions", "quantifier", "words") or _is_light(doc[start])
    ):
        start += 1
    verbs = (t.i for t in doc[noun.i + 1 : end] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"})
    end = next(verbs, end)
    if start == noun.i and end == noun.i + 1 and is_bare(noun):
        return None
    return make(doc, start, end, noun, PREDICATE)


def _is_light(token: Token) -> bool:
    """Numbers, possessive pronouns and their like before a noun: "**three** officials", "**his** lawyer"."""
    return (
        token.pos_ in {"DET", "NUM", "ADP", "ADV", "CCONJ", "SCONJ"}
        or token.tag_ in {"PRP$", "WDT", "WP", "WP$"}
        or token.is_punct
        or token.is_space
    )
