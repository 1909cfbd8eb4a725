"""Cue + grammar -> proposals: which function holds the speaker, the content and the target.

A frame (data/en/frames.toml) says it for the active voice; here it is read off the parse, the passive derived:
the object becomes the passive subject, the subject the agent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotes import cues, grammar
from quotes.cues import Cue
from quotes.language import words
from quotes.lexicon import Entry, Frame
from quotes.nouns import is_person_noun
from quotes.records import THOUGHT, Act
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one rule makes of one cue. `content` and `span` are character ranges, the rest tokens (heads of phrases)."""

    rule: str
    content: tuple[Range, ...]
    entry: Entry | None = None
    cue: Token | None = None
    span: Range | None = None
    speaker: Token | None = None
    target: Token | None = None
    kind: str | None = None
    negated: bool = False
    when: Range | None = None
    continued: bool = False
    confidence: float = 0.0


def propose(cue: Cue) -> Proposal | None:
    """The first of the cue's frames whose content is there, or None.

    *e.g.* "accused Kiev of lying" takes `accusation`; "accused Kiev" alone nothing.
    """
    if grammar.is_reduced_passive(cue.token) and grammar.agent(cue.token) is None:
        return None  # officials **informed** of the events: nobody is said to have told them
    for entry in cue.entries:
        for frame in entry.frames:
            proposal = _apply(cue.token, entry, frame)
            if proposal is not None:
                return proposal
    return None


def _apply(verb: Token, entry: Entry, frame: Frame) -> Proposal | None:
    for shape in frame.content:
        found = _SHAPES[shape](verb, entry)
        if found is None:
            continue
        content = ranges(verb.doc, found.also) + ranges(verb.doc, found.tokens, found.without)
        speaker = grammar.holder(verb) if entry.pos == "adj" else _SPEAKERS[frame.speaker](verb)
        if not content or speaker in found.tokens:
            continue
        target, kind = _target(verb, entry, frame), frame.kind
        if target is None and shape == "clause" and entry.takes("telling"):
            target, kind = _acted_on(verb), "addressee"
        return Proposal(
            rule=found.rule or frame.id,
            content=content,
            entry=entry,
            cue=verb,
            span=cues.span(verb, found.preposition, found.noun),
            speaker=speaker,
            target=target,
            kind=kind if target is not None else None,
            negated=cues.is_denied(verb),
            when=cues.when(verb),
        )
    return None


# --- who speaks -----------------------------------------------------------------------------------


def speaker_of(verb: Token) -> Token | None:
    """The noun that does the saying: own subject, agent of a passive, or the subject taken over from another verb."""
    if grammar.is_passive(verb) or grammar.is_reduced_passive(verb):
        return grammar.agent(verb)
    own = grammar.subject(verb)
    if own is not None and not own.is_space and not cues.is_when(own):
        return own
    if is_continuer(verb):
        return speaker_of(_continued(verb))
    if verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"}:
        return grammar.subject_by_place(verb) or _taken_over(verb, steps=4)
    return _taken_over(verb, steps=4)


def is_continuer(verb: Token) -> bool:
    """*e.g.* He said it was late, **adding** that it rained: such a participle goes on with what was said."""
    if verb.tag_ != "VBG" or verb.lemma_.lower() not in words("clauses", "continuers") or verb.i < 2:
        return False
    before = verb.nbor(-1) if verb.nbor(-1).pos_ != "ADV" else verb.nbor(-2)
    return before.text == "," or before.is_quote


def _continued(verb: Token) -> Token:
    """The verb of saying above a continuer: **said** officials deem it soft, adding that ... (it was not "deem" that went on)."""
    for above in verb.ancestors:
        cue = cues.at(above) if above.pos_ == "VERB" else None
        if cue is not None and cue.entries[0].act not in THOUGHT:
            return above
    return verb.head


def _taken_over(verb: Token, steps: int) -> Token | None:
    """Whose subject a verb without one shares.

    *e.g.* "Roe dismissed it, **stressing** that ..."; "Roe came and **said** ..."; "Roe wants to **say** ...";
    "a letter **saying** that ..." (the noun itself); "it was rejected by Roe, **arguing** ..." (the agent).
    """
    head = verb.head
    if head.i == verb.i or not steps:
        return None
    if grammar.has(verb, "participial modifier") and head.pos_ in grammar.NOMINAL:
        return head
    if not grammar.has(verb, "conjunct", "adverbial clause", "open clause", "parataxis", "auxiliary", "clause"):
        return grammar.agent(head) or grammar.subject(head) if grammar.has(verb, "root") else None
    if grammar.has(verb, "clause") and not verb.tag_ == "VBG":
        return None
    own = grammar.agent(head) if grammar.is_passive(head) else grammar.subject(head)
    if own is None and grammar.is_passive(head):
        own = grammar.passive_subject(head)
    return own or _taken_over(head, steps - 1)


def owner(noun: Token) -> Token | None:
    """Whose claim it is: "**his** claim that", "a claim by **Roe** that", "**Roe** made the claim that"."""
    own = grammar.possessor(noun) or grammar.oblique(noun, *words("function_words", "makers"))
    if own is not None:
        return own
    verb = noun.head
    if grammar.has(noun, "object") and verb.pos_ in grammar.VERBAL:
        return speaker_of(verb)
    if grammar.has(noun, "passive subject"):
        return grammar.agent(verb)
    return grammar.oblique(noun, *words("function_words", "owners"))


def _target(verb: Token, entry: Entry, frame: Frame) -> Token | None:
    if frame.target is None:
        return None
    if frame.target == "object":
        return _acted_on(verb)
    preposition = entry.preposition if frame.target == "oblique" else frame.target.partition(" ")[2]
    found = grammar.oblique(verb, preposition or "")
    return found if found is not None and found.pos_ in grammar.NOMINAL else None


def target_of(cue: Cue) -> tuple[Token | None, str | None]:
    """The addressee or object that any frame of the cue finds, with its kind: “...,” he told **reporters**."""
    for entry in cue.entries:
        for frame in entry.frames:
            found = _target(cue.token, entry, frame)
            if found is not None:
                return found, frame.kind
    return None, None


def _acted_on(verb: Token) -> Token | None:
    """The one told or accused: indirect before direct object, or the subject of the passive, or of the infinitive."""
    if grammar.is_passive(verb):
        return grammar.passive_subject(verb)
    if grammar.is_reduced_passive(verb):
        return verb.head
    found = grammar.indirect_object(verb) or grammar.direct_object(verb)
    if found is not None and cues.is_when(found):  # dismissed **this year** three plans
        found = next((t for t in grammar.dependents(verb, "object") if not cues.is_when(t)), None)
    if found is None:
        clause = grammar.infinitive(verb) or grammar.predicate_complement(verb)
        found = grammar.subject(clause) if clause is not None else None
    return found


# --- what was said --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens of a content, and of another piece before it (`also`: **the state** is expected **to pay**).

    `without` names the cue's clause where it stands inside the content.
    """

    tokens: list[Token]
    also: tuple[Token, ...] = ()
    without: tuple[Token, ...] = ()
    preposition: Token | None = None
    noun: Token | None = None
    rule: str | None = None


def _clause(verb: Token, entry: Entry) -> Found | None:
    """said **that it was late**; **it was**, he said, **late**; it was announced **that ...**."""
    for clause in grammar.clauses(verb):
        tokens = grammar.subtree(clause, [verb])
        if clause.i > verb.i:
            that = grammar.that_before(tokens[0], verb)
            tokens = list(verb.doc[that.i if that is not None else tokens[0].i : _end(verb, tokens[-1])])
            tokens = tokens[: next((n for n, t in enumerate(tokens) if n and is_continuer(t)), None)]
        return Found(tokens, rule="clause")
    listener = _acted_on(verb) if entry.takes("telling") else None
    told = grammar.bare_clause_of(listener) if listener is not None and listener.i > verb.i else None
    if told is not None:
        return Found(list(verb.doc[told.left_edge.i : _end(verb, told.right_edge)]), rule="clause")
    asked = _question(verb) if entry.act is Act.QUESTIONING else None
    if asked is not None:
        return Found(grammar.subtree(asked), rule="clause")
    host = grammar.host(verb)
    if host is not None and verb.pos_ != "ADJ" and grammar.is_set_off(verb):
        return Found(grammar.subtree(host, [verb]), without=(verb,), rule="aside")
    stray = grammar.stray_clause(verb)
    if stray is not None and _may_listen(stray[0].nbor(-1), any_noun=entry.takes("telling")):
        that, head = stray
        return Found(list(verb.doc[that.i : _end(verb, head.right_edge)]), rule="stray-clause")
    after = [c for c in grammar.dependents(verb, "parataxis") if c.i > verb.i and grammar.is_finite(c)]
    return Found(grammar.subtree(after[0]), rule="parataxis") if after else _around(verb)


def _question(verb: Token) -> Token | None:
    """asked **if the bridge was safe**, which a parser takes for a condition."""
    for clause in grammar.dependents(verb, "adverbial clause"):
        mark = grammar.complementizer(clause)
        if clause.i > verb.i and mark is not None and mark.lower_ in words("clauses", "questions"):
            return clause
    return None


def _around(verb: Token) -> Found | None:
    """**The mayor**, officials said, **has resigned**: the sentence without the clause between commas."""
    aside = grammar.parenthesis(verb)
    if aside is None or grammar.direct_object(verb) is not None:
        return None
    before, after = list(verb.doc[verb.sent.start : aside[0]]), list(verb.doc[aside[1] : verb.sent.end])
    if not any(t.pos_ in grammar.VERBAL for t in (*before, *after)):
        return None
    return Found(after, also=tuple(before), rule="aside") if any(t.is_alpha for t in after) else Found(before, rule="aside")


def _may_listen(token: Token, *, any_noun: bool) -> bool:
    """Whether a "that" clause after this word is the verb's: wrote to the **mayor** that ..., not the *proposal* that ..."""
    cue = cues.at(token) if token.pos_ == "NOUN" else None
    if cue is not None and cue.entries[0].pos == "noun":
        return False
    return any_noun or token.pos_ not in {"NOUN", "PROPN"} or is_person_noun(token) or bool(token.ent_type_) or cues.is_time(token)


def _end(verb: Token, last: Token) -> int:
    """The content's end; what the parse leaves out to the sentence's end belongs to it unless someone else speaks there."""
    end = grammar.clause_end(verb, last.i + 1)
    spoken = any(token.pos_ == "VERB" and cues.at(token) is not None for token in verb.doc[last.i + 1 : end])
    return last.i + 1 if spoken else end


def _infinitive(verb: Token, entry: Entry) -> Found | None:
    clause = grammar.infinitive(verb)
    return Found(grammar.subtree(clause)) if clause is not None and grammar.subject(clause) is None else None


def _object(verb: Token, entry: Entry) -> Found | None:
    """rejected **the plan**; **the plan** was rejected by voters."""
    noun = _acted_on(verb)
    if noun is None:
        return _gerund(verb)
    if not _names_something(noun):
        return None
    tokens = grammar.subtree(noun, [verb])
    if noun.i > verb.i:
        tokens = list(noun.doc[tokens[0].i : _object_end(verb, tokens[-1])])
    if tokens[-1].tag_ == "POS" and tokens[-1].i + 1 < len(noun.doc):  # defended **Russia's** | right to deploy
        tokens = list(noun.doc[tokens[0].i : tokens[-1].nbor().right_edge.i + 1])
    return Found(tokens)


def _gerund(verb: Token) -> Found | None:
    """proposed **closing the bridge**."""
    clause = grammar.dependent(verb, "open clause", "clause")
    return Found(grammar.subtree(clause)) if clause is not None and clause.tag_ == "VBG" and clause.i == verb.i + 1 else None


def _object_end(verb: Token, last: Token) -> int:
    end = grammar.object_end(verb, last.i + 1, words("clauses", "outside_object"))
    rest = verb.doc[last.i + 1 : end]
    return next((t.i for t in rest if t.text == "," or cues.is_time(t) and t.head.i <= last.i), end) if len(rest) else end


def _matter(verb: Token, entry: Entry) -> Found | None:
    """announced **a plan**, cited **fears of a delay**; "citing two officials" names a source and says nothing."""
    noun = _acted_on(verb)
    return _object(verb, entry) if noun is None or not (is_person_noun(noun) or noun.ent_type_ == "PERSON") else None


def _names_something(noun: Token) -> bool:
    """Rejected **it**, praised **himself**: nothing that one could quote; a pronoun alone is no content."""
    return noun.pos_ != "PRON" or any(True for _ in noun.children)


def _object_infinitive(verb: Token, entry: Entry) -> Found | None:
    """urged **Russia to ease tensions**; was asked **to resign**."""
    noun = _acted_on(verb)
    if noun is None:
        return None
    clause = grammar.infinitive(verb) or _purpose(verb, noun)
    if clause is None:
        return None
    before = grammar.subtree(noun, [clause, verb]) if noun.i > verb.i else []
    return Found(before + grammar.subtree(clause))


def _raised_object(verb: Token, entry: Entry) -> Found | None:
    """wants **the state to pay**; **the state** is expected **to pay**."""
    if not grammar.is_passive(verb):
        return _object_infinitive(verb, entry)
    clause, noun = grammar.infinitive(verb), grammar.passive_subject(verb)
    return Found(grammar.subtree(clause), also=tuple(noun.subtree)) if clause is not None and noun is not None else None


def _raised_subject(verb: Token, entry: Entry) -> Found | None:
    """**The bridge** seems **to sway**."""
    clause, noun = grammar.dependent(verb, "open clause"), grammar.subject(verb)
    if clause is None or noun is None or noun.tag_ in {"WDT", "WP"}:
        return None
    return Found(grammar.subtree(clause), also=tuple(noun.subtree))


def _object_oblique(verb: Token, entry: Entry) -> Found | None:
    """accused **Kiev of pursuing a buildup**; was accused **of lying**."""
    found, noun = _oblique(verb, entry), _acted_on(verb)
    if found is None or noun is None:
        return found
    if noun.i < verb.i:
        return replace(found, also=_before(verb, noun))
    return Found([*noun.subtree, *found.tokens])


def _object_predicate(verb: Token, entry: Entry) -> Found | None:
    """called **him a liar**; was called **a liar**."""
    noun, predicate = _acted_on(verb), grammar.predicate_complement(verb)
    if predicate is None:
        objects = [t for t in grammar.dependents(verb, "object") if noun is None or t.i != noun.i]
        predicate = objects[-1] if objects else None
    if noun is None or predicate is None or noun.i == predicate.i:
        return None
    if noun.i < verb.i:
        return Found(grammar.subtree(predicate), also=_before(verb, noun))
    return Found(grammar.subtree(noun, [predicate, verb]) + grammar.subtree(predicate))


def _before(verb: Token, noun: Token) -> tuple[Token, ...]:
    """The passive subject as the first piece: **the plan** was called **a joke**; not the "who" of a relative clause."""
    return () if verb in noun.subtree or noun.tag_ in {"WDT", "WP"} else tuple(noun.subtree)


def _object_as(verb: Token, entry: Entry) -> Found | None:
    """dismissed **those rumors as baseless**; was described **as a liar**."""
    noun, views = _acted_on(verb), words("function_words", "views")
    if noun is None:
        return None
    view = grammar.oblique(verb, *views) or (grammar.oblique(noun, *views) if noun.i > verb.i else None)
    if view is None:
        return None
    if noun.i < verb.i:
        return Found(grammar.subtree(view), also=_before(verb, noun))
    return Found(grammar.subtree(noun, [view, verb]) + grammar.subtree(view))


def _oblique(verb: Token, entry: Entry) -> Found | None:
    """accused Kiev of **pursuing a buildup**; warned of **floods**; the preposition is the cue's."""
    for head in filter(None, (verb, _acted_on(verb))):
        for case, noun in grammar.obliques(head):
            if case.lower_ == entry.preposition and case.i > verb.i and case.tag_ != "TO":
                tokens = [t for t in grammar.subtree(noun) if t.i > case.i]
                return Found(list(verb.doc[tokens[0].i : _object_end(verb, tokens[-1])]), preposition=case) if tokens else None
    return None


def _oblique_infinitive(verb: Token, entry: Entry) -> Found | None:
    """called on **Russia to ease tensions**."""
    for case, noun in grammar.obliques(verb):
        if case.lower_ == entry.preposition and case.i > verb.i:
            clause = grammar.infinitive(verb) or grammar.infinitive(noun) or _purpose(verb, noun)
            if clause is not None:
                words = {t.i: t for t in [*grammar.subtree(noun), *grammar.subtree(clause)] if t.i > case.i}
                return Found([words[i] for i in sorted(words)], preposition=case)
    return None


def _purpose(verb: Token, noun: Token) -> Token | None:
    """The infinitive that a parser took for a purpose clause: called on Russia **to ease**."""
    heads = [*grammar.dependents(verb, "adverbial clause"), *grammar.dependents(noun, "participial modifier")]
    return next((c for c in heads if grammar.is_infinitive(c) and c.i > noun.i), None)


def _expressed_noun(verb: Token, entry: Entry) -> Token | None:
    """voiced **concern**; after voicing **concern**, which a parser may take for a kind of concern."""
    noun = verb.head if grammar.has(verb, "adjective") and verb.head.i > verb.i else _acted_on(verb)
    return noun if noun is not None and noun.lemma_.lower() in entry.nouns else None


def _expressed_clause(verb: Token, entry: Entry) -> Found | None:
    """voiced concern **that it might fall**."""
    noun = _expressed_noun(verb, entry)
    if noun is None:
        return None
    clauses = grammar.clauses(noun) or [c for c in grammar.clauses(verb) if c.i > noun.i]
    if clauses:
        return Found(grammar.subtree(clauses[0]), noun=noun, rule="expression")
    stray = grammar.stray_clause(noun, reach=3)
    if stray is None:
        return None
    return Found([t for t in grammar.subtree(stray[1]) if t.i >= stray[0].i], noun=noun, rule="expression")


def _expressed_oblique(verb: Token, entry: Entry) -> Found | None:
    """expressed doubts about **the deal**."""
    noun = _expressed_noun(verb, entry)
    if noun is None:
        return None
    for head in (noun, verb):
        for case, thing in grammar.obliques(head):
            if case.i > noun.i and case.lower_ in words("function_words", "matters"):
                return Found([t for t in grammar.subtree(thing) if t.i > case.i], noun=noun, rule="expression")
    return None


def _noun_clause(noun: Token, entry: Entry) -> Found | None:
    """his claim **that it was late**; a statement **saying ...** is the verb's own business."""
    clauses = [c for c in grammar.clauses(noun) if c.i > noun.i and grammar.complementizer(c) is not None]
    return Found(grammar.subtree(clauses[0])) if clauses else None


_SPEAKERS: dict[str, Callable[[Token], Token | None]] = {"subject": speaker_of, "owner": owner, "nobody": lambda _: None}

_SHAPES: dict[str, Callable[[Token, Entry], Found | None]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "object": _object,
    "matter": _matter,
    "object+infinitive": _object_infinitive,
    "object+predicate": _object_predicate,
    "object+as": _object_as,
    "object+oblique": _object_oblique,
    "raised object": _raised_object,
    "raised subject": _raised_subject,
    "oblique": _oblique,
    "oblique+infinitive": _oblique_infinitive,
    "expressed clause": _expressed_clause,
    "expressed oblique": _expressed_oblique,
    "noun clause": _noun_clause,
}


# --- tokens to characters -------------------------------------------------------------------------


def ranges(doc: Doc, tokens: Iterable[Token], without: Iterable[Token] = ()) -> tuple[Range, ...]:
    """Character ranges from the first to the last token, without the clauses of `without` and without edge punctuation.

    Gaps that a parse leaves are filled: the content of "said that A and, he hopes, B" is one stretch of text.
    """
    indices = [t.i for t in tokens if not t.is_space]
    if not indices:
        return ()
    holes = {t.i for w in without for t in w.subtree}
    if holes:  # a clause's hole is a stretch too: ", he told reporters on Friday,"
        kept = set(indices)
        holes = {i for i in range(min(holes), max(holes) + 1) if i not in kept}
    pieces: list[Range] = []
    start = None
    last = max(indices) + 1
    for i in range(min(indices), last + 1):
        if i < last and i not in holes:
            start = i if start is None else start
        elif start is not None:
            piece = _without_edges(doc, start, i)
            pieces += [piece] if piece is not None else []
            start = None
    return tuple(pieces)


def _without_edges(doc: Doc, start: int, end: int) -> Range | None:
    """Characters of doc[start:end] without punctuation and white space at the edges; None if nothing is left."""
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].pos_ == "CCONJ"):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if start < end else None
