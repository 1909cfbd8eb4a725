"""What the article says that somebody is: before the name, in apposition, in a predicate, or the mention itself.

Every role is a character range of the article. Appositions and predicates keep their article ("the secretary of
agriculture"), phrases before a name and mentions without a name lose it ("senior campaign official").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases
from quotes.language import words
from quotes.naming.register import Entity, Register, Role
from quotes.naming.titles import OFFICE, PREDICATE, RELATIVE, before, is_office, make, party, rank, shared
from quotes.words.kinds import ORGANIZATION, PERSON, UNKNOWN, Name, bare, head_of, is_letters, is_title
from quotes.words.nouns import is_bare, is_partitive, is_person_noun, is_plural, part_of
from quotes.words.times import before_time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.spans import Range


def attach(register: Register) -> None:
    """Give every named entity the roles that stand beside its names, in text order.

    `register.meant` tells afterwards whom the tokens of such a phrase mean: "the **minister** of trade, Mr. Kos, said".
    """
    for name in register.names:
        entity = register.entity(register.doc[name.start])
        if entity is not None:
            for role in _beside(register, name, entity):
                entity.learn(role)
                register.meant.setdefault(role.noun, entity)


def best(entity: Entity) -> Range | None:
    """The fullest phrase of the best sort; of two as full the first in the text."""
    fullest = min(entity.roles.values(), key=lambda r: (r.rank, -len(r.nouns), r.span), default=None)
    return None if fullest is None else fullest.span


def every(entity: Entity) -> tuple[Range, ...]:
    """All phrases that say what somebody is, in text order."""
    return tuple(sorted({role.span for role in entity.roles.values()}))


def _beside(register: Register, name: Name, entity: Entity) -> Iterator[Role]:
    """The roles at one naming. What has an office is a person, whatever the recognizer thought of a lone name."""
    doc, head = register.doc, head_of(register.doc, name)
    if entity.kind in {PERSON, UNKNOWN}:
        found = [*before(register, name), *_letters(doc, name), *_appositions(register, name, head)]
        if found:
            entity.kind = PERSON
        yield from found
    if entity.kind == PERSON:
        yield from shared(register, head)
        yield from party(doc, name)
    if entity.kind == ORGANIZATION:
        yield from _appositions(register, name, head)
    for token in register.tokens[name.start : name.end]:
        yield from _relative(doc, token)
    yield from predicates(head)


# --- after the name -------------------------------------------------------------------------------


def _appositions(register: Register, name: Name, head: Token) -> Iterator[Role]:
    """*e.g.* Jan Kos, **the head of the port**, and the other way round: **The minister of trade**, Mr. Kos."""
    found = False
    for noun in functions.appositions(head):
        if _is_beside(register.doc, name) and noun.i not in register.name_at and _describes(noun, name):
            found = True
            yield _aside(register, name, max(name.end, phrases.phrase(noun)[0]), noun)
    if name.kind in {PERSON, UNKNOWN}:
        if not found:
            yield from _after_comma(register, name)
        yield from _before_comma(register, name)


def _is_beside(doc: Doc, name: Name) -> bool:
    """A comma, bracket or dash after the name, or nothing; a colon starts what it says ("Kos: Harbor Chief Lied")."""
    return name.end < len(doc) and (doc[name.end].text in {"(", "—", "–", "-"} or _comma(doc, name.end) is not None)


def _aside(register: Register, name: Name, start: int, noun: Token) -> Role:
    """The apposition from the token index `start`; all its tokens mean the one who is named."""
    end = _stretched(register.doc, _end(noun))
    register.asides.update(dict.fromkeys(range(start, end), name))
    return make(register.doc, start, end, noun, rank(noun, start, end))


def _stretched(doc: Doc, end: int) -> int:
    """*e.g.* "Jan Kos, the head | **of policy for the port**, said": up to the comma, where the parser cut it off."""
    for token in doc[end : end + 15]:
        if token.is_punct and token.text != "-":
            return token.i
        if token.pos_ not in {"ADP", "ADJ", "DET", "NOUN", "PART", "PROPN"} and token.text != "-":
            break
    return end


def _describes(noun: Token, name: Name) -> bool:
    """*e.g.* Jan Kos, the **head** of the port; Corvo, a **maker** of ropes; not Ann Roe, whose **son** was there."""
    if noun.i < name.end or not noun.text[0].isalpha() or any(t.tag_ == "WP$" for t in noun.lefts):
        return False
    if name.kind in {PERSON, UNKNOWN}:
        return is_office(noun)
    return noun.pos_ == "NOUN" and functions.dependent(noun, "determiner") is not None


def _end(noun: Token) -> int:
    """Token index at which the noun's phrase ends, before a comma unless it stands in a list of offices.

    *e.g.* "the head of the port | , but", "the founder, owner and editor of the paper".
    """
    end = max(phrases.phrase(noun)[1], noun.i + 1)
    for token in noun.doc[noun.i + 1 : end]:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:  # "a critic | and would be a better mayor"
            return token.i - 1 if token.nbor(-1).pos_ == "CCONJ" else token.i
        if token.text == "," and not is_office(noun.doc[min(token.i + 1, len(noun.doc) - 1)]):
            return token.i
    return end


def _before_comma(register: Register, name: Name) -> Iterator[Role]:
    """*e.g.* **The minister of trade**, Mr. Kos, said: a phrase for a person right before ", NAME ,"."""
    doc, comma = register.doc, name.start - 1
    head = head_of(doc, name)
    while comma > 0 and (is_title(doc[comma]) or register.premodifiers.get(comma) is name):
        comma -= 1
    end = _past_letters(doc, name.end)
    closed = end < len(doc) and (doc[end].is_punct or doc[end].is_space)
    if comma < 2 or doc[comma].text != "," or not closed:
        return
    if functions.has(head, "apposition") and head.head.i < comma and is_office(head.head):
        yield make(doc, phrases.phrase(head.head)[0], comma, head.head, OFFICE)
        return
    for token in reversed(doc[max(0, comma - 10) : comma]):
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "ADP", "PART"} or _is_other(register, token):
            return
        owners = [t for t in functions.dependents(token, "determiner", "possessor") if t.i < token.i]
        first = _one_of(token) if is_person_noun(token) and is_plural(token) else None
        if first is not None:
            yield make(doc, first, comma, token, OFFICE)
            return
        if is_office(token) and owners:
            start = phrases.phrase(owners[0])[0]
            yield make(doc, start, comma, token, rank(token, start, comma))
            return
        if token.is_sent_start:
            return


def _one_of(noun: Token) -> int | None:
    """*e.g.* **one** of the family's lawyers, Jan Kos, said: token index of "one"."""
    start = phrases.phrase(noun)[0]
    one = words("pronouns", "indefinite", "person")
    before = noun.doc[max(0, start - 2) : start + 1]
    return next((t.i for t in before if t.lower_ in one), None)


def _is_other(register: Register, token: Token) -> bool:
    """A person who is no part of it, as in "a lawyer for **Ortega**, Jan Kos," or "**Ortega's** lawyer, Jan Kos,"."""
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
            end = _stretched(doc, _end(token))
            if end >= len(doc) or doc[end].is_punct or doc[end].is_space or doc[end].pos_ in {"VERB", "AUX", "CCONJ"}:
                yield _aside(register, name, comma + 1, token)
                return
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV"} and token.tag_ not in {
            "HYPH",
            "VBN",
        }:
            return


def _comma(doc: Doc, end: int) -> int | None:
    """Token index of the comma before an apposition, past letters, bracket, place, age: "Jan Kos **of Ohio, 59**,"."""
    end = _past_letters(doc, end)
    if end < len(doc) and doc[end].text == "(":
        end = next((t.i + 1 for t in doc[end : end + 9] if t.text == ")"), end)
    if end + 1 < len(doc) and doc[end].lower_ in words("descriptions", "inside", "prepositions"):
        end += 1
        while end < len(doc) and doc[end].pos_ == "PROPN":
            end += 1
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    inner = doc[end + 1]
    aside = end + 3 < len(doc) and (inner.like_num or is_letters(inner)) and doc[end + 2].text == ","
    return end + 2 if aside else end


def _past_letters(doc: Doc, end: int) -> int:
    """Token index past the letters after a name: Amir Khan **QC** | , said."""
    return next((t.i for t in doc[end:] if not is_letters(t)), len(doc))


def _letters(doc: Doc, name: Name) -> Iterator[Role]:
    """*e.g.* Tom Lund **MP** said."""
    for token in doc[name.end : _past_letters(doc, name.end)]:
        if is_office(token):
            yield make(doc, token.i, token.i + 1, token, rank(token, token.i, token.i + 1))


def _is_other_subject(register: Register, name: Name, noun: Token) -> bool:
    """*e.g.* "In an interview with Kos, the **mayor** said"; not "According to Kos, the mayor, the city asked"."""
    if functions.has(head_of(register.doc, name), "subject", "passive subject"):
        return False
    return noun in (functions.subject(noun.head), functions.passive_subject(noun.head))


def _relative(doc: Doc, head: Token) -> Iterator[Role]:
    """*e.g.* Kos, **who heads the port authority**; who is **a critic of the plan**; who became **mayor** in May."""
    for clause in functions.dependents(head, "relative clause"):
        if (
            clause.pos_ == "VERB"
            and clause.tag_ in {"VBZ", "VBP"}
            and clause.lemma_ in words("descriptions", "occupation", "verbs")
        ):
            inside = [t.i for t in clause.subtree]
            yield make(doc, inside[0], inside[-1] + 1, clause, RELATIVE)
        elif clause.lemma_ in words("descriptions", "occupation", "become"):
            yield from _become(clause)
        else:
            yield from _predicate(clause)


def predicates(subject: Token) -> Iterator[Role]:
    """*e.g.* Jan Kos is **a senior fellow at the institute**; she became **mayor** in May."""
    verb = subject.head
    if not functions.has(subject, "subject") or verb.i == subject.i:
        return
    if functions.copula_subject(verb) == subject:
        yield from _predicate(verb)
    elif verb.lemma_ in words("descriptions", "occupation", "become"):
        yield from _become(verb)


def _become(verb: Token) -> Iterator[Role]:
    for noun in functions.dependents(verb, "predicate", "open clause", "object"):
        if is_office(noun):
            yield make(verb.doc, phrases.phrase(noun)[0], _end(noun), noun, PREDICATE)


_CLAUSAL = {"VERB", "AUX", "PRON", "SCONJ", "SPACE"}


def _predicate(noun: Token) -> Iterator[Role]:
    """A noun for a person as predicate, without its clause's subject and copula; nothing under "not" or "would"."""
    verb = noun.head if functions.has(noun, "predicate") else noun
    if (
        not is_office(noun)
        or is_bare(noun)
        or functions.is_negated(verb)
        or any(t.tag_ == "MD" for t in functions.dependents(verb, "auxiliary"))
    ):
        return
    copula = functions.dependent(noun, "copula")
    start = noun.i
    first = copula.i if copula is not None else -1
    while start - 1 > first and noun.is_ancestor(noun.doc[start - 1]) and noun.doc[start - 1].pos_ not in _CLAUSAL:
        start -= 1
    yield make(noun.doc, start, _end(noun), noun, PREDICATE)


# --- mentions without a name ----------------------------------------------------------------------


def of_mention(noun: Token) -> Role | None:
    """*e.g.* "two **former harbor officials**", "his **lawyer**": without what counts, points or owns.

    None if nothing is left that says what they are.
    """
    doc = noun.doc
    part = part_of(noun) if is_partitive(noun) else None
    if part is not None and is_plural(part):
        return of_mention(part)
    start, end = phrases.phrase(noun)
    copula = functions.dependent(noun, "copula")
    start = max(start, after_case(noun), copula.i + 1 if copula is not None and copula.i < noun.i else 0)
    while start < noun.i and (
        bare(doc[start]) in words("descriptions", "quantifier", "words") or _is_light(doc[start])
    ):
        start += 1
    verbs = (t.i for t in doc[noun.i + 1 : end] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"})
    end = before_time(noun, next(verbs, end))
    if start == noun.i and end == noun.i + 1 and is_bare(noun):
        return None
    return make(doc, start, end, noun, PREDICATE)


def after_case(noun: Token) -> int:
    """Token index after the noun's preposition: "according to **an aide**"."""
    cases = [c.right_edge.i + 1 for c in functions.dependents(noun, "case") if c.i < noun.i]
    return max((i for i in cases if i <= noun.i), default=0)


def _is_light(token: Token) -> bool:
    """Numbers, possessive pronouns and their like before a noun: "**three** officials", "**his** lawyer"."""
    return (
        token.pos_ in {"DET", "NUM", "ADP", "ADV", "CCONJ", "SCONJ"}
        or token.tag_ in {"PRP$", "WDT", "WP", "WP$"}
        or token.is_punct
        or token.is_space
    )
