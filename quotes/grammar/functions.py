"""Grammatical functions of tokens, whichever scheme of labels (`quotes.grammar.labels`) the parser has.

The two schemes differ in structure and not only in names; the function that hides a difference says so. UD attaches a
preposition to its noun (`case`), ClearNLP the noun to its preposition (`prep`, `pobj`). In UD the predicate is the
head of its copula (`cop`), in ClearNLP the copula is the head (`acomp`, `attr`). UD attaches an inverted "..., he
said" to the quotation (`parataxis`), ClearNLP the quotation to "said" (`ccomp`).

All functions take and give spaCy tokens; ranges are token indices into the doc, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.grammar import labels, tags
from quotes.grammar.answers import once
from quotes.grammar.distances import CLAUSE

if TYPE_CHECKING:
    from spacy.tokens import Token


def has(token: Token, *functions: str) -> bool:
    """Whether the token's label has one of the functions. A subtype that is not in the table counts as its base."""
    return not (_KNOWN.get(token.dep) or functions_of(token)).isdisjoint(functions)


# The functions of a label by its number, which is the same in all spaCy vocabularies and three times as fast to read as
# its text. It is needed a dozen times for each token, so it is used without a function call.
_KNOWN: dict[int, frozenset[str]] = {}


def functions_of(token: Token) -> frozenset[str]:
    """All functions that the token's label stands for."""
    return _KNOWN.get(token.dep) or _KNOWN.setdefault(token.dep, labels.functions(token.dep_))


@once
def _children(token: Token) -> list[tuple[Token, frozenset[str]]]:
    """The token's children in text order, each with its functions."""
    known = _KNOWN.get
    return [(c, known(c.dep) or functions_of(c)) for c in token.children]


def dependents(token: Token, *functions: str) -> list[Token]:
    """The token's children that have one of the functions, in text order."""
    return [c for c, own in _children(token) if not own.isdisjoint(functions)]


def dependent(token: Token, *functions: str) -> Token | None:
    """The first such child, or None."""
    for child, own in _children(token):
        if not own.isdisjoint(functions):
            return child
    return None


# --- nouns of a verb ------------------------------------------------------------------------------


@once
def is_passive(verb: Token) -> bool:
    """*e.g.* the report was **rejected** by him; Russia was **accused** of lying."""
    return dependent(verb, "passive auxiliary", "passive subject") is not None


def is_reduced_passive(verb: Token) -> bool:
    """*e.g.* a plan **rejected** by voters; **Asked** about it, Roe left: a bare participle beside a noun or clause."""
    if not tags.is_past(verb) or dependent(verb, "auxiliary", "subject") is not None or is_disguised(verb):
        return False
    if verb.i == 0 or verb.is_sent_start:
        return True
    if not has(verb, "participial modifier", "relative clause", "adverbial clause"):
        return False
    if not tags.is_participle(verb) and dependent(verb, "object") is not None and has(verb, "adverbial clause"):
        return False  # it will close, **warned** Roe: read as what it acts on
    # Roe, **asked** about it, left; Roe left when **asked**: taggers may call the participle a past tense
    before = verb.nbor(-1) if verb.i else None
    return tags.is_participle(verb) or (before is not None and (before.text == "," or tags.opens_clause(before)))


def is_disguised(verb: Token) -> bool:
    """*e.g.* The pope **called** for peace, read as a noun with a participle: a sentence's only verb is its root."""
    noun = verb.head
    if not has(verb, "participial modifier") or not tags.is_past(verb) or not has(noun, "root"):
        return False
    if noun.i > verb.i or noun.pos_ not in tags.NOMINAL or dependent(verb, "auxiliary", "agent") is not None:
        return False
    return verb.nbor(-1).text != "," and not any(
        tags.is_tensed(t) for t in noun.sent if not verb.is_ancestor(t) and t != verb
    )


def is_relative(verb: Token) -> bool:
    """*e.g.* Roe, who **said** so; not "he **said**" after a quotation, which parsers may attach to its last noun."""
    own = subject(verb)
    return has(verb, "relative clause") and (own is None or tags.is_relative_word(own))


@once
def subject(verb: Token) -> Token | None:
    """The verb's own subject; for a predicate, its copula's ("**She** is confident that ...").

    Of two, the nearest one before the verb: "These workers, **Roe** said, were paid well", with both under "said"; or
    the one right after it: "These workers, said **Roe**, were paid well"; not: "The **chief**, Kos, told Radio Harbor".
    """
    found = [c for c in dependents(verb, "subject") if _is_nominal(c) and not _is_prepositional(c)]
    if not found:
        return dependent(verb.head, "subject") if has(verb, "predicate") else None
    is_set_off = verb.i and verb.nbor(-1).text == "," and not (found[0].i < verb.i and appositions(found[0]))
    if len(found) > 1 and found[-1].i > verb.i and is_set_off:
        return found[-1]
    return next((c for c in reversed(found) if c.i < verb.i), found[0])


def _is_nominal(token: Token) -> bool:
    """Whether it is a noun or pronoun, or is used as one after an article: the **accused**, the 58-year-**old**.

    A sign that pages put between words, such as a space without width, is not one.
    """
    if not token.is_alpha and not any(map(str.isalnum, token.text)):
        return False
    return token.pos_ in tags.NOMINAL or (token.pos_ in {"ADJ", "VERB"} and dependent(token, "determiner") is not None)


def _is_prepositional(noun: Token) -> bool:
    """*e.g.* Members, including **Roe**, left: a noun after a preposition is not a subject, despite the parser."""
    return any(c.i < noun.i and not tags.is_possessive_mark(c) for c in dependents(noun, "case"))


def holder(adjective: Token) -> Token | None:
    """*e.g.* **Roe** is confident that ...; **Roe** is worried that ..., with the adjective tagged as a participle.

    **Roe** is hopeful, but *wary* of the noise: an adjective shares it with the adjective before.
    """
    own = subject(adjective) or passive_subject(adjective)
    if own is None and adjective.pos_ == "VERB" and has(adjective, "participial modifier"):
        return adjective.head  # **voters** worried that it fell
    if own is not None or not has(adjective, "conjunct") or adjective.pos_ != "ADJ" or adjective.head.pos_ != "ADJ":
        return own
    return holder(adjective.head)


def passive_subject(verb: Token) -> Token | None:
    """*e.g.* **Russia** was accused; **it** was said that ..."""
    return dependent(verb, "passive subject")


def agent(verb: Token) -> Token | None:
    """*e.g.* it was rejected by the **secretary**."""
    for child in dependents(verb, "agent"):
        if has(child, "oblique"):
            return child
        return dependent(child, "object of preposition")
    return None


@once
def direct_object(verb: Token) -> Token | None:
    """The object; if a parser took a possessor for it ("defended *Russia*'s **right**"), the next one."""
    found = dependents(verb, "object")
    while len(found) > 1 and tags.is_possessive_mark(found[0].right_edge):
        found = found[1:]
    if not found and has(verb, "adjective") and verb.head.i > verb.i and dependent(verb, "subject") is not None:
        return verb.head  # Roe **blamed** | voters, read as "voters that were blamed"
    return found[0] if found else None


def indirect_object(verb: Token) -> Token | None:
    """*e.g.* she told **reporters** a story."""
    child = dependent(verb, "indirect object")
    return child if child is None or child.pos_ != "ADP" else dependent(child, "object of preposition")


def obliques(head: Token) -> Iterator[tuple[Token, Token]]:
    """(preposition, noun) for every prepositional phrase under `head`, in either scheme.

    *e.g.* "called **on Russia**", "accused Kiev **of** treason". Clauses count, too: "accused Kiev **of lying**".
    """
    for child, functions in _children(head):
        if "preposition" in functions and child.pos_ in {"ADP", "SCONJ", "VERB", "PART"}:
            noun = dependent(child, "object of preposition")
            if noun is not None:
                yield child, noun
        elif not _UNDER_PREPOSITION.isdisjoint(functions):
            marks = dependents(child, "case", "complementizer")
            if marks and marks[0].i < child.i:
                yield marks[0], child


_UNDER_PREPOSITION = frozenset({"oblique", "adverbial clause", "participial modifier", "open clause"})


def oblique(head: Token, *prepositions: str) -> Token | None:
    """The noun or gerund after one of the prepositions, given in lower case (the first word, if there are several)."""
    return next((noun for case, noun in obliques(head) if case.lower_ in prepositions), None)


def has_particle(verb: Token, particle: str) -> bool:
    """*e.g.* point **out** that .... An adverb that the parser does not call a particle counts, too."""
    return any(c.lower_ == particle for c in dependents(verb, "particle", "adverb", "preposition") if c.i > verb.i)


def governs(verb: Token, preposition: str) -> bool:
    """Whether the preposition follows in the verb's phrase: accused Kiev **of** lying; said **of** the poet."""
    return preposition in _words_behind(verb)


@once
def _words_behind(verb: Token) -> frozenset[str]:
    """The words of the verb's phrase that follow it, as far as its clause reaches, in lower case."""
    reach = min(verb.right_edge.i + 1, verb.i + CLAUSE)
    return frozenset(token.lower_ for token in verb.doc[verb.i + 1 : reach])


def adverbial_nouns(verb: Token) -> list[Token]:
    """*e.g.* said **Friday**, told us last **week**."""
    return dependents(verb, "adverbial noun")


# --- clauses of a verb ----------------------------------------------------------------------------


@once
def complementizer(clause: Token) -> Token | None:
    """*e.g.* said **that** it was late; asked **whether** they knew."""
    return next((c for c in dependents(clause, "complementizer") if c.i < clause.i), None)


def is_infinitive(clause: Token) -> bool:
    """*e.g.* vowed **to fight**; urged Russia **to ease** tensions."""
    return any(tags.is_to(c) for c in clause.children if c.i < clause.i)


def is_finite(clause: Token) -> bool:
    """Whether it has a tensed verb of its own: "that it **is** late", "he **lied**"; not "to lie", "lying"."""
    if is_infinitive(clause):
        return False
    return any(tags.is_tensed(verb) for verb in (clause, *dependents(clause, "auxiliary", "copula")))


def tensed_auxiliary(clause: Token) -> Token | None:
    """The auxiliary or copula that has the clause's tense: it **had** failed, it **is** late."""
    return next(filter(tags.is_inflected, dependents(clause, "auxiliary", "copula")), None)


def clauses(head: Token) -> list[Token]:
    """Finite complement clauses: "said **that it was late**"; of nouns too, "the claim **that it was late**"."""
    found = [c for c in dependents(head, "clause") if not is_infinitive(c) and (c.i > head.i or _is_apart(c))]
    return found or [c for c in dependents(head, "participial modifier", "relative clause") if _is_complete(c)]


def _is_apart(clause: Token) -> bool:
    """Whether a comma or mark follows a clause that comes before its verb: **it fell**, he said."""
    last = clause.right_edge
    return last.is_punct or (last.i + 1 < len(last.doc) and last.nbor().is_punct)


def _is_complete(clause: Token) -> bool:
    """Whether a clause has a conjunction and all its parts: the claim **that he lied**, even if labelled relative."""
    mark, own = complementizer(clause), subject(clause) or passive_subject(clause)
    return mark is not None and is_finite(clause) and own is not None and not tags.is_relative_word(own)


def bare_clause_of(noun: Token) -> Token | None:
    """*e.g.* told the paper **she was leaning**: a clause without a relative word, attached to the listener."""
    for child in dependents(noun, "relative clause", "participial modifier"):
        own = subject(child) or passive_subject(child)
        if (
            own is not None
            and is_finite(child)
            and not any(tags.is_relative_word(t) for t in noun.doc[noun.i + 1 : child.i])
        ):
            return child
    return None


def infinitive(verb: Token) -> Token | None:
    """*e.g.* vowed **to fight**. In ClearNLP, in "urged Russia to ease", it is a `ccomp` with Russia as subject."""
    return next((c for c in dependents(verb, "open clause", "clause") if is_infinitive(c)), None)


def predicate_complement(verb: Token) -> Token | None:
    """*e.g.* called him **a liar**, considers it **dead**."""
    found = dependent(verb, "open clause")
    return None if found is None or is_infinitive(found) else found


def shared_with(verb: Token) -> Token | None:
    """The verb that a tensed one is really joined to, if the parser attached it to one of another form; else None.

    *e.g.* Roe **rejected** the claim that the city was hiding it and *defended* the council: not "was defended";
    **said** that the city would not pay and *told* doctors to wait; **says** the depot was shut and *blames* the city.
    """
    above = verb.head
    own = ("subject", "passive subject", "auxiliary")
    if not has(verb, "conjunct") or not tags.is_inflected(verb) or dependent(verb, *own) is not None:
        return None
    modal = tags.is_past(verb) and any(map(tags.is_modal, dependents(above, "auxiliary")))
    if not modal and not (tags.is_ing(above) and dependent(above, "auxiliary") is not None):
        return above.head if has(above, "clause") and _is_in_another_tense(above, verb) else None
    return next((t for t in above.ancestors if tags.is_inflected(t) and (not modal or t.tag == verb.tag)), None)


def _is_in_another_tense(above: Token, verb: Token) -> bool:
    """Whether a verb behind a reported one has the tense of the report: found that it **had failed** and *rejected* it.

    Warns that women **would face** delays and *accuses* the city; said the song **mocks** him and *sought* a ban.
    `above` is the reported verb.
    """
    first = tensed_auxiliary(above) or next(filter(tags.is_modal, dependents(above, "auxiliary")), above)
    if above.head.tag != verb.tag or not (tags.is_inflected(first) or tags.is_modal(first)):
        return False
    perfect = tags.is_participle(above) and not is_passive(above)
    return first.tag != verb.tag or (perfect and not tags.is_present(verb))


def equated(noun: Token) -> Token | None:
    """The head of a "that" clause that a copula makes equal to the noun: her argument is **that it hurts**.

    UD attaches the noun to the clause's verb (`nsubj:outer`) and ClearNLP to the copula.
    """
    verb = noun.head
    if not has(noun, "subject"):
        return None
    if verb.pos_ == "AUX":
        return next((c for c in clauses(verb) if c.i > verb.i and complementizer(c) is not None), None)
    mark = complementizer(verb)
    is_outer = mark is not None and any(noun.i < c.i < mark.i for c in dependents(verb, "copula"))
    return verb if is_outer else None


def host(verb: Token) -> Token | None:
    """The clause that "..., he **said**" is attached to as an aside, or None (UD: `parataxis`)."""
    return verb.head if has(verb, "parataxis") and verb.head.i != verb.i else None


def copula_subject(predicate: Token) -> Token | None:
    """*e.g.* **She** is the *mayor*. UD: child of the noun; ClearNLP: child of the copula."""
    if dependent(predicate, "copula") is not None:
        return dependent(predicate, "subject")
    if has(predicate, "predicate"):
        return dependent(predicate.head, "subject")
    return None


# --- noun phrases ---------------------------------------------------------------------------------


def are_attached(one: Token, other: Token) -> bool:
    """Whether one of two tokens is the other's head: the **bank Corvo**, whichever a parser took for the head."""
    return one.head == other or other.head == one


def appositions(noun: Token) -> list[Token]:
    """*e.g.* Danilov, the **secretary** of the council."""
    return dependents(noun, "apposition")


def possessor(noun: Token) -> Token | None:
    """*e.g.* **Blinken**'s comments; **his** claim."""
    return dependent(noun, "possessor")


def counted(pronoun: Token) -> Token:
    """*e.g.* **some** of whom: the word that counts a pronoun before it, else the pronoun."""
    return pronoun.head if has(pronoun, "oblique") and pronoun.head.i < pronoun.i else pronoun


def antecedent(pronoun: Token) -> Token | None:
    """*e.g.* the **senator**, who said; the **senators**, some of whom said: the noun that its clause modifies."""
    clause = counted(pronoun).head
    return clause.head if tags.is_relative_word(pronoun) and has(clause, "relative clause") else None
