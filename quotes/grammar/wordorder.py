"""Repairs of wrong parses by word order: subjects by position, clauses that were cut short or attached elsewhere.

Every function is a second opinion, for use where the dependency tree gives no answer or an unlikely one. Ranges are
token indices into the doc, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.grammar.distances import SHORT
from quotes.language import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def subject_by_place(verb: Token) -> Token | None:
    """The noun where a subject would be, if the parse has none.

    *e.g.* “...,” said **Roe** after a quotation; "**Some** Republicans doubt", "**she** has since said" right before
    the verb; "**Moscow**, meanwhile, has accused" and "**Roe**, who runs it, told" at the sentence's start.
    """
    if is_inverted(verb):
        return noun_after(verb)
    before = verb.i - 1
    while before > verb.sent.start and verb.doc[before].pos_ in {"AUX", "ADV", "PART", "SPACE"}:
        before -= 1
    if before < verb.sent.start:
        return None
    neighbour = verb.doc[before]
    if neighbour.text == ",":
        return _first_noun(verb)
    if neighbour.pos_ not in tags.SUBJECTS:
        return None
    top = _top_noun(neighbour, verb)
    return _described(top, verb) or top


def _described(noun: Token, verb: Token) -> Token | None:
    """The noun that an adjective with this noun describes: **sources** close to the *deal* | told."""
    adjective = noun.head
    if functions.dependent(noun, "case") is None or not verb.sent.start < adjective.i < noun.i:
        return None
    before = adjective.nbor(-1)
    if tags.is_tensed(adjective) or before.pos_ not in tags.SUBJECTS:
        return None
    return _top_noun(before, verb)


def is_inverted(verb: Token) -> bool:
    """*e.g.* “It is late,” **said** Roe; it is late, **said** Roe: a finite verb between a mark or comma and a noun.

    After a comma, no other verb may follow directly: "Roe, the mayor, said the bridge was safe" is not inverted.
    """
    if not (tags.is_inflected(verb) or _is_misread(verb)) or verb.i == 0 or verb.i + 1 >= len(verb.doc):
        return False
    before, noun = verb.nbor(-1), noun_after(verb)
    if noun is None or not (before.is_quote or before.text == ","):
        return False
    if before.is_quote:
        return not (noun.head.i > noun.i and functions.has(noun, "subject", "passive subject"))
    breath = takewhile(lambda t: not t.is_punct, verb.doc[noun.i + 1 : verb.sent.end])
    return functions.subject(verb) is None and not any(t.pos_ in tags.VERBAL for t in breath)


def _is_misread(verb: Token) -> bool:
    """It is late, **maintained** Roe: a past tense that was read as a participle with an object."""
    bare = tags.is_participle(verb) and functions.dependent(verb, "auxiliary") is None
    return bare and functions.has(verb, "parataxis") and functions.direct_object(verb) is not None


def noun_after(verb: Token) -> Token | None:
    """The head of the noun phrase right after the verb: said Foreign Minister **Roe**."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.pos_ in tags.SUBJECTS:
            return _top_noun(token, verb)
        if token.pos_ not in {"DET", "ADJ"}:
            return None
    return None


def _first_noun(verb: Token) -> Token | None:
    for token in verb.doc[verb.sent.start : verb.i]:
        if token.pos_ in tags.SUBJECTS:
            return _top_noun(token, verb)
        if token.pos_ in {"ADP", "SCONJ", *tags.VERBAL} or token.is_quote:
            return None
    return None


def _opens_clause(noun: Token) -> bool:
    """*e.g.* left hours after an **audit** found ...: "after" belongs to the clause, whatever the parser says."""
    case = functions.dependent(noun, "case", "complementizer")
    return case is not None and case.lower_ in words("clauses", "outside_object")


def _top_noun(noun: Token, verb: Token) -> Token:
    """The head of the word's noun phrase, on the same side of the verb."""
    while noun.head.i != noun.i and noun.head.pos_ in tags.SUBJECTS and (noun.head.i < verb.i) == (noun.i < verb.i):
        if _opens_clause(noun):
            break
        if not functions.has(noun, "compound", "flat", "oblique", "possessor", "number", "list", "adjective"):
            break
        noun = noun.head
    return noun


def that_before(clause_start: Token, verb: Token) -> Token | None:
    """The "that" before a clause which the parser cut short: admitted **that** its analysts | don't know."""
    for token in verb.doc[verb.i + 1 : clause_start.i]:
        if token.lower_ in _that() and (
            tags.is_relative_determiner(token) or not functions.has(token, "determiner", "object", "subject")
        ):
            return token
        if token.pos_ in tags.VERBAL or token.is_sent_start:
            return None
    return None


def question_before(clause_start: Token, verb: Token) -> Token | None:
    """What opens a question, if the parser cut it short: asked **how** much | he owed; not: said *when* asked."""
    between = verb.doc[verb.i + 1 : clause_start.i]
    for token in reversed(between):
        if tags.is_tensed(token) or token.is_punct:
            return None
        if token.lower_ in words("clauses", "questions"):
            return None if token.nbor().pos_ in tags.VERBAL else token
    return None


def opens_with_that(clause: Token) -> bool:
    """*e.g.* and **that** it rained: whether the clause has a "that" of its own, right behind a conjunction."""
    mark = functions.complementizer(clause)
    return mark is not None and mark.lower_ in _that() and mark.nbor(-1).pos_ == "CCONJ"


def stray_clause(verb: Token, reach: int = SHORT) -> tuple[Token, Token] | None:
    """(that, head of its clause) for a "that" clause after the verb which the parser attached to something else.

    *e.g.* "warned its allies **that** troops are gathering", read as a relative clause of "allies". There must not be a
    verb or stop in between, and the clause must have a subject other than "that".
    """
    for token in verb.doc[verb.i + 1 : verb.i + 1 + reach]:
        if _opens_clause_with_that(token):
            head = token.head
            while head.head.i > token.i and head.head.i != head.i and head.head.sent.start == head.sent.start:
                head = head.head
            owned = any(functions.subject(t) or functions.passive_subject(t) for t in (head, token.head))
            return (token, head) if owned else None
        if token.pos_ in tags.VERBAL or token.is_sent_start or token.text in {":", ";"}:
            return None
    return None


def _opens_clause_with_that(token: Token) -> bool:
    """Whether "that" is not a subject or determiner. Before a plural it cannot be: told us **that** layoffs came."""
    if token.lower_ not in _that() or functions.has(token, "subject", "passive subject"):
        return False
    if functions.has(token, "determiner"):
        return tags.is_plural_form(token.head)
    return token.head.i > token.i + 1


def _that() -> frozenset[str]:
    return words("function_words", "complementizers")


def clause_end(verb: Token, end: int) -> int:
    """Token index where a content clause after its verb really ends, if it ends at token index `end` in the parse.

    A reported clause usually runs to the end of its sentence, but parsers cut it short ("added that Facebook | , the
    biggest network, has been aggressive"). So it goes on until a stop or something that belongs to the verb itself: a
    conjunct ("and **vowed** to fight"), a participle ("**adding** that ...") or an aside.
    """
    doc = verb.doc
    while end > verb.i + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    limits = {i for limit in _limits(verb) for i in (limit.i, limit.left_edge.i) if i >= end}
    i = end
    last = verb.sent.end  # not len(doc): a text without a stop has one sentence after another
    while i < last and i not in limits and not _stops(doc[i]):
        i += 1
    return i


def _limits(verb: Token) -> Iterator[Token]:
    """Words after a content that are not part of it: conjuncts, participles, asides of the verb and its ancestors."""
    heads = [verb, *verb.ancestors]
    for head in heads[1:]:  # A letter warning that it might fall | was sent
        yield from (t for t in (head, *functions.dependents(head, "auxiliary", "copula")) if t.i > verb.i)
        # Asked if it fell, | **the mayor** left
        yield from (t for t in head.lefts if t.left_edge.i > verb.i and not t.is_punct and t not in heads)
    for head in heads:
        for child in head.rights:
            if child.i > verb.i and child not in heads and _is_limit(child, below=head == verb):
                yield child


def _is_limit(child: Token, *, below: bool) -> bool:
    """Whether a dependent of the verb (`below`) or of one above it starts something new after the content."""
    if functions.has(child, "conjunct", "parataxis", "relative clause"):
        return child.pos_ in tags.VERBAL | {"ADJ"}  # ... and **vowed** to fight
    if functions.has(child, "adverbial clause", "participial modifier"):
        return True  # ..., **adding** that it rained
    return functions.has(child, "conjunction") and not below  # ... but | the mayor left


def _stops(token: Token) -> bool:
    return token.text in {".", "?", "!", ";", "…", "..."} or (token.is_space and "\n" in token.text)


def object_end(verb: Token, end: int, closed: frozenset[str]) -> int:
    """Token index where an object content really ends, if it ends at token index `end` in the parse.

    *e.g.* dismissed the delay | **as a blow**, supports a path | **to legal status**: words that follow without a comma
    belong to it, unless they open with one of the words in `closed` or are a time.
    """
    for child in verb.rights:
        first = child.left_edge
        if first.i != end or first.is_punct or first.lower_ in closed:
            continue
        if functions.has(child, *_COMPLEMENTS) and not functions.has(child, "adverbial noun", "agent"):
            end = child.right_edge.i + 1
    return end


_COMPLEMENTS = ("oblique", "preposition", "open clause", "adverbial clause", "object", "participial modifier")


def parenthesis(verb: Token) -> tuple[int, int] | None:
    """Token range of a short clause of the verb between commas: The mayor**, officials said,** has resigned.

    It must hold the verb's subject and no other verb; None if the verb is not in such a clause.
    """
    doc, sentence = verb.doc, verb.sent
    start = verb.i
    while start > sentence.start and not doc[start - 1].is_punct:
        start -= 1
    end = verb.i + 1
    while end < sentence.end and (not doc[end].is_punct or tags.is_hyphen(doc[end])) and not doc[end].is_space:
        end += 1
    own = noun_after(verb) if is_inverted(verb) else functions.subject(verb)
    if own is not None and own.i < start:
        start = _described_from(own, start)
    if own is None or not start <= own.i < end or end - start > SHORT or start == sentence.start:
        return None
    others = any(t.pos_ == "VERB" and t.i != verb.i for t in doc[start:end])
    set_off = doc[start - 1].text == "," and (end == sentence.end or doc[end].text in {",", "."})
    return (start, end) if set_off and not others else None


def remarked(verb: Token) -> Span | None:
    """It was late, **a claim** | the driver *denied*: the words of a remark, which the verb has for its object.

    Parsers take it for a second subject or for the head of a relative clause.
    """
    own = functions.subject(verb)
    first = _phrase_start(own) if own is not None and own.i < verb.i else 0
    before = verb.doc[first - 1] if first > 1 else None
    if before is None or before.pos_ != "NOUN" or functions.direct_object(verb) is not None:
        return None
    start = before.i
    while verb.doc[start].pos_ in {"NOUN", "ADJ"} and start > verb.sent.start + 1:
        start -= 1
    opens = verb.doc[start - 1].text == "," and verb.doc[start].lower_ in words("clauses", "remarks")
    return verb.doc[start:first] if opens else None


def _phrase_start(noun: Token) -> int:
    """Where the words begin that stand before the noun and belong to it: a claim | **the new board** denied."""
    start = noun.i
    while start and noun.is_ancestor(noun.doc[start - 1]):
        start -= 1
    return start


def _described_from(own: Token, start: int) -> int:
    """Where a clause begins whose subject has an apposition: It was late, **the driver, Jan Kos, said**."""
    described = any(own.i < t.i < start for t in functions.appositions(own))
    return own.left_edge.i if described and own.right_edge.i >= start - 2 else start


def unjoined(verb: Token) -> list[Token]:
    """Conjuncts of an inserted verb that go on with what it is inserted in, as they have no tense and no subject.

    *e.g.* It pays to be wary, he **said**, and be **willing** to wait.
    """
    if not tags.is_inflected(verb):
        return []
    loose = (t for t in functions.dependents(verb, "conjunct") if t.i > verb.i and not functions.is_finite(t))
    return [t for t in loose if functions.subject(t) is None and "," in {t.left_edge.text, t.left_edge.nbor(-1).text}]


def is_set_off(verb: Token) -> bool:
    """Whether the verb's clause follows punctuation or begins the sentence: the bridge is safe**,** he said."""
    first = verb.left_edge
    return first.text == "," or first.i == verb.sent.start or first.nbor(-1).is_punct
