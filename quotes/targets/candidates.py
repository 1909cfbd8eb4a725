"""The nouns that could be the target of an attribution: by their place in the parse around its cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.finding.arguments import acted_on, named, raised
from quotes.grammar import functions, phrases, tags
from quotes.grammar.layout import Layout
from quotes.language import words
from quotes.spans import overlap
from quotes.words import times
from quotes.words.nouns import singular

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.finding.cues import CueToken
    from quotes.finding.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Contender:
    """A noun, what it is to a word of the cue or beside it, and where that word is: *cue*, *below* it, *above* it ....

    `cue`: what the lexicon knows of that word, if it does.
    """

    noun: Token
    relation: str
    head: Token
    path: str
    cue: CueToken | None


def candidates(layout: Layout, p: Proposal, found: Mapping[int, CueToken]) -> list[Contender]:
    """Each noun once, in its nearest place; `found` has the lexicon's cues by token index."""
    by_noun: dict[int, Contender] = {}
    for noun, relation in _beside_speaker(p):
        by_noun.setdefault(noun.i, Contender(noun, relation, noun.head, "beside", None))
    for head, path in _heads(layout, p, found):
        for noun, relation in _nouns(head):
            if noun != p.speaker and not times.is_when(noun):
                by_noun.setdefault(noun.i, Contender(noun, relation, head, path, found.get(head.i)))
    is_direct = layout.kind(p.content, p.span and p.span[0]) == "direct"
    return [c for c in by_noun.values() if not (is_direct and _is_said(c.noun, p))]


def _is_said(noun: Token, p: Proposal) -> bool:
    """*e.g.* “**Never**,” replied a voice: a word of the content."""
    return any(overlap(piece, phrases.from_to(noun, noun)) for piece in p.content)


def _beside_speaker(p: Proposal) -> Iterator[tuple[Token, str]]:
    """A letter to the **governor** said so; the **plan**, though the subject, drew criticism from unions, who speak."""
    verb, speaker = p.cue, p.speaker
    if speaker is None:
        return
    for case, noun in functions.obliques(speaker):
        if noun.pos_ in tags.NOMINAL and _is_sent_to(speaker, case):
            yield noun, "receiver"
    if verb is None or verb.pos_ != "VERB" or functions.is_passive(verb):
        return
    subject = functions.subject(verb)
    is_behind = speaker.i > verb.i and not functions.has(speaker, "subject")
    if subject is not None and subject.i < verb.i and is_behind:
        yield subject, "subject"


# --- the words whose nouns are asked ----------------------------------------------------------------


def _heads(layout: Layout, p: Proposal, known: Mapping[int, CueToken]) -> list[tuple[Token, str]]:
    """The cue's words, and words near it: **issued** a note **praising** Roe; **turned** to Roe and *said*."""
    if p.cue is None:
        return []
    spanned = [layout.doc[i] for i in layout.indices(p.span)] if p.span is not None else []
    copula = [p.cue.head] if p.cue.pos_ == "AUX" else []  # **is** a *critic* of the dam
    found = {token.i: (token, "cue") for token in (p.cue, *copula, *spanned) if token.pos_ in _HEADS}
    for token, path in [*_beneath(t for t, _ in found.values()), *_above(p, known)]:
        found.setdefault(token.i, (token, path))
    return list(found.values())


_HEADS = tags.VERBAL | tags.NAME_LIKE


def _beneath(cue: Iterable[Token]) -> Iterator[tuple[Token, str]]:
    """*e.g.* issued a paper **praising** Roe, appeared to **blame** Roe; **speaking** to Roe, he *said* so."""
    for token in cue:
        clauses = functions.dependents(token, "open clause", "participial modifier", "adverbial clause")
        noun = functions.direct_object(token) if token.pos_ == "VERB" else None
        clauses += functions.dependents(noun, "participial modifier") if noun is not None else []
        for clause in clauses:
            if clause.pos_ == "VERB" and not functions.is_finite(clause):
                yield clause, "below" if clause.i > token.i else "aside"


def _above(p: Proposal, known: Mapping[int, CueToken]) -> Iterator[tuple[Token, str]]:
    """*e.g.* **turned** to Roe and *said*; **hammers** Roe *:* “...”; not: told Roe that it fell and *vowed* to go."""
    cue, speaker = p.cue, p.speaker
    if cue is not None and cue.pos_ == "VERB":
        joined = functions.has(cue, "conjunct") and cue.head.pos_ == "VERB" and functions.subject(cue) is None
        if joined and cue.head.i not in known:
            yield cue.head, "joined"
    elif speaker is not None and speaker.head.pos_ == "VERB":
        yield from () if _is_said(speaker.head, p) else [(speaker.head, "acting")]


# --- the nouns of a word ------------------------------------------------------------------------------


def _nouns(head: Token) -> Iterator[tuple[Token, str]]:
    """The nouns of one word, each with its relation; one may come twice, and the first relation counts."""
    passive = head.pos_ in tags.VERBAL and (functions.is_passive(head) or functions.is_reduced_passive(head))
    if passive:
        yield from _passive(head)
    elif head.pos_ in tags.VERBAL:
        yield from _objects(head)
    if functions.has(head, "adjective") and head.head.i > head.i:
        yield head.head, "modified"  # the **plan**, read as one that is *rejected*: rejected plans
    yield from _obliques(head, passive=passive)
    if head.pos_ in tags.VERBAL and not passive:
        yield from _bare(head)


def _passive(verb: Token) -> Iterator[tuple[Token, str]]:
    """**Roe** was told; the **plan**, rejected by voters."""
    noun = acted_on(verb)
    if noun is not None:
        yield noun, "passive subject"


def _objects(verb: Token) -> Iterator[tuple[Token, str]]:
    """Told **Roe** a **story**; voiced outrage at the **cuts**; wants **Roe** to pay; the plan **that** he rejected."""
    if (called := named(verb)) is not None:
        yield called, "object"
    yield from ((noun, "object") for noun in functions.dependents(verb, "object"))
    told, direct = functions.indirect_object(verb), functions.direct_object(verb)
    if direct is None and (deed := _deed(verb)) is not None:
        yield deed, "deed"
    if told is not None:
        yield told, "indirect object"
    if direct is not None:
        yield from _of_object(direct)
    elif (acted := raised(verb)) is not None:
        yield acted, "raised"
    else:
        yield from _elsewhere(verb)


def _deed(verb: Token) -> Token | None:
    """*e.g.* denies **selling** the boat, right behind the verb."""
    clauses = functions.dependents(verb, "open clause", "clause")
    return next((t for t in clauses if tags.is_ing(t) and t.left_edge.i == t.i == verb.i + 1), None)


def _of_object(noun: Token) -> Iterator[tuple[Token, str]]:
    """*e.g.* voiced outrage at the **cuts**, cast doubt on the **report**."""
    for case, other in functions.obliques(noun):
        if other.pos_ in tags.NOMINAL and case.pos_ == "ADP" and case.i > noun.i:
            yield other, f"object, {case.lower_}"


def _elsewhere(verb: Token) -> Iterator[tuple[Token, str]]:
    """The object before the verb or behind the next one: a **mistake** Roe regrets; mocked and attacked **Roe**."""
    if functions.has(verb, "relative clause", "participial modifier") and functions.subject(verb) is not None:
        yield verb.head, "gap"
    for other in functions.dependents(verb, "conjunct"):
        shared = functions.direct_object(other)
        if shared is not None and other.pos_ == "VERB" and functions.subject(other) is None:
            yield shared, "shared object"


def _obliques(head: Token, *, passive: bool) -> Iterator[tuple[Token, str]]:
    """Said to **Roe**; hit out at **Roe**; was full of praise for **Roe**; not by whom."""
    agent = functions.agent(head) if passive else None
    for case, noun in functions.obliques(head):
        if noun.pos_ not in tags.NOMINAL or case.pos_ == "SCONJ" or noun == agent:
            continue
        yield noun, f"passive {case.lower_}" if passive else case.lower_
        for inner, other in functions.obliques(noun):
            if other.pos_ in tags.NOMINAL and inner.i > noun.i:
                yield other, "receiver" if _is_sent_to(noun, inner) else f"oblique, {inner.lower_}"


def _is_sent_to(noun: Token, preposition: Token) -> bool:
    """*e.g.* said in a **letter to** Roe; not: in an answer to Roe."""
    receives = preposition.lower_ in words("function_words", "receivers")
    return receives and singular(noun) in words("where", "messages")


def _bare(verb: Token) -> Iterator[tuple[Token, str]]:
    """The noun behind the verb, whatever the parser took it for: told CNN's **Ann Roe** that it fell."""
    for noun in functions.dependents(verb, "oblique"):
        if noun.i > verb.i and noun.pos_ in tags.NOMINAL and functions.dependent(noun, "case") is None:
            yield noun, "behind"
    beside = _beside(verb) if functions.direct_object(verb) is None else None
    if beside is not None:
        yield beside, "behind"


def _beside(verb: Token) -> Token | None:
    """The head of the longest phrase right behind the verb: told **Radio Delmar's Morning Hour** that ...."""
    if verb.i + 1 >= len(verb.doc):
        return None
    token, found = verb.nbor(), None
    while token.left_edge.i == verb.i + 1 and not any(t.is_punct for t in verb.doc[verb.i + 1 : token.i]):
        if token.pos_ in tags.NOMINAL and phrases.phrase(token)[0] == verb.i + 1:
            found = token
        if token.head.i <= token.i:
            break
        token = token.head
    return found
