"""Direct quotations -> proposals: each stretch of speech between marks, with the cue beside it or without one.

The marks decide what was said, to the character; the parse only helps to find the speaker. A quotation is speech if
it is where speech can be (after a colon, comma or cue, or at a sentence's start) or ends as speech does (“...,”).
Others (the so-called “deal”) are left to the frames, which may find them inside a clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from quotes.finding import acts, signatures
from quotes.finding.beside import INTRODUCERS, Setting, by_cue, ending
from quotes.finding.cues import CueToken
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, phrases, tags
from quotes.grammar.layout import STOPS, Layout, Paragraph
from quotes.parsing.marks import Quotation, answers
from quotes.spans import Range, strip
from quotes.words.kinds import is_title

if TYPE_CHECKING:
    from spacy.tokens import Token

# The fewest tokens of a quotation that can be speech by itself: “It will stand.” Fewer are a title, a slogan, a sign.
_SPEECH = 4


def propose(layout: Layout, found: Mapping[int, CueToken]) -> list[Proposal]:
    """One proposal for each piece of direct speech; interrupted pieces and continued paragraphs are joined.

    `found` has the cues by token index.
    """
    proposals: list[Proposal] = []
    carried = False  # the last paragraph ended inside a quotation that was not closed
    lead: list[Token] = []
    for paragraph, following in zip_longest(layout.paragraphs, layout.paragraphs[1:]):
        if paragraph.boilerplate:
            continue
        mine = _in_paragraph(layout, paragraph, following, lead, found)
        lead = _lead(layout, paragraph)
        opens = bool(paragraph.quotations) and paragraph.quotations[0].span[0] == paragraph.span[0]
        if carried and opens and mine and proposals and (one := _one_speech(proposals[-1], mine[0])) is not None:
            proposals[-1], mine = one, mine[1:]
        proposals += mine
        carried = bool(paragraph.quotations) and not paragraph.quotations[-1].closed
    return proposals


def _one_speech(last: Proposal, following: Proposal) -> Proposal | None:
    """Two paragraphs: He said: “It fell. / “It broke.” And: “It fell. / “It broke,” he said."""
    if following.continued:
        return replace(last, beyond=last.beyond + following.content)
    return replace(following, beyond=last.content + last.beyond) if last.rule == "free-standing" else None


def _in_paragraph(
    layout: Layout, paragraph: Paragraph, following: Paragraph | None, lead: list[Token], found: Mapping[int, CueToken]
) -> list[Proposal]:
    proposals: list[Proposal] = []
    open_to: int | None = None  # the last proposal goes on with a quotation that starts the next sentence
    for setting in _settings(layout, paragraph, lead):
        content = _content(layout.text, setting.quotation)
        if content is None:
            continue
        proposal = _signed(layout, paragraph, setting, following) or signatures.headed(setting.before)
        proposal = proposal or by_cue(layout, setting, found)
        last = proposals[-1] if proposals else None
        goes_on = open_to == setting.quotation.span[0] and _is_open(setting)
        if last is not None and goes_on and (proposal is None or proposal.cue == last.cue):
            proposals[-1] = replace(last, content=(*last.content, content))
        elif proposal is not None:
            proposals.append(replace(proposal, content=(content,)))
        elif _is_asked(layout, paragraph, setting):
            proposals.append(Proposal("free-standing", (content,)))
        elif _stands_alone(layout, paragraph, setting, found):
            proposals.append(_without_cue(layout, paragraph, setting, found, content))
        else:
            continue
        open_to = _next_start(layout, paragraph, setting, apart=_is_followed(setting, proposals[-1].cue, found))
    return proposals


def _signed(layout: Layout, paragraph: Paragraph, setting: Setting, following: Paragraph | None) -> Proposal | None:
    """The signature of the quotation: in the rest of its paragraph or in the line below it."""
    if not _is_open(setting):
        return None
    below = following is not None and setting.quotation.span[1] == paragraph.span[1] and not following.quotations
    return signatures.signed(layout.tokens(following.span) if following is not None and below else setting.after)


def _is_open(setting: Setting) -> bool:
    """Whether speech starts or goes on here: “A,” he said, |“b”; not: he said that the board |“looked away.”"""
    return not setting.before or setting.before[-1].text in INTRODUCERS


def _content(text: str, quotation: Quotation) -> Range | None:
    """The words between the marks, without the comma that belongs to the sentence around them."""
    span = strip(text, quotation.inner, ",")
    return span if span[0] < span[1] and any(c.isalpha() for c in text[slice(*span)]) else None


def _settings(layout: Layout, paragraph: Paragraph, lead: list[Token]) -> list[Setting]:
    settings: list[Setting] = []
    quotations = paragraph.quotations
    for i, q in enumerate(quotations):
        left = quotations[i - 1].span[1] if i else paragraph.span[0]
        right = quotations[i + 1].span[0] if i + 1 < len(quotations) else paragraph.span[1]
        before = _last_sentence(layout.tokens((left, q.span[0])))
        if settings and [token.text for token in before] == [":"]:  # told him that it was “open”|: “We are ready.”
            before = settings[-1].before + before
        after = _first_sentence(layout.tokens((q.span[1], right)))
        if q.span[0] == paragraph.span[0]:
            before = lead
        settings.append(Setting(q, before, after))
    return settings


def _lead(layout: Layout, paragraph: Paragraph) -> list[Token]:
    """The words that introduce the next paragraph: He wrote: [next paragraph] “...”; From the desk of Roe. [next]"""
    tokens = [] if paragraph.boilerplate else layout.tokens(paragraph.span)
    if signatures.letterhead(tokens):
        return tokens
    return _last_sentence(tokens) if tokens and tokens[-1].text == ":" else []


def _first_sentence(tokens: list[Token]) -> list[Token]:
    for n, token in enumerate(tokens):
        if _is_stop(token):
            return tokens[: n + 1]
    return tokens


def _last_sentence(tokens: list[Token]) -> list[Token]:
    for n in range(len(tokens) - 1, -1, -1):
        if _is_stop(tokens[n]):
            return tokens[n + 1 :]
    return tokens


def _is_stop(token: Token) -> bool:
    """A sentence's end; not the full stop of "Capt. Roe"."""
    return token.text in STOPS and not (token.text == "." and token.i > 0 and is_title(token.nbor(-1)))


def _is_followed(setting: Setting, cue: Token | None, found: Mapping[int, CueToken]) -> bool:
    """He said: “A.” **She said it was late.** “B.”: another report stands between the two quotations."""
    verbs = [t for t in setting.after if t.i in found and t.pos_ in tags.VERBAL]
    return cue not in setting.after and any(functions.clauses(verb) for verb in verbs)


def _next_start(layout: Layout, paragraph: Paragraph, setting: Setting, *, apart: bool) -> int | None:
    """The offset where a quotation must open to continue this one: “A,” he said. |“B.” and “A,” he said, |“and B.”

    If what follows is `apart`, it must open at once.
    """
    after = [] if apart else setting.after
    _, end = phrases.from_to(after[0], after[-1]) if after else setting.quotation.span
    rest = layout.text[end : paragraph.span[1]]
    return end + len(rest) - len(rest.lstrip())


def _without_cue(
    layout: Layout, paragraph: Paragraph, setting: Setting, found: Mapping[int, CueToken], content: Range
) -> Proposal:
    """**Roe** turned to the judge. “...”; else the last speaker goes on; else “...” **Roe** slid the tray across."""
    before = acts.before(layout, setting.quotation, found)
    opens = setting.quotation.span[0] == paragraph.span[0]
    behind = acts.actor(setting.after, found) if before is None and opens else None
    return Proposal("free-standing", (content,), speaker=before or behind, continued=before is None)


def _has_said_before(verb: Token) -> bool:
    return functions.host(verb) is not None or any(c.i < verb.i for c in functions.clauses(verb))


def _is_asked(layout: Layout, paragraph: Paragraph, setting: Setting) -> bool:
    """**“Who paid?”** “I did,” said Roe: a question that somebody else answers, by an unknown speaker."""
    end = setting.quotation.span[1]
    return not setting.before and any(end in boundary for boundary in answers(layout.text, paragraph.quotations))


def _stands_alone(layout: Layout, paragraph: Paragraph, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """Whether a quotation without a cue opens its paragraph or sentence and is speech as a whole.

    One that is never closed must not hold an aside: “It is late, she said. Nobody answered.
    """
    q = setting.quotation
    if setting.before or q.single:
        return False
    words = layout.tokens(q.inner)
    if not q.closed and any(t.i in found and _has_said_before(t) for t in words):
        return False
    enough = len(words) >= _SPEECH or q.span == paragraph.span
    return enough and (ending(layout.text, q) in STOPS or not q.closed)
