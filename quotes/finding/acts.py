"""Who acts beside a quotation that has no cue: **Roe** turned to the judge. “You have the wrong man.” The judge nodded.

The person who acts before the quotation speaks; else, if it opens its paragraph, the person who acts after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quotes.finding import documents, frames
from quotes.finding.cues import CueToken
from quotes.grammar import functions, tags
from quotes.grammar.layout import STOPS, Layout, Paragraph
from quotes.parsing.marks import Quotation
from quotes.words import pronouns
from quotes.words.kinds import GROUP, PERSON, is_title
from quotes.words.nouns import describe

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def is_report(cue: CueToken | None) -> bool:
    """Whether the verb may report a sentence that has ended: “It is late.” Roe **said** so; not: Roe **read** it."""
    if cue is None or not cue.is_verb or cue.spoken.act.is_thought:
        return False
    if not any("clause" in frame.content for frame in cue.spoken.frames):
        return False
    return functions.direct_object(cue.token) is None or cue.spoken.takes("telling")


def is_beside(doc: Doc, content: tuple[int, int], verb: Token, cue: CueToken | None) -> bool:
    """Whether a verb is only in the sentence before or after a quotation: “It is late.” Roe **waved** him off.

    `content` has the indices of the quotation's first and last token.
    """
    if is_report(cue) or verb.pos_ not in tags.VERBAL:
        return False
    first, last = (_edge(doc, content[0], -1), _edge(doc, content[1], 1))
    if first is None or last is None:
        return False
    if verb.sent.start >= last:
        return last >= 2 and doc[last - 1].text in STOPS
    return first >= verb.sent.end - 1 and doc[first - 1].text in STOPS


def _edge(doc: Doc, index: int, step: int) -> int | None:
    """The quotation mark at the edge of a content, in it or next to it, with at most a stop between."""
    near = (i for i in range(index, index + 3 * step, step) if 0 < i < len(doc))
    return next((i for i in near if doc[i].is_quote), None)


def before(layout: Layout, quotation: Quotation, found: Mapping[int, CueToken]) -> Token | None:
    """The person who acts in the sentence before the quotation, or in the paragraph above it. `found`: the cues."""
    paragraph = layout.paragraph(quotation.span[0])
    if paragraph is None:
        return None
    stretch = _stretch(layout, paragraph, quotation)
    if stretch is None:
        return None
    start, tokens = stretch
    last = max((n for n, t in enumerate(tokens[:-1]) if t.text in STOPS and not is_title(tokens[n - 1])), default=-1)
    if not tokens or tokens[-1].text not in STOPS or (last < 0 and start > paragraph.span[0]):
        return None  # “...,” said Roe. “...”
    return actor(tokens[last + 1 :], found)


def _stretch(layout: Layout, paragraph: Paragraph, quotation: Quotation) -> tuple[int, list[Token]] | None:
    """Start and words of the text between a quotation and the last one; or the paragraph above if it has none."""
    start = max((q.span[1] for q in paragraph.quotations if q.span[1] <= quotation.span[0]), default=paragraph.span[0])
    if start < quotation.span[0]:
        return start, layout.tokens((start, quotation.span[0]))
    above = layout.paragraph(len(layout.text[: paragraph.span[0]].rstrip()) - 1)
    if above is None or above.boilerplate or above.quotations or quotation.span[0] > paragraph.span[0]:
        return None
    return above.span[0], layout.tokens(above.span)


def actor(sentence: Sequence[Token], found: Mapping[int, CueToken]) -> Token | None:
    """The person who is the subject of a sentence that reports nothing; None where somebody else's letter is shown."""
    inside = {t.i for t in sentence}
    verb = next((t for t in sentence if t.head.i == t.i or t.head.i not in inside), None)
    if verb is None or _reports(verb, found) or documents.shows_another(sentence, found):
        return None
    subject = functions.holder(verb)
    return subject if subject is not None and subject.i in inside and _is_person(subject) else None


def _reports(verb: Token, found: Mapping[int, CueToken]) -> bool:
    """Whether the sentence has a content of its own or is passive: Roe **was arrested**."""
    cue = found.get(verb.i)
    if cue is not None:
        return frames.propose(cue) is not None
    return functions.is_passive(verb)


def _is_person(noun: Token) -> bool:
    if noun.pos_ == tags.PRONOUN:
        entry = pronouns.third_person(noun)
        return entry is not None and entry["refers"][0] in (PERSON, GROUP)
    if noun.pos_ == "PROPN":
        return noun.ent_type_ == "PERSON" or is_title(noun)
    return describe(noun).type in (PERSON, GROUP)
