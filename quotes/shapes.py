"""The shapes that a content can have beside its cue: a clause, an infinitive, an object with what is said of it.

A frame names the shapes that it tries, in order. Each function takes the cue's token and entry, and gives the content's
tokens, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from quotes import cues, grammar, wordorder
from quotes.arguments import acted_on, is_continuer, speaker_of
from quotes.language import words
from quotes.lexicon import Entry
from quotes.nouns import is_person_noun
from quotes.records import Act

if TYPE_CHECKING:
    from spacy.tokens import Token


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
    """Said **that it was late**; **it was**, he said, **late**; it was announced **that ...**."""
    for clause in grammar.clauses(verb):
        tokens = grammar.subtree(clause, [verb])
        if clause.i > verb.i:
            that = wordorder.that_before(tokens[0], verb)
            start = that.i if that is not None else _start(verb, clause, tokens[0], entry)
            tokens = list(verb.doc[start : _end(verb, tokens[-1])])
            tokens = tokens[: next((n for n, t in enumerate(tokens) if n and (is_continuer(t) or _is_source(t))), None)]
        return Found(tokens, rule="clause")
    listener = acted_on(verb) if entry.takes("telling") else None
    told = grammar.bare_clause_of(listener) if listener is not None and listener.i > verb.i else None
    if told is not None:
        return Found(list(verb.doc[told.left_edge.i : _end(verb, told.right_edge)]), rule="clause")
    asked = _question(verb) if entry.act is Act.QUESTIONING else None
    if asked is not None:
        return Found(grammar.subtree(asked), rule="clause")
    host = grammar.host(verb)
    if host is not None and verb.pos_ != "ADJ" and wordorder.is_set_off(verb):
        return Found(grammar.subtree(host, [verb]), without=(verb,), rule="aside")
    stray = wordorder.stray_clause(verb)
    if stray is not None and _may_listen(stray[0].nbor(-1), any_noun=entry.takes("telling")):
        that, head = stray
        return Found(list(verb.doc[that.i : _end(verb, head.right_edge)]), rule="stray-clause")
    after = [c for c in grammar.dependents(verb, "parataxis") if grammar.is_finite(c) and _is_announced(c, verb)]
    if after:
        return Found(grammar.subtree(after[0]), rule="parataxis")
    return _around(verb) or _rest(verb)


def _rest(verb: Token) -> Found | None:
    """He said | **legalizing it could help**, where the parser finds no clause: what follows up to the sentence's end.

    Only after verbs that rarely have anything but a clause behind them.
    """
    if not grammar.is_tensed(verb) or verb.lemma_.lower() not in words("clauses", "reporting"):
        return None
    end = _end(verb, verb)
    rest = verb.doc[verb.i + 1 : end]
    starts = len(rest) > 2 and rest[0].pos_ in grammar.NOMINAL | {"ADJ", "VERB"} and rest[0].tag_ != "VBN"
    return Found(list(rest), rule="rest") if starts and any(grammar.is_tensed(t) for t in rest) else None


def _is_announced(clause: Token, verb: Token) -> bool:
    """She put it simply: **the bridge will fall**. A colon, or nothing, stands before what is said."""
    first = clause.left_edge
    return verb.i < first.i and (first.nbor(-1).text == ":" or first.i == verb.i + 1)


def _is_source(token: Token) -> bool:
    """Fear it is late, **according** to Roe: what follows names the source of all that was said."""
    return token.nbor(-1).text == "," and token.lower_ in words("function_words", "sources")


def _question(verb: Token) -> Token | None:
    """Asked **if the bridge was safe**, which a parser takes for a condition."""
    for clause in grammar.dependents(verb, "adverbial clause"):
        mark = grammar.complementizer(clause)
        if clause.i > verb.i and mark is not None and mark.lower_ in words("clauses", "questions"):
            return clause
    return None


def _around(verb: Token) -> Found | None:
    """**The mayor**, officials said, **has resigned**: the sentence without the clause between commas."""
    aside = wordorder.parenthesis(verb)
    if aside is None or (grammar.direct_object(verb) is not None and not wordorder.is_inverted(verb)):
        return None
    before, after = list(verb.doc[verb.sent.start : aside[0]]), list(verb.doc[aside[1] : verb.sent.end])
    if not any(grammar.is_tensed(t) for t in (*before, *after)):
        return None
    if any(t.is_alpha for t in after):
        return Found(after, also=tuple(before), rule="aside")
    return Found(before, rule="aside") if _stands(before[0]) else None


def _stands(first: Token) -> bool:
    """Whether what begins so can stand alone: not "When it fell, ...", nor "According to Roe, ..."."""
    return first.pos_ != "SCONJ" and first.lower_ not in words("function_words", "sources")


def _may_listen(token: Token, *, any_noun: bool) -> bool:
    """Whether a "that" clause after this word is the verb's: told the **mayor** that, not the *proposal* that ..."""
    cue = cues.at(token) if token.pos_ == "NOUN" else None
    if cue is not None and cue.entries[0].pos == "noun":
        return False
    return (
        any_noun
        or token.pos_ not in {"NOUN", "PROPN"}
        or is_person_noun(token)
        or bool(token.ent_type_)
        or cues.is_time(token)
    )


def _start(verb: Token, clause: Token, first: Token, entry: Entry) -> int:
    """The content's start; a noun between verb and clause is the subject it lacks: said **Roe** “knew it”."""
    between = verb.doc[verb.i + 1 : first.i]
    lost = grammar.subject(clause) is None and grammar.passive_subject(clause) is None and grammar.is_finite(clause)
    if lost and between and not entry.takes("telling") and all(t.pos_ in _NOUN_PHRASE for t in between[-4:]):
        return verb.i + 1
    return first.i


_NOUN_PHRASE = grammar.NOMINAL | {"ADJ", "PUNCT"}


def _end(verb: Token, last: Token) -> int:
    """The content's end; what is left out up to the sentence's end belongs to it unless someone speaks there."""
    end = wordorder.clause_end(verb, last.i + 1)
    commas = (t for t in verb.doc[last.i + 1 : end] if t.text == ",")
    end = next((t.i for t in commas if t.nbor().lower_ in words("clauses", "remarks")), end)
    spoken = any(token.pos_ == "VERB" and cues.at(token) is not None for token in verb.doc[last.i + 1 : end])
    return last.i + 1 if spoken else end


def _infinitive(verb: Token, _: Entry) -> Found | None:
    clause = grammar.infinitive(verb)
    return Found(_whole(verb, clause)) if clause is not None and grammar.subject(clause) is None else None


def _whole(verb: Token, clause: Token) -> list[Token]:
    """An infinitive with what follows it before the next comma: called on Russia to ease tensions | **by leaving**."""
    tokens = grammar.subtree(clause)
    end = _end(verb, tokens[-1])
    rest = verb.doc[tokens[-1].i + 1 : end]
    return [*tokens, *takewhile(lambda t: t.text != ",", rest)]


def _object(verb: Token, _: Entry) -> Found | None:
    """Rejected **the plan**; **the plan** was rejected by voters."""
    noun = acted_on(verb)
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


def _shown(verb: Token, _: Entry) -> Found | None:
    """A poll shows **the mayor in the lead**; "he showed his badge" reports nothing, so no person may be subject."""
    source = speaker_of(verb)
    person = source is None or source.pos_ == "PRON" or source.ent_type_ == "PERSON" or is_person_noun(source)
    return None if person else _object(verb, _)


def _gerund(verb: Token) -> Found | None:
    """Proposed **closing the bridge**."""
    clause = grammar.dependent(verb, "open clause", "clause")
    return (
        Found(grammar.subtree(clause))
        if clause is not None and clause.tag_ == "VBG" and clause.i == verb.i + 1
        else None
    )


def _object_end(verb: Token, last: Token) -> int:
    end = wordorder.object_end(verb, last.i + 1, words("clauses", "outside_object"))
    rest = verb.doc[last.i + 1 : end]
    return (
        next((t.i for t in rest if t.text == "," or (cues.is_time(t) and t.head.i <= last.i)), end)
        if len(rest)
        else end
    )


def _matter(verb: Token, _: Entry) -> Found | None:
    """Announced **a plan**, cited **fears of a delay**; "citing two officials" names a source and says nothing."""
    noun = acted_on(verb)
    return _object(verb, _) if noun is None or not (is_person_noun(noun) or noun.ent_type_ == "PERSON") else None


def _names_something(noun: Token) -> bool:
    """Rejected **it**, praised **himself**: nothing that one could quote; a pronoun alone is no content."""
    return noun.pos_ != "PRON" or any(True for _ in noun.children)


def _object_infinitive(verb: Token, _: Entry) -> Found | None:
    """Urged **Russia to ease tensions**; was asked **to resign**."""
    noun = acted_on(verb)
    if noun is None:
        return None
    clause = grammar.infinitive(verb) or _purpose(verb, noun)
    if clause is None:
        return None
    before = grammar.subtree(noun, [clause, verb]) if noun.i > verb.i else []
    return Found(before + _whole(verb, clause))


def _raised_object(verb: Token, _: Entry) -> Found | None:
    """*e.g.* wants **the state to pay**; **the state** is expected **to pay**."""
    if not grammar.is_passive(verb):
        return _object_infinitive(verb, _)
    clause, noun = grammar.infinitive(verb), grammar.passive_subject(verb)
    return Found(grammar.subtree(clause), also=tuple(noun.subtree)) if clause is not None and noun is not None else None


def _raised_subject(verb: Token, _: Entry) -> Found | None:
    """**The bridge** seems **to sway**."""
    clause, noun = grammar.dependent(verb, "open clause"), grammar.subject(verb)
    if clause is None or noun is None or noun.tag_ in {"WDT", "WP"}:
        return None
    return Found(grammar.subtree(clause), also=tuple(noun.subtree))


def _object_oblique(verb: Token, entry: Entry) -> Found | None:
    """Accused **Kiev of pursuing a buildup**; was accused **of lying**."""
    found, noun = _oblique(verb, entry), acted_on(verb)
    if found is None or noun is None:
        return found
    if noun.i < verb.i:
        return replace(found, also=_before(verb, noun))
    return Found([*noun.subtree, *found.tokens])


def _object_predicate(verb: Token, _: Entry) -> Found | None:
    """Called **him a liar**; was called **a liar**."""
    noun, predicate = acted_on(verb), grammar.predicate_complement(verb)
    if predicate is None:
        objects = [t for t in grammar.dependents(verb, "object") if noun is None or t.i != noun.i]
        predicate = objects[-1] if objects else None
    if noun is not None and predicate is None:  # called the answer **“absurd”**, read as a modifier
        predicate = next((t for t in grammar.dependents(noun, "adjective") if t.i > noun.i), None)
    if noun is not None and predicate is None and noun.i > verb.i:
        return _verdict(verb, noun)
    if noun is None and predicate is not None and predicate.left_edge.i < predicate.i:
        return Found(grammar.subtree(predicate))  # called **Kim “rocket man”**, read as one phrase
    if noun is None or predicate is None or noun.i == predicate.i:
        return None
    if noun.i < verb.i:
        return Found(grammar.subtree(predicate), also=_before(verb, noun))
    return Found(grammar.subtree(noun, [predicate, verb]) + grammar.subtree(predicate))


def _verdict(verb: Token, noun: Token) -> Found | None:
    """*e.g.* called **the deal “a step forward”**: marks tell, if the parse does not, where the verdict begins."""
    marks = [t.i for t in verb.doc[verb.i + 1 : verb.sent.end] if t.is_quote][:2]
    if len(marks) < 2 or marks[0] - verb.i > 12:
        return None
    between = verb.doc[noun.left_edge.i : marks[0]]
    verbal = any(t.pos_ == "VERB" or t.text == "," for t in between)
    return Found(list(verb.doc[noun.left_edge.i : marks[1] + 1])) if len(between) and not verbal else None


def _before(verb: Token, noun: Token) -> tuple[Token, ...]:
    """The passive subject as the first piece: **the plan** was called **a joke**; not the "who" of a relative."""
    return () if verb in noun.subtree or noun.tag_ in {"WDT", "WP"} else tuple(noun.subtree)


def _object_as(verb: Token, _: Entry) -> Found | None:
    """Dismissed **those rumors as baseless**; was described **as a liar**."""
    noun, views = acted_on(verb), words("function_words", "views")
    if noun is None:
        return None
    view = grammar.oblique(verb, *views) or (grammar.oblique(noun, *views) if noun.i > verb.i else None)
    if view is None:
        return None
    if noun.i < verb.i:
        return Found(grammar.subtree(view), also=_before(verb, noun))
    return Found(grammar.subtree(noun, [view, verb]) + grammar.subtree(view))


def _oblique(verb: Token, entry: Entry) -> Found | None:
    """Accused Kiev of **pursuing a buildup**; warned of **floods**; the preposition is the cue's."""
    for head in filter(None, (verb, acted_on(verb), grammar.agent(verb))):
        for case, noun in grammar.obliques(head):
            if case.lower_ == entry.preposition and case.i > verb.i and case.tag_ != "TO":
                tokens = [t for t in grammar.subtree(noun) if t.i > case.i]
                return (
                    Found(list(verb.doc[tokens[0].i : _object_end(verb, tokens[-1])]), preposition=case)
                    if tokens
                    else None
                )
    return None


def _topic(verb: Token, entry: Entry) -> Found | None:
    """*e.g.* asked **the builder** about **the cracks**; a case referred to a court is no topic."""
    listener = grammar.direct_object(verb)
    if listener is not None and not (is_person_noun(listener) or listener.ent_type_ or listener.pos_ == "PRON"):
        return None
    return _oblique(verb, entry)


def _oblique_infinitive(verb: Token, entry: Entry) -> Found | None:
    """Called on **Russia to ease tensions**."""
    for case, noun in grammar.obliques(verb):
        if case.lower_ == entry.preposition and case.i > verb.i:
            clause = grammar.infinitive(verb) or grammar.infinitive(noun) or _purpose(verb, noun)
            if clause is not None:
                words = {t.i: t for t in [*grammar.subtree(noun), *_whole(verb, clause)] if t.i > case.i}
                return Found([words[i] for i in sorted(words)], preposition=case)
    return None


def _purpose(verb: Token, noun: Token) -> Token | None:
    """The infinitive that a parser took for a purpose clause: called on Russia **to ease**."""
    heads = [*grammar.dependents(verb, "adverbial clause"), *grammar.dependents(noun, "participial modifier")]
    return next((c for c in heads if grammar.is_infinitive(c) and c.i > noun.i), None)


def _expressed_noun(verb: Token, entry: Entry) -> Token | None:
    """Voiced **concern**; after voicing **concern**, which a parser may take for a kind of concern."""
    noun = verb.head if grammar.has(verb, "adjective") and verb.head.i > verb.i else acted_on(verb)
    return noun if noun is not None and noun.lemma_.lower() in entry.nouns else None


def _expressed_clause(verb: Token, entry: Entry) -> Found | None:
    """Voiced concern **that it might fall**."""
    noun = _expressed_noun(verb, entry)
    if noun is None:
        return None
    clauses = grammar.clauses(noun) or [c for c in grammar.clauses(verb) if c.i > noun.i]
    if clauses:
        return Found(grammar.subtree(clauses[0]), noun=noun, rule="expression")
    stray = wordorder.stray_clause(noun, reach=3)
    if stray is None:
        return None
    return Found([t for t in grammar.subtree(stray[1]) if t.i >= stray[0].i], noun=noun, rule="expression")


def _expressed_oblique(verb: Token, entry: Entry) -> Found | None:
    """Expressed doubts about **the deal**."""
    noun = _expressed_noun(verb, entry)
    if noun is None:
        return None
    for head in (noun, verb):
        for case, thing in grammar.obliques(head):
            if case.i > noun.i and case.lower_ in words("function_words", "matters"):
                return Found([t for t in grammar.subtree(thing) if t.i > case.i], noun=noun, rule="expression")
    return None


def _noun_clause(noun: Token, _: Entry) -> Found | None:
    """His claim **that it was late**; a statement **saying ...** is the verb's own business."""
    clauses = [c for c in grammar.clauses(noun) if c.i > noun.i and grammar.complementizer(c) is not None]
    return Found(grammar.subtree(clauses[0])) if clauses else None


SHAPES: dict[str, Callable[[Token, Entry], Found | None]] = {
    "clause": _clause,
    "infinitive": _infinitive,
    "object": _object,
    "matter": _matter,
    "shown": _shown,
    "object+infinitive": _object_infinitive,
    "object+predicate": _object_predicate,
    "object+as": _object_as,
    "object+oblique": _object_oblique,
    "raised object": _raised_object,
    "raised subject": _raised_subject,
    "topic": _topic,
    "oblique+infinitive": _oblique_infinitive,
    "expressed clause": _expressed_clause,
    "expressed oblique": _expressed_oblique,
    "noun clause": _noun_clause,
}
