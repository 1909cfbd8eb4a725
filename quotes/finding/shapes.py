"""The shapes that a content can have beside its cue: a clause, an infinitive, an object with what is said of it.

A frame names the shapes that it tries, in order. Each function takes the cue's token and entry and returns the tokens
of the content, or None. The content is bold in the example. Set phrases and nouns have theirs in `expressions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.finding import cues, expressions, reported
from quotes.finding.arguments import acted_on, speaker_of
from quotes.finding.lexicon import Entry
from quotes.finding.reported import Found, whole
from quotes.grammar import functions, phrases, tags, wordorder
from quotes.grammar.distances import SHORT
from quotes.language import words
from quotes.records import Act
from quotes.words import negation, nouns, times
from quotes.words.nouns import is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Token


def _infinitive(verb: Token, entry: Entry) -> Found | None:
    clause = functions.infinitive(verb) or (_late_infinitive(verb) if entry.pos == "verb" else None)
    if clause is None or functions.subject(clause) is not None or _is_refused_topic(clause):
        return None
    return Found(whole(verb, clause))


def _late_infinitive(verb: Token) -> Token | None:
    """Voted 4-3 on Monday **to close the school**: read as a purpose, since it is far from the verb."""
    thing = functions.direct_object(verb)
    if functions.is_passive(verb) or (thing is not None and thing.pos_ != "NUM"):
        return None
    found = (c for c in functions.dependents(verb, "adverbial clause") if c.i > verb.i and functions.is_infinitive(c))
    return next((c for c in found if tags.is_to(c.left_edge) and c.left_edge.nbor(-1).text != ","), None)


def _is_refused_topic(clause: Token) -> bool:
    """*e.g.* declined **to comment** on the case: the case is what nothing is said of, not the comment."""
    cue = cues.at(clause) if cues.refusal(clause) is not None else None
    return cue is not None and any("topic" in frame.content for frame in cue.entries[0].frames)


def _object(verb: Token, entry: Entry) -> Found | None:
    """Rejected **the plan**; **the plan** was rejected by voters."""
    noun = acted_on(verb)
    if noun is None:
        return _gerund(verb) or _remarked(verb)
    if not _names_something(noun):
        return None
    tokens = _bare(noun, verb)
    if noun.i > verb.i:
        tokens = list(noun.doc[times.after_time(noun, tokens[0].i) : _object_end(verb, tokens[-1], entry)])
    if tags.is_possessive_mark(tokens[-1]) and tokens[-1].i + 1 < len(
        noun.doc
    ):  # defended **Russia's** | right to deploy
        tokens = list(noun.doc[tokens[0].i : tokens[-1].nbor().right_edge.i + 1])
    return Found(tokens, without=(verb,) if noun.is_ancestor(verb) else ())


def _sided_with(verb: Token, entry: Entry) -> Found | None:
    """Supported **the plan**; not: the warm spring | supports prices."""
    source = speaker_of(verb)
    return None if source is not None and nouns.is_thing(source) else _object(verb, entry)


def _shown(verb: Token, _: Entry) -> Found | None:
    """A poll shows **the mayor in the lead**. A person cannot be the subject: "he showed his badge" reports nothing."""
    source = speaker_of(verb)
    return None if source is None or _is_somebody(source) else _object(verb, _)


def _remembered(verb: Token, _: Entry) -> Found | None:
    """Ann recalled **the storm**; not: Corvo recalled | 20,000 heaters."""
    source = speaker_of(verb)
    if source is None or source.lower_ in words("pronouns", "things"):
        return None
    return _matter(verb, _) if _is_somebody(source) else None


def _is_somebody(noun: Token) -> bool:
    return noun.pos_ == tags.PRONOUN or noun.ent_type_ == "PERSON" or is_person_noun(noun)


def _gerund(verb: Token) -> Found | None:
    """Proposed **closing the bridge**."""
    clause = functions.dependent(verb, "open clause", "clause")
    return (
        Found(phrases.subtree(clause))
        if clause is not None and tags.is_ing(clause) and clause.i == verb.i + 1
        else None
    )


def _remarked(verb: Token) -> Found | None:
    """It was late, **a claim** the driver denied."""
    remark = wordorder.remarked(verb) if functions.infinitive(verb) is None and not functions.clauses(verb) else None
    return Found(list(remark)) if remark is not None else None


def _object_end(verb: Token, last: Token, entry: Entry) -> int:
    ahead = words("clauses", "ahead") if entry.act in _AHEAD else frozenset[str]()
    end = wordorder.object_end(verb, last.i + 1, words("clauses", "outside_object") - ahead)
    for token in verb.doc[last.i + 1 : end]:
        if token.text == ",":
            return token.i
        if times.is_time(token) and token.head.i <= last.i and token.left_edge.lower_ not in ahead:
            return max(last.i + 1, token.left_edge.i)  # announced it on Instagram | on Sunday
    return end


# Acts about what is still to come, so that a time may be that of the matter: hoped for **a truce before winter**.
_AHEAD = frozenset({Act.COMMITMENT, Act.DESIRE, Act.EMOTION, Act.EXPECTATION, Act.WARNING})


def _matter(verb: Token, entry: Entry) -> Found | None:
    """Announced **a plan**, cited **fears of a delay**; not "citing two officials", which names a source.

    Denied **it**; but not: announced *it*, which says nothing.
    """
    noun = acted_on(verb)
    if noun is not None and (is_person_noun(noun) or noun.ent_type_ == "PERSON"):
        return None
    return _object(verb, entry) if noun is None or entry.takes("denial") or not _is_pronoun(noun) else None


def _names_something(noun: Token) -> bool:
    """Whether it can be a content: denied **it**; the plan, **which** they oppose; not a person: praised *himself*.

    Nor what only says which thing is meant: the charge *that* they denied.
    """
    if not _is_pronoun(noun):
        return True
    is_remark = not tags.is_relative_word(noun) or noun.nbor(-1).text == ","
    return is_remark and noun.lower_ in words("pronouns", "matters")


def _is_pronoun(noun: Token) -> bool:
    """*e.g.* **it**; not: those | who left."""
    return noun.pos_ == tags.PRONOUN and next(noun.children, None) is None


def _infinitive_of_object(verb: Token, _: Entry) -> Found | None:
    """Urged Russia **to ease tensions**; was asked **to resign**."""
    noun = acted_on(verb)
    clause = (functions.infinitive(verb) or _purpose(verb, noun)) if noun is not None else None
    if noun is None or clause is None:
        return None
    tokens = whole(verb, clause)
    if clause.is_ancestor(noun):  # in ClearNLP the subject of what it is urged to do
        tokens = [token for token in tokens if token.i > noun.right_edge.i]
    return Found(tokens)


def _object_infinitive(verb: Token, _: Entry) -> Found | None:
    """Wants **Russia to ease tensions**."""
    noun = acted_on(verb)
    if noun is None:
        return None
    clause = functions.infinitive(verb) or _purpose(verb, noun)
    if clause is None:
        return None
    before = phrases.subtree(noun, [clause, verb]) if noun.i > verb.i else []
    return Found(before + whole(verb, clause))


def _raised_object(verb: Token, _: Entry) -> Found | None:
    """*e.g.* wants **the state to pay**; **the state** is expected **to pay**."""
    if not functions.is_passive(verb):
        return _object_infinitive(verb, _)
    clause, noun = functions.infinitive(verb), functions.passive_subject(verb)
    return Found(phrases.subtree(clause), also=tuple(noun.subtree)) if clause is not None and noun is not None else None


def _raised_subject(verb: Token, _: Entry) -> Found | None:
    """**The bridge** seems **to sway**."""
    clause, noun = functions.dependent(verb, "open clause"), functions.subject(verb)
    if clause is None or noun is None or tags.is_relative_word(noun):
        return None
    return Found(phrases.subtree(clause), also=tuple(noun.subtree))


def _object_oblique(verb: Token, entry: Entry) -> Found | None:
    """Accused **Kiev of pursuing a buildup**; was accused **of lying**."""
    found, noun = _oblique(verb, entry), acted_on(verb)
    if found is None or noun is None:
        return found
    if noun.i < verb.i:
        return replace(found, also=_before(verb, noun))
    return Found([*noun.subtree, *found.tokens])


def _measured(verb: Token, entry: Entry) -> Found | None:
    """Put **the cost at three million**; **the cost** was put **at three million**; not: put lives at risk."""
    noun = acted_on(verb) or wordorder.noun_after(verb)
    behind = verb.doc[verb.i + 1 : verb.right_edge.i + 1]
    case = next((t for t in behind if t.lower_ == entry.preposition and _is_before_number(t)), None)
    if noun is None or case is None:
        return None
    end = _object_end(verb, case.head.right_edge, entry)
    if noun.i < verb.i:
        return Found(list(verb.doc[case.i : end]), also=_before(verb, noun))
    return Found(list(verb.doc[noun.left_edge.i : end])) if noun.i < case.i else None


def _is_before_number(case: Token) -> bool:
    return functions.has(case, "case", "preposition") and any(_counts(t) for t in case.head.subtree if t.i > case.i)


def _counts(word: Token) -> bool:
    return word.pos_ == "NUM" or word.lower_ in words("clauses", "fractions")


def _object_predicate(verb: Token, _: Entry) -> Found | None:
    """Called **him a liar**; was called **a liar**."""
    noun, predicate = _judged(verb), functions.predicate_complement(verb)
    if predicate is None or predicate == noun:
        objects = [t for t in functions.dependents(verb, "object") if noun is None or t.i != noun.i]
        predicate = objects[-1] if objects else None
    if noun is not None and predicate is None:  # called the answer **“absurd”**, read as a modifier
        predicate = next((t for t in functions.dependents(noun, "adjective") if t.i > noun.i), None)
    if noun is not None and predicate is None and noun.i > verb.i:
        return _verdict(verb, noun)
    lone = noun is None and predicate is not None and predicate.left_edge.i < predicate.i
    if lone and predicate is not None and functions.subject(verb) is not None:
        return Found(phrases.subtree(predicate))  # called **Kim “rocket man”**, read as one phrase
    if noun is None or predicate is None or noun.i == predicate.i:
        return None
    if noun.i < verb.i:
        return Found(phrases.subtree(predicate), also=_before(verb, noun))
    if functions.is_reduced_passive(verb):  # called **a joke** by Roe, **the plan** failed
        return Found(_bare(noun, verb), also=tuple(phrases.subtree(predicate)))
    return Found(phrases.subtree(noun, [predicate, verb]) + phrases.subtree(predicate))


def _verdict(verb: Token, noun: Token) -> Found | None:
    """*e.g.* called **the deal “a step forward”**: marks show where the verdict begins, if the parse does not."""
    marks = [t.i for t in verb.doc[verb.i + 1 : verb.sent.end] if t.is_quote][:2]
    if len(marks) < 2 or marks[0] - verb.i > SHORT:
        return None
    between = verb.doc[noun.left_edge.i : marks[0]]
    verbal = any(t.pos_ == "VERB" or t.text == "," for t in between)
    return Found(list(verb.doc[noun.left_edge.i : marks[1] + 1])) if len(between) and not verbal else None


def _before(verb: Token, noun: Token) -> tuple[Token, ...]:
    """The passive subject as the first piece: **the plan** was called a joke; not the "who" of a relative clause.

    So is the noun before a participle: not | **the plan** called a joke by Roe; and an object before its verb:
    **which** he called a joke.
    """
    if tags.is_relative_word(noun):
        return () if functions.is_passive(verb) else (noun,)
    return tuple(_bare(noun, verb))


def _judged(verb: Token) -> Token | None:
    """Who or what is called or seen as something: called **him** a liar; **what** they see as a threat."""
    noun = acted_on(verb)
    if noun is None and functions.has(verb, "relative clause") and functions.subject(verb) is not None:
        return verb.head if tags.is_relative_word(verb.head) and verb.head.i < verb.i else None
    return noun


def _bare(noun: Token, verb: Token) -> list[Token]:
    """The noun's subtree without the verb and a preposition before it: of | **the $20** demanded by Roe."""
    cases = [t for t in functions.dependents(noun, "case") if t.i < noun.i]
    return phrases.subtree(noun, [verb, *cases])


def _object_as(verb: Token, _: Entry) -> Found | None:
    """Dismissed **those rumors as baseless**; was described **as a liar**; **a claim** he dismissed **as a lie**."""
    noun, views = _judged(verb), words("function_words", "views")
    if noun is None:
        remark, view = wordorder.remarked(verb), functions.oblique(verb, *views)
        return Found(phrases.subtree(view), also=tuple(remark)) if remark is not None and view is not None else None
    view = functions.oblique(verb, *views) or (functions.oblique(noun, *views) if noun.i > verb.i else None)
    if view is None or view.lemma_.lower() in words("clauses", "not_views"):
        return None
    if noun.i < verb.i:
        return Found(phrases.subtree(view), also=_before(verb, noun))
    return Found(phrases.subtree(noun, [view, verb]) + phrases.subtree(view))


def _oblique(verb: Token, entry: Entry) -> Found | None:
    """Accused Kiev of **pursuing a buildup**; warned of **floods**. The entry names the preposition."""
    agent = functions.agent(verb)
    for head in filter(None, (verb, acted_on(verb), agent)):
        for case, noun in functions.obliques(head):
            if head == agent and case.lower_ in words("function_words", "owners") and noun.pos_ in tags.NOMINAL:
                continue  # approved by voters | of both parties
            if (times.is_time(noun) and case.lower_ in words("time", "prepositions")) or not _is_bare(case):
                continue  # reported | on Wednesday; speaking ahead | of the talks
            if entry.nouns and noun.lemma_.lower() not in entry.nouns:
                continue  # stood by his **word**; not: stood by the | door
            if case.lower_ == entry.preposition and case.i > verb.i and not tags.is_to(case):
                tokens = [t for t in phrases.subtree(noun) if t.i > case.i]
                return (
                    Found(list(verb.doc[tokens[0].i : _object_end(verb, tokens[-1], entry)]), preposition=case)
                    if tokens
                    else None
                )
    return None


def _is_bare(preposition: Token) -> bool:
    """*e.g.* spoke **of** the talks; not: spoke ahead **of** the talks."""
    return preposition.i == 0 or preposition.nbor(-1).lower_ not in words("function_words", "first_halves")


def _topic(verb: Token, entry: Entry) -> Found | None:
    """Asked the builder about **the cracks**; not: referred a case *to a court*."""
    listener = functions.direct_object(verb)
    if listener is not None and not (is_person_noun(listener) or listener.ent_type_ or listener.pos_ == "PRON"):
        return None
    return _oblique(verb, entry)


def _sole_topic(verb: Token, entry: Entry) -> Found | None:
    """Referred to **the storm**; not: referred *him* to a clinic."""
    return _oblique(verb, entry) if functions.direct_object(verb) is None else None


def _refused_topic(verb: Token, entry: Entry) -> Found | None:
    """Would not be drawn on **the date**: only if it is denied."""
    return _topic(verb, entry) if negation.is_negated(verb) else None


def _infinitive_of_oblique(verb: Token, entry: Entry) -> Found | None:
    """Called on Russia **to ease tensions**."""
    for case, noun in functions.obliques(verb):
        if case.lower_ == entry.preposition and case.i > verb.i and not times.is_time(noun):
            clause = functions.infinitive(verb) or functions.infinitive(noun) or _purpose(verb, noun)
            if clause is not None:
                return Found(whole(verb, clause), preposition=case)
    return None


def _purpose(verb: Token, noun: Token) -> Token | None:
    """The infinitive that a parser read as a purpose clause: called on Russia **to ease**."""
    heads = [*functions.dependents(verb, "adverbial clause"), *functions.dependents(noun, "participial modifier")]
    for relative in functions.dependents(noun, "relative clause"):  # urged anyone who saw the van **to call**
        own = functions.direct_object(relative) is None  # anyone who wanted | to call
        heads += functions.dependents(relative, "adverbial clause", *(() if own else ("open clause",)))
    return next((c for c in heads if functions.is_infinitive(c) and c.i > noun.i), None)


def _named_object(verb: Token, entry: Entry) -> Found | None:
    """Found **evidence of cracks**, threw out **the appeal**; not: found **a coin**, threw out **the chair**."""
    noun = acted_on(verb)
    return _object(verb, entry) if noun is not None and noun.lemma_.lower() in entry.nouns else None


SHAPES: dict[str, Callable[[Token, Entry], Found | None]] = {
    "clause": reported.clause,
    "infinitive": _infinitive,
    "object": _object,
    "sided with": _sided_with,
    "matter": _matter,
    "remembered": _remembered,
    "shown": _shown,
    "infinitive of object": _infinitive_of_object,
    "object+predicate": _object_predicate,
    "object+as": _object_as,
    "object+oblique": _object_oblique,
    "measured": _measured,
    "raised object": _raised_object,
    "raised subject": _raised_subject,
    "plea": expressions.plea,
    "topic": _topic,
    "sole topic": _sole_topic,
    "infinitive of oblique": _infinitive_of_oblique,
    "expressed noun": _named_object,
    "expressed clause": expressions.expressed_clause,
    "expressed oblique": expressions.expressed_oblique,
    "noun clause": expressions.noun_clause,
    "noun oblique": expressions.noun_oblique,
    "received": expressions.received,
    "refused topic": _refused_topic,
    "noun infinitive": expressions.noun_infinitive,
}
