"""What the encoder reads as attributions -> proposals, in addition to those of the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from quotes.finding import acts, factuality, pieces, prepositions
from quotes.finding.arguments import is_witness, passed_on, quoted_as, speaker_of
from quotes.finding.frames import listener
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, phrases, tags
from quotes.grammar.layout import having
from quotes.grammar.phrases import trimmed
from quotes.parsing.reading import CONTENT, CUE, CUE_GOES_ON, NOTHING, POSSIBLE, SOURCE, Contents, Reading, starts
from quotes.words import negation, times

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.finding.cues import CueToken
    from quotes.grammar.layout import Layout

RULE = "reading"

# A hole in a content is filled if it has at most this many tokens and holds no cue or source.
_HOLE = 3
_SAID = frozenset({NOTHING, CONTENT})


def propose(layout: Layout, reading: Reading, contents: Contents, found: Mapping[int, CueToken]) -> Iterator[Proposal]:
    """One proposal for each cue that is read with a content. `found` has the lexicon's cues by token index."""
    doc = layout.doc
    likely = reading.parts.argmax(axis=1).tolist()
    sentence = np.cumsum(starts(doc)).tolist()
    asides = {i for i in having(doc, "LOWER", prepositions.first_words()) if prepositions.opens_aside(doc[i])}
    for first in np.flatnonzero(reading.parts[:, CUE] > POSSIBLE).tolist():
        mine = _before_source(contents.of(range(first, first + 1)), asides)
        runs = pieces.together(layout, first, list(_runs(likely, mine)), sentence) if mine else []
        runs = [pieces.rounded(doc, run, lambda i: likely[i] in _SAID) for run in runs]
        proposal = _proposal(doc, reading, likely, first, runs, found) if runs else None
        if proposal is not None:
            yield proposal


def _proposal(
    doc: Doc, reading: Reading, likely: list[int], first: int, runs: list[list[int]], found: Mapping[int, CueToken]
) -> Proposal | None:
    last = first + 1
    while last < len(doc) and likely[last] == CUE_GOES_ON:
        last += 1
    token = _word(doc, first, last, found)
    if token.pos_ == "ADV" and token.head.pos_ in tags.VERBAL and 0 <= token.head.i - last < _HOLE:
        token, last = token.head, token.head.i + 1  # after previously **voicing** concern that
    token, last, runs = _passed_on(token, last, runs)
    if not runs or _opens_with_topic(token) or prepositions.sorts(doc[first]):
        return None
    cue = found.get(token.i)
    last = _before_time(doc, token, _before_negation(doc, token, last, runs))
    runs = _with_cues(doc, _until_next(doc, runs, token, found), found)
    if is_witness(token) or acts.is_beside(doc, (runs[0][0], runs[-1][-1]), token, cue):
        return None
    passing = quoted_as(token)  # the clerk was quoted by the paper as **saying** so: not the paper
    speaker = speaker_of(token) if passing is not None else speaker_at(doc, likely, int(reading.links[first]))
    if speaker is not None and functions.is_reduced_passive(token) and functions.agent(token) is None:
        return None  # **Asked** whether it fell, Roe left: Roe did not ask
    if speaker is not None and speaker == functions.passive_subject(token) and _is_acted_on(token, cue):
        speaker = None  # Holt **is said** to be ill, it **was announced**: somebody else says so
    told = listener(cue) if cue is not None else None
    if told is not None and told != speaker and not _is_all(told, runs):
        runs = list(filter(None, (_without_listener(run, told, len(runs) > 1) for run in runs)))
    if speaker is not None:
        runs = [run for run in (_without_name(run, speaker) for run in runs) if run]
    return Proposal(
        RULE,
        tuple(filter(None, (trimmed(doc, run[0], run[-1] + 1) for run in runs))),
        entry=cue.spoken if cue is not None else None,
        cue=token,
        span=phrases.characters(doc, first, last),
        speaker=speaker,
    )


def _passed_on(verb: Token, last: int, runs: list[list[int]]) -> tuple[Token, int, list[list[int]]]:
    """Cue, its end and content: was quoted in May as | **saying** that it fell; else as they are."""
    saying = passed_on(verb)
    if saying is None:
        return verb, last, runs
    return saying, max(last, saying.i + 1), [run for run in runs if not verb.i < run[0] < saying.i]


def _is_acted_on(verb: Token, cue: CueToken | None) -> bool:
    """Whether a passive's subject does not speak: was **told** that, was **announced**; not: was **worried** that."""
    return functions.infinitive(verb) is not None or (cue is not None and cue.is_verb)


def _opens_with_topic(first: Token) -> bool:
    """**On** Roe's goal: “What a strike.”: what is spoken about, not who speaks."""
    return first.pos_ == "ADP" and first.i == first.sent.start and not prepositions.opens(first)


def _before_negation(doc: Doc, verb: Token, last: int, runs: list[list[int]]) -> int:
    """The cue's end before a negation of what is said, which begins the content: pleaded | **not guilty**."""
    if last - 1 > verb.i and negation.is_negator(doc[last - 1]) and runs[0][0] == last and doc[last - 1].head.i >= last:
        runs[0].insert(0, last - 1)
        return last - 1
    return last


def _before_time(doc: Doc, verb: Token, last: int) -> int:
    """The cue's end before the preposition of a time: **reported** | on Wednesday that it fell."""
    end = doc[last - 1]
    return last - 1 if last - 1 > verb.i and end.pos_ == "ADP" and times.is_time(doc[min(last, len(doc) - 1)]) else last


def _before_source(content: list[int], asides: Collection[int]) -> list[int]:
    """The mayor said **the bridge was safe**, in the view of Roe: the rest names the source of it all."""
    return list(takewhile(lambda i: i == content[0] or i not in asides, content))


def _until_next(doc: Doc, runs: list[list[int]], verb: Token, found: Mapping[int, CueToken]) -> list[list[int]]:
    """Rejected **the claim that it fell** | and defended the builder: the content ends before the next verb.

    So it does before a clause of the verb: admitted **that it fell** | after first voicing doubts that it had.
    """
    runs = [run for run in (_until_joined(doc, run, verb, found) for run in runs) if run] or runs
    for n in range(1, len(runs)):
        hole = [t for t in doc[runs[n - 1][-1] + 1 : runs[n][0]] if t.i in found]
        if verb.i < runs[0][0] and any(functions.has(t, "conjunct") for t in hole):
            return runs[:n]
        below = next((t for t in hole if t.head == verb and functions.has(t, "adverbial clause")), None)
        if below is not None and runs[0][0] < below.left_edge.i:
            last = [i for i in runs[n - 1] if i < below.left_edge.i]
            return [*runs[: n - 1], *filter(None, [last])]
    return runs


def _until_joined(doc: Doc, run: list[int], verb: Token, found: Mapping[int, CueToken]) -> list[int]:
    """Was hopeful about **the talks** | but wary of the noise; backed **the plan** | and left the party."""
    conjuncts = (doc[i] for i in run if i in found and functions.has(doc[i], "conjunct"))
    joined = (t for t in conjuncts if t.head == verb or functions.shared_with(t) == verb)
    alone = (t for t in joined if functions.subject(t) is None)
    first = next((t for t in alone if functions.dependent(t, "conjunction") is not None), None)
    return run if first is None else list(takewhile(lambda i: i < first.left_edge.i, run))


def _with_cues(doc: Doc, runs: list[list[int]], found: Mapping[int, CueToken]) -> list[list[int]]:
    """Said **he left,** *arguing* **that it rained**: a cue of what is said is part of it, not a hole."""
    joined = [list(runs[0])]
    for run in runs[1:]:
        hole = range(joined[-1][-1] + 1, run[0])
        if len(hole) <= _HOLE and all(_is_inside(doc[i], runs[0][0], found) for i in hole):
            joined[-1] += [*hole, *run]
        else:
            joined.append(list(run))
    return joined


def _is_inside(token: Token, start: int, found: Mapping[int, CueToken]) -> bool:
    """Whether the token is a mark or a cue whose clause hangs on what was said before it."""
    if token.is_punct and not token.is_quote:
        return True
    return token.i in found and functions.has(token, *_CLAUSES) and start <= token.head.i < token.i


_CLAUSES = ("adverbial clause", "clause", "open clause", "participial modifier")


def _is_all(noun: Token, runs: list[list[int]]) -> bool:
    """Whether the noun is the whole content: asked **a question**; not: asked *Roe* to leave."""
    start, end = phrases.phrase(noun)
    return start <= runs[0][0] and runs[-1][-1] < end


def _without_listener(run: list[int], listener: Token, is_piece: bool) -> list[int]:
    """*e.g.* asked Roe | **to leave**; Roe was asked | **to leave**: the listener is not part of the content."""
    start, end = phrases.phrase(listener)
    if is_piece and start <= run[0] and run[-1] < end:
        return []
    follows = run[0] == start and run[-1] >= end and not listener.doc[end].is_punct
    return [i for i in run if i >= end] if follows else run


def _without_name(run: list[int], speaker: Token) -> list[int]:
    """It was late, | Elm Council said: the content ends before the name of who says it."""
    if run[-1] >= speaker.i:
        return run
    start, _ = phrases.phrase(speaker)
    is_behind = run[0] < start <= run[-1] and speaker.doc[start - 1].is_punct
    return [i for i in run if i < start] if is_behind else run


def _word(doc: Doc, first: int, last: int, found: Mapping[int, CueToken]) -> Token:
    """The word of a cue that names the act: issued a paper **welcoming**; **declined** to say; **said** in a note.

    It is the last verb in the lexicon, unless one is negative; else the first noun or adjective; else the head.
    """
    known = [doc[i] for i in range(first, last) if i in found]
    verbs = [token for token in known if found[token.i].is_verb]
    if len(verbs) > 1:
        return next((verb for verb in verbs if factuality.of_cue(verb) == "negated"), verbs[-1])
    return (*verbs, *known)[0] if known else doc[first:last].root


def _runs(likely: list[int], content: list[int]) -> Iterator[list[int]]:
    """The content's tokens, piece by piece: “We won,” | he said, | “and they lost.”"""
    run = content[:1]
    for token in content[1:]:
        hole = range(run[-1] + 1, token)
        if len(hole) > _HOLE or any(likely[i] not in _SAID for i in hole):
            yield run
            run = []
        run.append(token)
    yield run


def speaker_at(doc: Doc, likely: list[int], at: int) -> Token | None:
    """The head of the source that is read around a token; None at -1."""
    if at < 0:
        return None
    start = end = at
    while start > 0 and likely[start - 1] == SOURCE:
        start -= 1
    while end + 1 < len(doc) and likely[end + 1] == SOURCE:
        end += 1
    head = doc[start : end + 1].root
    own = functions.subject(head.head)
    if own is not None and start <= own.i <= end:  # a *Ministry* for Trade **spokesman** said, with two subjects
        head = own
    while functions.has(head, "determiner", "compound") and head.head.i > head.i:  # only **a** of "a statement" is read
        head = head.head
    return head if head.pos_ in tags.NOMINAL - {"DET"} or len(doc[start : end + 1]) == 1 else None
