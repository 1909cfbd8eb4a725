"""Posts, letters and lists without marks: the paragraphs below a line that introduces them and ends in a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.finding import cues
from quotes.finding.arguments import speaker_of
from quotes.finding.cues import CueToken
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, phrases, tags
from quotes.grammar.distances import SHORT
from quotes.grammar.layout import STOPS, Layout, Paragraph
from quotes.language import words
from quotes.spans import Range
from quotes.words.kinds import DOCUMENT
from quotes.words.nouns import describe
from quotes.words.pronouns import forms

if TYPE_CHECKING:
    from spacy.tokens import Token

_ITEM = re.compile(r"(?:[-–—•*·]|\(?\d{1,3}[.)])\s*")  # of a list
_MOST = 20  # paragraphs of a letter


def propose(layout: Layout, found: Mapping[int, CueToken]) -> Iterator[Proposal]:
    """Each block below such a line: *Weber lashed out on Twitter, saying:*, *Read the full letter:*."""
    for number, lead in enumerate(layout.paragraphs, 1):
        if layout.text[lead.span[1] - 1] != ":":
            continue
        tokens, below = layout.tokens(lead.span), layout.paragraphs[number : number + _MOST]
        proposal, said = _introduced(tokens, found), tuple(_said(layout, below))
        if not said:
            said = tuple(_items(layout, below))
            proposal = proposal if proposal is not None and proposal.speaker is not None else _listed(tokens)
        if proposal is not None and said:
            yield replace(proposal, content=said)


def _may_be_said(layout: Layout, block: Paragraph) -> bool:
    """Whether a paragraph has sentences and is not marked as speech, a list item or a heading."""
    if block.quotations or block.boilerplate or _ITEM.match(layout.text, block.span[0]):
        return False
    ends = layout.text[block.span[1] - 1] in STOPS
    return ends and any(token.pos_ in tags.VERBAL for token in layout.tokens(block.span))


def _introduced(lead: list[Token], found: Mapping[int, CueToken]) -> Proposal | None:
    """The proposal of the last verb of saying before the colon, or of a document announced there."""
    colon = lead[-1]
    head = [token for token in lead[:-1] if token.i >= colon.sent.start][-SHORT:]
    for token in reversed(head):
        cue = found.get(token.i)
        if cue is not None and cue.is_verb and token.pos_ in tags.VERBAL and _takes_a_clause(cue):
            if cue.spoken.act.is_thought:
                return None  # What we **learned**: [next paragraph] ...
            said, speaker = functions.clauses(token) or functions.infinitive(token) is not None, speaker_of(token)
            if said or speaker is not None:
                return None if said else _by(cue, speaker)
    if len(lead) <= SHORT and any(describe(token).type == DOCUMENT for token in head) and not any(map(_is_act, head)):
        return Proposal("block", (), cue=colon, span=phrases.from_to(colon, colon))
    return None


def _is_act(token: Token) -> bool:
    """*e.g.* **Watch** the video; **Like** the page; not: **Read** the letter; the letter **follows**."""
    return token.pos_ == "VERB" and token.lemma_.lower() not in words("sources", "announcing")


def _takes_a_clause(cue: CueToken) -> bool:
    return any("clause" in frame.content for frame in cue.spoken.frames)


def _by(cue: CueToken, speaker: Token | None) -> Proposal:
    return Proposal("block", (), entry=cue.spoken, cue=cue.token, span=cues.span(cue.token), speaker=speaker)


def _said(layout: Layout, blocks: Sequence[Paragraph]) -> Iterator[Range]:
    """The first of these paragraphs, and the paragraphs below it that say *I* or *we*."""
    for number, block in enumerate(blocks):
        own = any("speaker" in forms()[token.lower_]["refers"] for token in _pronouns(layout, block))
        if not _may_be_said(layout, block) or (number and not own):
            return
        yield block.span


def _items(layout: Layout, blocks: Sequence[Paragraph]) -> Iterator[Range]:
    """The items of a list, without their bullets: *The report made two recommendations:* / *- Close the bridge.*"""
    for block in blocks:
        bullet = _ITEM.match(layout.text, block.span[0])
        if bullet is None or block.boilerplate or bullet.end() >= block.span[1]:
            return
        yield bullet.end(), block.span[1]


def _listed(lead: list[Token]) -> Proposal | None:
    """The proposal of a noun for what is listed, if the line says whose: **Lund's demands**: ..."""
    for noun in (token for token in lead if token.lower_ in words("sources", "listed")):
        speaker = functions.possessor(noun) or _maker(noun)
        if speaker is not None:
            return Proposal("block", (), cue=noun, span=phrases.from_to(noun, noun), speaker=speaker)
    return None


def _maker(noun: Token) -> Token | None:
    """*e.g.* **Lund** made two demands; the points raised in the **report**."""
    if functions.has(noun, "object"):
        return speaker_of(noun.head)
    heads = (noun, *functions.dependents(noun, "participial modifier"))
    found = (functions.oblique(head, *words("sources", "listed_by")) for head in heads)
    return next(filter(None, found), None)


def _pronouns(layout: Layout, block: Paragraph) -> Iterator[Token]:
    return (token for token in layout.tokens(block.span) if token.lower_ in forms())
