"""An explanation: the stages run once on an article, and their results for one sentence are returned as plain data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.choosing import arbiter, weighing
from quotes.choosing.verdict import Cause, Reason, Verdict, kept
from quotes.errors import PlaceError
from quotes.explaining.explanation import (
    Attempt,
    Branch,
    CueCandidate,
    Explanation,
    KnownCue,
    Meant,
    Pair,
    PartName,
    Proposed,
    Unknown,
    named,
)
from quotes.finding import cues, frames
from quotes.finding.cues import CueToken
from quotes.finding.lexicon import TAGS, Entry
from quotes.grammar import functions, phrases
from quotes.grammar.labels import LABELS
from quotes.language import table
from quotes.naming import ranking
from quotes.records import Attribution
from quotes.spans import Range, covers, overlap, strip

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from quotes.naming.ranking import Ranked
    from quotes.parsing.marks import Marks

_NEAR = 3  # similar ids that the error for an unknown id suggests
_ALONE = -1  # the key for proposals without a cue


class Explainer:
    """One article with the results of all stages, ready for questions about any place in it."""

    def __init__(self, article: Article, doc: Doc, paired: Marks, *, rules_only: bool = False) -> None:
        self.article = article
        self._doc = doc
        self._marks = paired
        proposed = extract.propose(doc, paired, rules_only=rules_only)
        settled = extract.aimed(proposed, arbiter.settle(proposed))
        self._kept = kept(settled)
        parties = extract.identify(proposed.layout, self._kept)
        self._made = records(article, proposed.layout, self._kept, parties)
        self._among = {
            made.id: who.speaker.among
            for made, who in zip(self._made, parties, strict=True)
            if isinstance(made, Attribution) and who.speaker is not None and _is_choice(who.speaker.among)
        }
        self.records, self._dropped = divided(self._made)
        self._cues = proposed.cues
        silent = (verdict for cue in self._cues.values() if (verdict := _silent(cue)) is not None)
        self._verdicts = [*settled, *silent]
        self._evidence = proposed.evidence
        self._sentences = [sentence for sentence in doc.sents if not sentence.text.isspace()]

    def by_id(self, identifier: str) -> Explanation:
        """Why this attribution was found. The part of its id after the colon is enough. Raises PlaceError."""
        for record, verdict in zip(self._made, self._kept, strict=True):
            if not isinstance(record, Attribution):
                continue
            if identifier in (record.id, record.short_id):
                sentence = self._sentence(record.cue.start if record.cue else record.quote.spans[0][0])
                own = verdict.proposal
                words = set() if own.cue is None else {own.cue.i}
                made = [v for v in self._verdicts if _cue_of(v) in words or weighing.are_rivals(own, v.proposal)]
                return self._explanation(sentence, [record], words, made)
        raise PlaceError(self.article.name, self._no_such(identifier))

    def at(self, offset: int) -> Explanation:
        """What was found, and what was not, in the sentence at or nearest to an offset. Raises PlaceError."""
        if not 0 <= offset < len(self.article.text):
            raise PlaceError(self.article.name, f"has no offset {offset}, only 0 to {len(self.article.text) - 1}")
        if not self._sentences:
            raise PlaceError(self.article.name, "has no sentence")
        sentence = self._sentence(offset)
        words = range(sentence.start, sentence.end)
        here = _extent(sentence)
        near = {_cue_of(v) for v in self._verdicts if _touches(v.proposal.content, here)} - {_ALONE}
        made = [v for v in self._verdicts if _cue_of(v) in {*words, *near} or _touches(v.proposal.content, here)]
        found = [
            record
            for record in self.records
            if _touches(record.quote.spans, here) or (record.cue and here[0] <= record.cue.start < here[1])
        ]
        return self._explanation(sentence, found, {i for i in self._cues if i in words}, made, whole=True)

    def _no_such(self, identifier: str) -> str:
        """*e.g.* has no attribution lund:9: try lund:1, lund:40 (of 12)."""
        if not self.records:
            return f"has no attribution {identifier}, and no others"
        number = identifier.rpartition(":")[2].partition(".")[0]
        wanted = int(number) if number.isdecimal() else 0
        near = sorted(self.records, key=lambda record: abs(record.quote.spans[0][0] - wanted))[:_NEAR]
        ids = ", ".join(record.id for record in sorted(near, key=lambda record: record.quote.spans))
        return f"has no attribution {identifier}: try {ids} (of {len(self.records)})"

    def _sentence(self, offset: int) -> Span:
        """The sentence at an offset; in white space between two sentences, the nearer one."""
        return min(self._sentences, key=lambda s: _distance(_extent(s), offset))

    def _explanation(
        self, sentence: Span, found: list[Attribution], words: set[int], made: list[Verdict], *, whole: bool = False
    ) -> Explanation:
        """`words`: cues to explain in addition to those of `made`; with `whole`, verbs that are not cues are added."""
        by_cue: dict[int, list[Verdict]] = {i: [] for i in words}
        for verdict in made:
            by_cue.setdefault(_cue_of(verdict), []).append(verdict)
        passage = _passage(self._marks, _extent(sentence), () if whole else found)
        verbs = [t for t in sentence if whole and t.pos_ == "VERB" and t.i not in by_cue]
        return Explanation(
            article=self.article,
            sentence=_extent(sentence),
            passage=passage,
            pairs=tuple(_pairs(self._marks, passage)),
            diagnostics=tuple(
                d
                for d in (*self._marks.diagnostics, *self._dropped)
                if d.start is not None and passage[0] <= d.start < passage[1]
            ),
            parse=_parse(sentence, by_cue, partial(_part, found)),
            records=tuple(found),
            meant={r.id: tuple(_meant(self._doc, self._among[r.id])) for r in found if r.id in self._among},
            candidates=tuple(self._candidate(i, by_cue[i]) for i in sorted(by_cue)),
            unknown=tuple(map(_unknown, verbs)),
        )

    def _candidate(self, i: int, made: list[Verdict]) -> CueCandidate:
        ranked = sorted(made, key=lambda v: (v.lost is not None, -v.confidence))
        proposed = tuple(map(_proposed, ranked))
        if i == _ALONE:
            return CueCandidate(None, None, (), proposed)
        cue, token = self._cues.get(i), self._doc[i]
        place = next((v.proposal.span for v in ranked), None) or cues.span(token)
        read = None if self._evidence is None else self._evidence.cue(i)
        return CueCandidate(place, read, tuple(_known(cue)) if cue is not None else (), proposed)


def _cue_of(verdict: Verdict) -> int:
    cue = verdict.proposal.cue
    return cue.i if cue is not None else _ALONE


def _extent(sentence: Span) -> Range:
    """The characters of a sentence without white space at its edges."""
    start, end = strip(sentence.text, (0, len(sentence.text)), "")
    return sentence.start_char + start, sentence.start_char + end


def _passage(paired: Marks, sentence: Range, found: Iterable[Attribution]) -> Range:
    """The sentence of the cue with all sentences of its quotations, and with quotation marks at the edges."""
    pieces = [sentence, *(piece for record in found for piece in record.quote.spans)]
    start, end = min(start for start, _ in pieces), max(end for _, end in pieces)
    edges = {q.inner[0]: q.span[0] for q in paired.quotations} | {q.inner[1]: q.span[1] for q in paired.quotations}
    return edges.get(start, start), edges.get(end, end)


def _distance(span: Range, offset: int) -> int:
    return max(span[0] - offset, offset - span[1] + 1, 0)


def _touches(pieces: Iterable[Range], other: Range) -> bool:
    return any(overlap(piece, other) for piece in pieces)


def _pairs(paired: Marks, passage: Range) -> Iterator[Pair]:
    for q in paired.quotations:
        if overlap(q.span, passage):
            yield Pair((q.span[0], q.inner[0]), (q.inner[1], q.span[1]) if q.closed else None)


# --- the parse ------------------------------------------------------------------------------------


def _parse(sentence: Span, words: Collection[int], part: Callable[[Token], PartName]) -> tuple[Branch, ...]:
    """The trees of a sentence, expanded from their roots down to one step below the words, and folded elsewhere."""
    here = [sentence.doc[i] for i in words if sentence.start <= i < sentence.end]
    above = {t.i for word in here for t in (word, *word.ancestors)}
    roots = [token for token in sentence if token.head == token and not token.is_space]
    opened = above or {root.i for root in roots}
    opened |= {child.i for i in opened if i in words or not above for child in sentence.doc[i].children}
    return tuple(_branch(root, opened, part) for root in roots)


def _branch(token: Token, opened: Collection[int], part: Callable[[Token], PartName]) -> Branch:
    below = [t for t in token.children if token.i in opened and not (t.is_space or t.is_punct)]
    words = [t for t in token.doc[token.left_edge.i : token.right_edge.i + 1] if not (t.is_space or t.is_punct)]
    return Branch(
        phrase=token.text if token.i in opened or not words else token.doc[words[0].i : words[-1].i + 1].text,
        tag=token.tag_,
        label=token.dep_,
        functions=tuple(name for name in LABELS if functions.has(token, name)),
        part=part(token),
        below=tuple(_branch(t, opened, part) for t in below),
    )


def _part(found: Iterable[Attribution], token: Token) -> PartName:
    """What a word is in the attributions. It may be the cue of one inside the content of another."""
    word = phrases.from_to(token, token)
    parts = [part for record in found for part in reversed(named(record))]
    parts += [(piece, "content") for record in found for piece in record.quote.spans]
    return next((part for piece, part in parts if covers(piece, word)), "none")


# --- cues and proposals ---------------------------------------------------------------------------


def _silent(cue: CueToken) -> Verdict | None:
    """Officials **informed** of the plan left: what the frames find, though the text does not say by whom."""
    if frames.propose(cue) is not None:
        return None
    found = (frames.apply(cue.token, entry, frame) for entry in cue.entries for frame in entry.frames)
    unsaid = next((p for p in found if p is not None), None)
    return None if unsaid is None else Verdict(unsaid, lost=Reason(Cause.NO_AGENT))


def _known(cue: CueToken) -> Iterator[KnownCue]:
    for entry in cue.entries:
        yield KnownCue(_asked(entry), entry.pos, entry.act, entry.examples[0], tuple(_attempts(cue.token, entry)))


def _asked(entry: Entry) -> str:
    """*e.g.* say, point out, call on, voice concern/doubt."""
    nouns = "/".join(sorted(entry.nouns))
    return " ".join(filter(None, (entry.lemma, entry.particle, nouns, entry.preposition)))


def _attempts(token: Token, entry: Entry) -> Iterator[Attempt]:
    for frame in entry.frames:
        found = frames.apply(token, entry, frame)
        example = table("frames")[frame.id]["why"]
        yield Attempt(frame.id, example, frame.content, found.content if found is not None else None)


def _unknown(verb: Token) -> Unknown:
    entries = {entry.key: entry for pos in TAGS for entry in cues.known(verb, pos)}
    return Unknown(verb.text, verb.lemma_, tuple(map(_asked, entries.values())))


def _is_choice(among: Ranked | None) -> TypeGuard[Ranked]:
    return among is not None and len(among.candidates) > 1


def _meant(doc: Doc, among: Ranked) -> Iterator[Meant]:
    for candidate, share in zip(among.candidates, among.shares, strict=True):
        full = None if candidate.entity is None else candidate.entity.full
        name = None if full is None else doc[full.start : full.end].text
        yield Meant(name, share, tuple(ranking.odds(among.group, candidate).items()))


def _proposed(verdict: Verdict) -> Proposed:
    p, target = verdict.proposal, verdict.target
    return Proposed(
        rule=p.rule,
        content=p.content,
        speaker=_phrase(p.speaker),
        target=None if target is None else target.noun.doc.text[slice(*target.span)],
        confidence=verdict.confidence if verdict.evidence or verdict.basis else None,
        evidence=verdict.evidence,
        basis=verdict.basis,
        lost=str(verdict.lost or ""),
    )


def _phrase(noun: Token | None) -> str | None:
    if noun is None:
        return None
    start, end = phrases.phrase(noun)
    return noun.doc[start:end].text
