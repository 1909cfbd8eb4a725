"""The reported clause of a verb: where it starts and ends, and which words in between do not belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from quotes.finding import cues, prepositions
from quotes.finding.arguments import acted_on, is_continuer, is_reached, quoted_as, said_before, withholds
from quotes.finding.lexicon import Entry
from quotes.grammar import functions, phrases, tags, wordorder
from quotes.language import words
from quotes.records import Act
from quotes.words import negation, times
from quotes.words.nouns import is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# The rest of a sentence with at least this many words can be a content: He said **legalizing it helped**; not: *so*.
CLAUSE_LEAST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens of a content, and of another piece before it (`also`: **the state** is expected **to pay**).

    `without` has the head of the cue's clause, if that is inside the content.
    """

    tokens: list[Token]
    also: tuple[Token, ...] = ()
    without: tuple[Token, ...] = ()
    preposition: Token | None = None
    noun: Token | None = None
    rule: str | None = None


def clause(verb: Token, entry: Entry) -> Found | None:
    """Said **that it was late**; **it was**, he said, **late**; it was announced **that ...**."""
    above = quoted_as(verb) or _habit(verb) or verb
    for clause in functions.clauses(verb) or (functions.clauses(above) if above != verb else []):
        if clause.i > verb.i and verb.nbor().text == ";":
            continue  # it was late, Roe said; | his bus was gone
        if (around := _divided(verb, clause)) is not None:
            return around
        follows = clause.i > verb.i and not _is_inside(verb, clause)
        return _behind(verb, clause, entry) if follows else _split(verb, clause)
    listener = acted_on(verb) if entry.takes("telling") else None
    told = functions.bare_clause_of(listener) if listener is not None and listener.i > verb.i else None
    if told is not None:
        return Found(list(verb.doc[told.left_edge.i : end_of(verb, told.right_edge)]), rule="clause")
    asked = _question(verb)
    if asked is not None and (entry.act is Act.QUESTIONING or negation.is_negated(verb)):
        return Found(phrases.subtree(asked), rule="clause")
    host = functions.host(above)
    if host is not None and verb.pos_ != "ADJ" and wordorder.is_set_off(above) and not _is_dateline(host, above):
        if above == verb and (not _may_report(verb, entry) or wordorder.remarked(verb) is not None):
            return None
        rule = "impersonal" if _is_impersonal(above) else "aside"
        tokens = phrases.subtree(host, [above])
        behind = takewhile(lambda t: not _is_remark(t), (t for t in tokens if t.i > above.i))
        return Found([*(t for t in tokens if t.i < above.i), *behind], without=(above,), rule=rule)
    stray = wordorder.stray_clause(verb)
    if stray is not None and _may_listen(verb, stray[0].nbor(-1), any_noun=entry.takes("telling")):
        that, head = stray
        return Found(list(verb.doc[that.i : end_of(verb, head.right_edge)]), rule="stray-clause")
    after = [c for c in functions.dependents(verb, "parataxis") if functions.is_finite(c) and _is_announced(c, verb)]
    if after and entry.pos != "adj":  # not after an adjective: not all are **sure**: Roe is not
        return Found(phrases.subtree(after[0]), rule="parataxis")
    return _around(verb) or _rest(verb)


def _habit(verb: Token) -> Token | None:
    """It fell, Kos **used** to say."""
    return verb.head if functions.has(verb, "open clause") and is_reached(verb) else None


def _behind(verb: Token, clause: Token, entry: Entry) -> Found:
    """Said **that it was late**."""
    tokens = phrases.subtree(clause, [verb])
    that = wordorder.that_before(tokens[0], verb)
    opener = that or wordorder.question_before(tokens[0], verb)
    start = opener.i if opener is not None else _start(verb, clause, tokens[0], entry)
    tokens = list(verb.doc[start : end_of(verb, _last(verb, clause, tokens))])
    tokens = tokens[: next((n for n, t in enumerate(tokens) if n and _ends(t, verb)), None)]
    gap = _gap(verb, clause)
    return Found(_without_gloss(tokens), also=(gap,) if gap is not None else (), rule="clause")


def _gap(verb: Token, clause: Token) -> Token | None:
    """Found **what** it says **is a planet**; a rise, **which** it says **is small**: the clause's subject in front."""
    if not functions.has(verb, "relative clause") or functions.subject(clause) is not None:
        return None
    front = (verb.head, *(t for t in verb.subtree if t.i < verb.i))
    return next((t for t in front if tags.is_relative_word(t) and functions.subject(verb) != t), None)


def _without_gloss(tokens: list[Token]) -> list[Token]:
    """Said it held the drug, | **which is a poison**: an explanation of a thing at the end is the article's own.

    About people it may go on with what is said: said he met the man, **who took the keys**.
    """
    for n, token in enumerate(tokens):
        if token.lower_ in words("pronouns", "personal"):
            continue
        if n and tags.is_relative_word(token) and tokens[n - 1].text == ",":
            clause = token.head
            if functions.has(clause, "relative clause") and clause.right_edge.i >= tokens[-1].i - 1:
                return tokens[: n - 1]
    return tokens


def _last(verb: Token, clause: Token, tokens: list[Token]) -> Token:
    """The last word of the clause and those joined to it: said it **is late**, **has been moved** | and will be.

    Said it was late, and **that it rained**: a second "that" is what is said too, though the parser joins it to "said".
    """
    others = [t for t in functions.clauses(verb) if t.i > clause.i and functions.subject(t) is None]
    joined = (t for t in functions.dependents(verb, "conjunct") if t.i > clause.i)
    others += [t for t in joined if functions.is_finite(t) and wordorder.opens_with_that(t)]
    return max((tokens[-1], *(t.right_edge for t in others)), key=lambda t: t.i)


def _is_dateline(host: Token, verb: Token) -> bool:
    """*e.g.* **TORSBY**: The council asked the firm to open it: a place and a colon are nothing that is said."""
    behind = verb.left_edge.i - 1
    return (
        host.i < verb.i
        and host.doc[max(host.sent.start, behind)].text == ":"
        and not any(t.pos_ in tags.VERBAL for t in host.doc[host.sent.start : behind])
    )


def _may_report(verb: Token, entry: Entry) -> bool:
    """It fell, **it** was announced; it fell, the **court** was told; not: it fell (two **shops** were announced)."""
    noun = functions.passive_subject(verb)
    return noun is None or noun.pos_ == tags.PRONOUN or entry.takes("telling")


def _divided(verb: Token, clause: Token) -> Found | None:
    """*e.g.* **this dam**, says Roe, a builder, **holds**: its subject is in front, as if it were the verb's.

    Or **the log**, he says, **was lost**, with "log" and "he" under the verb.
    """
    own = functions.subject(verb)
    front = [t for t in functions.dependents(verb, "subject") if t.i < verb.i and t != own]
    if not front or own is None or own.i > clause.i or functions.subject(clause) is not None:
        return None
    if own.i < verb.i and own.left_edge.nbor(-1).text != ",":
        return None
    return Found(phrases.subtree(clause), also=tuple(front[-1].subtree), rule="clause")


def _split(verb: Token, clause: Token) -> Found:
    """**It will rain**, he said; **it will rain**, he said, **for hours**."""
    tokens = phrases.subtree(clause, [verb])
    tokens += [t for other in wordorder.unjoined(verb) for t in other.subtree]
    if _lacks_its_noun(clause):
        tokens += _behind_comma(verb, clause)
    behind = takewhile(lambda t: not (_is_remark(t) or _is_aside(t)), (t for t in tokens if t.i > verb.i))
    rule = "impersonal" if _is_impersonal(verb) else "clause"
    front = _from_start(verb, [t for t in tokens if t.i < verb.i])
    return Found(list(behind), also=tuple(front), rule=rule)


def _is_inside(verb: Token, clause: Token) -> bool:
    """**The log**, he said at noon, **was lost**: whether the clause begins before the verb that stands in it."""
    front = [t for t in phrases.subtree(clause, [verb]) if t.i < verb.i]
    return bool(front) and wordorder.is_set_off(verb) and "," in {front[-1].text, front[-1].nbor().text}


def _lacks_its_noun(clause: Token) -> bool:
    """*e.g.* **There was**, he said, *no doubt*: the parser attached what there was to "said"."""
    return clause.pos_ == "AUX" and functions.subject(clause) is None and all(t.is_punct for t in clause.rights)


def _behind_comma(verb: Token, clause: Token) -> list[Token]:
    """The rest of the sentence behind the verb's own clause: There was, he said at noon, | **no doubt about it**."""
    comma = next((t.i for t in verb.doc[verb.i : verb.sent.end] if t.text == ","), verb.sent.end)
    return list(verb.doc[comma + 1 : wordorder.clause_end(clause, comma + 1)])


def _from_start(verb: Token, front: list[Token]) -> list[Token]:
    """**Her hope for the job remains** | undimmed, Roe told us: a clause cannot start right behind a word."""
    first = front[0]
    if first.i == verb.sent.start or first.nbor(-1).pos_ in {"PUNCT", "CCONJ", "SCONJ", "SPACE"}:
        return front
    before = reversed(verb.doc[verb.sent.start : first.i])
    start = next((t.i + 1 for t in before if t.is_punct and t.text != ","), verb.sent.start)
    return list(verb.doc[start : front[-1].i + 1])


def _is_impersonal(verb: Token) -> bool:
    """It will close, **it was announced**: nobody in particular says so."""
    noun = functions.passive_subject(verb)
    is_it = noun is not None and noun.lower_ in words("pronouns", "things")
    return is_it and functions.agent(verb) is None


def _is_remark(token: Token) -> bool:
    """*e.g.* It fell, Roe said, **citing** a study: of the verb before it, even if the parser attaches it to "fell"."""
    return tags.is_ing(token) and token.nbor(-1).text == "," and cues.at(token) is not None


def _is_aside(token: Token) -> bool:
    """It fell, Roe said, | **though** Kos doubted it: another's report, not what Roe said."""
    clause = token.head
    opens = functions.has(token, "complementizer") and token.nbor(-1).text == "," and not tags.is_to(token)
    return (
        opens
        and functions.has(clause, "adverbial clause")
        and functions.subject(clause) is not None
        and _reports(clause)
    )


def _reports(verb: Token) -> bool:
    cue = cues.at(verb)
    return cue is not None and bool(functions.clauses(verb))


def _ends(token: Token, verb: Token) -> bool:
    """Whether what the verb reports ends before the token: ..., | **adding** that it rained; ... | **and** promised."""
    if is_continuer(token) or prepositions.opens_aside(token):
        return True
    following = token.head if functions.has(token, "conjunction") and token.head.i > token.i else token
    if withholds(following) and following.head.head == verb:
        return True
    if not (tags.is_inflected(following) or tags.is_ing(following)):
        return False  # only such a verb goes on with another
    return (functions.shared_with(following) or said_before(following)) == verb and cues.at(following) is not None


def _is_announced(clause: Token, verb: Token) -> bool:
    """She put it simply: **the bridge will fall**. A colon, or nothing, comes before the content."""
    first = clause.left_edge
    return verb.i < first.i and (first.nbor(-1).text == ":" or first.i == verb.i + 1)


def _rest(verb: Token) -> Found | None:
    """He said **legalizing it could help**: if the parser finds no clause, everything up to the sentence's end.

    Only after verbs that are rarely followed by anything but a clause.
    """
    if not tags.is_tensed(verb) or verb.lemma_.lower() not in words("clauses", "reporting"):
        return None
    end = end_of(verb, verb)
    rest = verb.doc[verb.i + 1 : end]
    starts = (
        len(rest) >= CLAUSE_LEAST and rest[0].pos_ in tags.NOMINAL | {"ADJ", "VERB"} and not tags.is_participle(rest[0])
    )
    return Found(list(rest), rule="rest") if starts and any(tags.is_tensed(t) for t in rest) else None


def _question(verb: Token) -> Token | None:
    """Asked **if the bridge was safe**, did not say **when**, read by a parser as a condition or a time."""
    for clause in functions.dependents(verb, "adverbial clause"):
        if clause.i > verb.i and clause.left_edge.lower_ in words("clauses", "questions"):
            return clause
    return None


def _around(verb: Token) -> Found | None:
    """**The mayor**, officials said, **has resigned**: the sentence without the clause between commas."""
    aside = wordorder.parenthesis(verb) if wordorder.remarked(verb) is None else None
    if functions.is_relative(verb) or (functions.has(verb, "relative clause") and tags.is_relative_word(verb.head)):
        return None  # Ward, *who testified on Monday*, urged them to act; a fraction of *what she asked for*
    if aside is None or (functions.direct_object(verb) is not None and not wordorder.is_inverted(verb)):
        return None
    if functions.has(verb, "relative clause") and aside[0] <= verb.head.i < verb.i:
        return None  # Kos denied it, a *claim* the clerk confirmed
    before, after = list(verb.doc[verb.sent.start : aside[0]]), list(verb.doc[aside[1] : verb.sent.end])
    if not any(tags.is_tensed(t) for t in (*before, *after)):
        return None
    first = next((t for t in after if t.is_alpha), None)
    if first is not None and not _leaves(verb, first):
        return Found(after, also=tuple(before), rule="aside")
    return Found(before, rule="aside") if _stands(before[0]) else None


def _leaves(verb: Token, first: Token) -> bool:
    """Whether what follows is not said: it will close, warned Roe, | **who** owns it, | **adding** that"""
    return (tags.is_relative_word(first) and wordorder.is_inverted(verb)) or _is_remark(first)


def _stands(first: Token) -> bool:
    """Whether a clause that begins with it can stand alone: not "When it fell, ...", nor "In the view of Roe, ...".

    Nor "Asked about it, ...".
    """
    trails = first.pos_ == "VERB" and functions.has(first, "adverbial clause")
    return first.pos_ != "SCONJ" and not trails and not prepositions.opens(first)


def _may_listen(verb: Token, token: Token, *, any_noun: bool) -> bool:
    """Whether a "that" clause after this word belongs to the verb: told the **mayor** that; not the *proposal* that."""
    if token.pos_ == "NOUN" and token.head == verb and functions.has(token, "oblique", "object of preposition"):
        return True  # said in a statement | that ...
    cue = cues.at(token) if token.pos_ == "NOUN" else None
    if cue is not None and cue.entries[0].pos == "noun":
        return False
    return (
        any_noun
        or token.pos_ not in tags.NOUN_LIKE
        or is_person_noun(token)
        or bool(token.ent_type_)
        or times.is_time(token)
    )


def _start(verb: Token, clause: Token, first: Token, entry: Entry) -> int:
    """The content's start: said later | **that it fell**; said | **Roe** “knew it” (the clause lacks a subject).

    A "that" after another verb does not open the content: said | **the point was** that it fell.
    """
    opener = functions.complementizer(clause)
    if opener is not None and not any(map(tags.is_tensed, verb.doc[first.i : opener.i])):
        return max(first.i, opener.i)
    between = verb.doc[verb.i + 1 : first.i]
    finite = functions.is_finite(clause) or any(map(tags.is_tensed, between))
    lost = functions.subject(clause) is None and functions.passive_subject(clause) is None and finite
    if lost and between and not entry.takes("telling") and _may_be_subject(between):
        return verb.i + 1
    return first.i


def _may_be_subject(tokens: Span) -> bool:
    """*e.g.* **Roe** “knew it”; **cracks in the pillars** had grown; **closing the bridge** will help."""
    opens = tokens[0].pos_ in tags.NOMINAL | {"ADJ", "PUNCT"} or tags.is_ing(tokens[0])
    return opens and all(t.pos_ in _NOUN_PHRASE or tags.is_ing(t) for t in tokens)


_NOUN_PHRASE = tags.NOMINAL | {"ADJ", "PUNCT", "ADP", "PART", "CCONJ", "AUX"}


def end_of(verb: Token, last: Token) -> int:
    """The content's end. The rest of the sentence belongs to the content unless it has a verb of saying."""
    end = wordorder.clause_end(verb, last.i + 1)
    rest = list(verb.doc[last.i + 1 : end])
    commas = (t for t in rest[:-1] if t.text == ",")
    end = next((t.i for t in commas if t.nbor().lower_ in words("clauses", "remarks")), end)
    rest = [t for t in rest if t.i < end]
    end = next((t.i for t in rest if prepositions.opens(t)), end)  # late, **according** to Roe
    spoken = any(token.pos_ == "VERB" and cues.at(token) is not None for token in rest if token.i < end)
    return last.i + 1 if spoken else end


def whole(verb: Token, clause: Token) -> list[Token]:
    """An infinitive with everything up to the next comma: called on Russia **to ease tensions by leaving**."""
    tokens = _before_reason(phrases.subtree(clause))
    if (kept := _without_gloss(tokens)) != tokens or tokens[-1] != clause.right_edge:
        return kept
    end = end_of(verb, tokens[-1])
    rest = verb.doc[tokens[-1].i + 1 : end]
    return [*tokens, *takewhile(lambda t: t.text != ",", rest)]


def _before_reason(tokens: list[Token]) -> list[Token]:
    """Told them **not to drink it** | after nine fell ill: what is past is why it was asked for, not when to do it."""
    for n, token in enumerate(tokens):
        opens = token.lower_ in words("clauses", "reasons") and functions.has(token, "complementizer")
        if n and opens and functions.has(token.head, "adverbial clause") and _tells_why(token):
            return tokens[:n]
    return tokens


def _tells_why(opener: Token) -> bool:
    """After nine **fell** ill; in a headline, which has no stop and puts it in the present, as delays **bite**."""
    if opener.lower_ in words("clauses", "headline_reasons"):
        end = next((t for t in reversed(opener.sent) if not t.is_space), opener)
        if not end.is_punct:
            return True
    first = functions.tensed_auxiliary(opener.head) or opener.head
    return tags.is_inflected(first) and not tags.is_present(first)
